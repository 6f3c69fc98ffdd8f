"""Time boxes and deadlines, and the clock that stands still."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from workshops.engine.events.event import Event


class TimeExtended(Event):
    """The time box got longer; where people take their own time, `day` is the new deadline's."""

    type: Literal["time_extended"] = "time_extended"
    ends_at: AwareDatetime
    day: date | None = None


class TimeRanOut(Event):
    """The time box is over; nothing moves by itself. `by` led when it was noticed."""

    type: Literal["time_ran_out"] = "time_ran_out"


class WorkshopHalted(Event):
    """The clock stands still."""

    type: Literal["workshop_halted"] = "workshop_halted"


class SessionEnded(Event):
    """The first session is over; the clock stands still until the second one begins."""

    type: Literal["session_ended"] = "session_ended"


class WorkshopResumed(Event):
    """The clock runs on; where people take their own time, `day` is the new deadline's.

    `session` says that the second session begins with it.
    """

    type: Literal["workshop_resumed"] = "workshop_resumed"
    ends_at: AwareDatetime
    day: date | None = None
    session: bool = False


class ReminderChosen(Event):
    """A person wants to be reminded the day before each deadline, or no longer."""

    type: Literal["reminder_chosen"] = "reminder_chosen"
    wanted: bool
