"""The clock: how much time there is, and whether it runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.identity import PersonId


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of the current activity.

    Attributes:
        ends_at: When its time box or deadline ends; None in a pause.
        day: The day of the deadline, where people take part at their own pace.
        overtime: Whether the time box is over and nobody has moved on yet.
        remaining: What was left when the clock was stopped; None while it runs.
        between: Whether it was stopped by the end of the first of two sessions.
        second_from: The activity with which a second session begins; None once it is due.
        reminded: Who wants to be reminded the day before a deadline.
    """

    ends_at: datetime | None
    day: date | None = None
    overtime: bool = False
    remaining: timedelta | None = None
    between: bool = False
    second_from: str | None = None
    reminded: frozenset[PersonId] = frozenset()
