"""F15 and its part: how long `make test` took the last time, and the local Slack's tests alone."""

import json
import time
from pathlib import Path
from typing import Any

from bot.bench.figure import Figure
from bot.bench.processes import python
from bot.bench.say import say

LEFT = Path("build/test-suite.json")
CONTRACT = Path("tests/standin")


class SuiteFailed(Exception):
    """A suite that fails has no time."""


async def measure(folder: Path, *, contract: bool) -> list[Figure]:
    """Return how long the suites take; nothing where there are none, as in an installed bot.

    Args:
        folder: For what they say.
        contract: Also run the local Slack's own suite, which takes most of a minute.

    Raises:
        SuiteFailed: One of its tests failed.
    """
    found = _left(LEFT)
    if contract and CONTRACT.is_dir():
        say("local Slack: its contract suite")
        found.append(_contract(await alone(CONTRACT, log=folder / "contract.log")))
    return found


async def alone(suite: Path, *, log: Path) -> float:
    """Return the seconds that a folder of tests takes, one after the other and from the start.

    Raises:
        SuiteFailed: One of them failed.
    """
    started = time.perf_counter()
    async with python("-m", "pytest", "-q", "-n", "0", str(suite), log=log) as process:
        said, _ = await process.communicate()
    if process.returncode != 0:
        raise SuiteFailed(said.decode()[-2000:])
    return time.perf_counter() - started


def _left(left: Path) -> list[Figure]:
    try:
        found: dict[str, Any] = json.loads(left.read_text(encoding="utf-8"))
        whole = float(found["test_suite_s"])
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
        )
    ]


def _contract(seconds: float) -> Figure:
    return Figure(
        key="contract_suite_s",
        value=seconds,
        unit="s",
        goal=60,
        about="local Slack: its whole contract suite",
        how="alone, from pytest's start to its end, one test after the other",
    )
