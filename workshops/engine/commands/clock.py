"""Time: more of it, none of it, and when it is up."""

from dataclasses import dataclass
from datetime import datetime

from workshops.engine.commands.command import Command, OnBoard


@dataclass(frozen=True, kw_only=True)
class Extend(OnBoard):
    """Give the current activity more minutes, 1-240; with a deadline, one more working day."""

    minutes: int


@dataclass(frozen=True, kw_only=True)
class Pause(Command):
    """Stop the clock."""


@dataclass(frozen=True, kw_only=True)
class Resume(Command):
    """Let the clock run on."""


@dataclass(frozen=True, kw_only=True)
class TimeUp(OnBoard):
    """Say that the time has come that was set for this visit; nobody presses this.

    `by` is whoever leads; `ends_at` is the end that the timer was set for.
    """

    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class WantReminder(Command):
    """Ask to be reminded the day before a deadline, or (False) no longer."""

    wanted: bool = True
