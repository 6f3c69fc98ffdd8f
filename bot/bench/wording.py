"""How well the guard tells sellers' words from customers', on stages that it was not tuned on."""

from pathlib import Path

import yaml

from bot.bench.figure import Figure
from prompts.loader import load
from workshops.guard import Guard

WORDED = Path(__file__).with_name("wording.yaml")


def measure() -> list[Figure]:
    """Return which share of the second halves is flagged: the customers' falsely, ours rightly."""
    guard = Guard(load().outside_in)
    false, caught = (flagged(guard, whose) for whose in ("customer", "seller"))
    return [
        Figure(
            key="guard_false_flags",
            value=false,
            unit="%",
            goal=5,
            about="customers' stages flagged falsely",
            how=f"{len(worded('customer'))} stages that no rule was tuned on",
        ),
        Figure(
            key="guard_caught",
            value=caught,
            unit="%",
            goal=90,
            least=True,
            about="sellers' stages caught",
            how=f"{len(worded('seller'))} stages that no rule was tuned on",
        ),
    ]


def flagged(guard: Guard, whose: str) -> float:
    """Return how many percent of the stages get a proposal."""
    stages = worded(whose)
    return 100 * sum(guard.stage(stage) is not None for stage in stages) / len(stages)


def worded(whose: str, *, half: str = "reporting") -> list[str]:
    """Return one half of the stages, in the words of customers or of sellers."""
    halves = yaml.safe_load(WORDED.read_text(encoding="utf-8"))[whose]
    return [str(stage) for stage in halves[half]]
