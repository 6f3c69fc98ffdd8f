"""The way through the agenda."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from knowledge.records.models.terms import Line
from workshops.engine.events.event import Event


class ActivityEntered(Event):
    """The workshop moved; `visit` counts moves, so that old buttons are recognised.

    `skipped` is all that is left out from now on, with the reasons. Where people take their own
    time, `day` is the day of the deadline; `because` is said when nobody pressed anything.
    """

    type: Literal["activity_entered"] = "activity_entered"
    activity: str
    visit: int
    ends_at: AwareDatetime
    skipped: dict[str, Line] = Field(default_factory=dict)
    day: date | None = None
    because: Literal["ready", "deadline"] | None = None


class MoveUndone(Event):
    """The last move was taken back, with what it had skipped.

    `ends_at` and `day` are new when the deadline of before has passed meanwhile.
    """

    type: Literal["move_undone"] = "move_undone"
    activity: str
    visit: int
    ends_at: AwareDatetime | None = None
    day: date | None = None


class WorkshopEnded(Event):
    """The workshop stopped without publishing."""

    type: Literal["workshop_ended"] = "workshop_ended"


class WorkshopReopened(Event):
    """The end was taken back."""

    type: Literal["workshop_reopened"] = "workshop_reopened"
