"""The way through the agenda."""

from typing import Literal

from pydantic import AwareDatetime, Field

from knowledge.records.models import Line
from workshops.engine.events.event import Event


class ActivityEntered(Event):
    """The workshop moved; `visit` counts moves, so that old buttons are recognised.

    `skipped` is all that is left out from now on, with the reasons.
    """

    type: Literal["activity_entered"] = "activity_entered"
    activity: str
    visit: int
    ends_at: AwareDatetime
    skipped: dict[str, Line] = Field(default_factory=dict)


class MoveUndone(Event):
    """The last move was taken back, with what it had skipped."""

    type: Literal["move_undone"] = "move_undone"
    activity: str
    visit: int


class TimeExtended(Event):
    """The time box got longer."""

    type: Literal["time_extended"] = "time_extended"
    ends_at: AwareDatetime


class WorkshopHalted(Event):
    """The clock stands still."""

    type: Literal["workshop_halted"] = "workshop_halted"


class WorkshopResumed(Event):
    """The clock runs on."""

    type: Literal["workshop_resumed"] = "workshop_resumed"
    ends_at: AwareDatetime


class WorkshopEnded(Event):
    """The workshop stopped without publishing."""

    type: Literal["workshop_ended"] = "workshop_ended"


class WorkshopReopened(Event):
    """The end was taken back."""

    type: Literal["workshop_reopened"] = "workshop_reopened"
