"""What events make of time."""

from dataclasses import replace
from datetime import datetime, timedelta

from workshops.engine import events as e
from workshops.engine.state import Clock, Workshop


def time_extended(event: e.TimeExtended, state: Workshop) -> Workshop:
    """Move the end."""
    clock = replace(state.clock, ends_at=event.ends_at, day=event.day, overtime=False)
    return replace(state, clock=clock)


def time_ran_out(_: e.TimeRanOut, state: Workshop) -> Workshop:
    """Remember that the time box is over."""
    return replace(state, clock=replace(state.clock, overtime=True))


def workshop_halted(event: e.WorkshopHalted, state: Workshop) -> Workshop:
    """Stop the clock and keep what is left on it."""
    clock = replace(state.clock, remaining=_left(state.clock, event.at), ends_at=None)
    return replace(state, status="paused", clock=clock)


def session_ended(event: e.SessionEnded, state: Workshop) -> Workshop:
    """Stop the clock; the next activity has all of its time when the second session begins."""
    left = _left(state.clock, event.at)
    clock = replace(state.clock, remaining=left, ends_at=None, between=True, second_from=None)
    return replace(state, status="paused", clock=clock)


def workshop_resumed(event: e.WorkshopResumed, state: Workshop) -> Workshop:
    """Let the clock run on."""
    clock = replace(
        state.clock,
        remaining=None, ends_at=event.ends_at, day=event.day, overtime=False, between=False,
    )  # fmt: skip
    return replace(state, status="running", clock=clock)


def reminder_chosen(event: e.ReminderChosen, state: Workshop) -> Workshop:
    """Remember who wants to be reminded."""
    others = state.clock.reminded - {event.by}
    reminded = others | {event.by} if event.wanted else others
    return replace(state, clock=replace(state.clock, reminded=reminded))


def _left(clock: Clock, at: datetime) -> timedelta | None:
    return clock.ends_at - at if clock.ends_at else None
