"""What events make of time."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Workshop


def time_extended(event: e.TimeExtended, state: Workshop) -> Workshop:
    """Move the end."""
    return replace(state, ends_at=event.ends_at, day=event.day, overtime=False)


def time_ran_out(event: e.TimeRanOut, state: Workshop) -> Workshop:
    """Remember that the time box is over."""
    return replace(state, overtime=True)


def workshop_halted(event: e.WorkshopHalted, state: Workshop) -> Workshop:
    """Stop the clock and keep what is left on it."""
    remaining = state.ends_at - event.at if state.ends_at else None
    return replace(state, status="paused", remaining=remaining, ends_at=None)


def session_ended(event: e.SessionEnded, state: Workshop) -> Workshop:
    """Stop the clock; the next activity has all of its time when the second session begins."""
    remaining = state.ends_at - event.at if state.ends_at else None
    return replace(
        state, status="paused", remaining=remaining, ends_at=None, between=True, second_from=None
    )


def workshop_resumed(event: e.WorkshopResumed, state: Workshop) -> Workshop:
    """Let the clock run on."""
    return replace(
        state,
        status="running",
        remaining=None,
        ends_at=event.ends_at,
        day=event.day,
        overtime=False,
        between=False,
    )


def reminder_chosen(event: e.ReminderChosen, state: Workshop) -> Workshop:
    """Remember who wants to be reminded."""
    others = state.reminded - {event.by}
    return replace(state, reminded=others | {event.by} if event.wanted else others)
