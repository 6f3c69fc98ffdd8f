"""One measured figure: what, how, the goal, and both sides where it is a ratio."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value under a name.

    Attributes:
        key: Its name in the JSON object.
        value: In `unit`.
        unit: "ms", "s", "×", "/s", "%" or "" for a count.
        about: What was measured, a few words.
        how: How, and against what.
        number: Its row in the table of promises; "" for one beside it.
        goal: What it should be at most, or at least.
        least: Whether the goal is a lower bound.
        sides: What the value was computed from, by JSON name.
    """

    key: str
    value: float
    unit: str
    about: str
    how: str
    number: str = ""
    goal: float | None = None
    least: bool = False
    sides: Mapping[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Say whether the goal is met; None without one."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.least else self.value <= self.goal


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest of *values* that so many percent of them don't exceed.

    Args:
        values: At least one.
        percent: 0-100.
    """
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(rank) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle of *values*."""
    return float(statistics.median(values))
