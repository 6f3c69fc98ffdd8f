"""F15: how long `make test` took the last time, as its runner left it."""

import json
from pathlib import Path

from bot.bench.figure import Figure

LEFT = Path("build/test-suite.json")


def measure(left: Path = LEFT) -> list[Figure]:
    """Return the figure that `make test` left, or nothing when there is none."""
    try:
        found = json.loads(left.read_text(encoding="utf-8"))
        seconds = float(found["test_suite_s"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [
        Figure(
            number="F15",
            key="test_suite_s",
            value=seconds,
            unit="s",
            goal=240,
            about="make test",
            how="the last run on this computer",
        )
    ]
