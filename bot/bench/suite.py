"""F15 and its part: how long `make test` took the last time, as its runner left it."""

import json
from pathlib import Path
from typing import Any

from bot.bench.figure import Figure

LEFT = Path("build/test-suite.json")


def measure(left: Path = LEFT) -> list[Figure]:
    """Return the figures that `make test` left, or nothing when there are none."""
    try:
        found: dict[str, Any] = json.loads(left.read_text(encoding="utf-8"))
        whole, contract = float(found["test_suite_s"]), float(found["contract_suite_s"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [
        Figure(
            number="F15",
            key="test_suite_s",
            value=whole,
            unit="s",
            goal=240,
            about="make test",
            how="the last run on this computer",
        ),
        Figure(
            key="contract_suite_s",
            value=contract,
            unit="s",
            goal=60,
            about="local Slack: its whole contract suite",
            how="the tests' own times in that run, added up",
        ),
    ]
