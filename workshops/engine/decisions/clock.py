"""Decisions about time: boxes, deadlines, pauses, and what happens when time is up."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from knowledge.identity import PersonId
from prompts.models import Activity
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.deadlines import Pace, end_for_all, first_day, instant, last_day
from workshops.engine.rules import is_late, may_move, must_be_open, must_lead
from workshops.engine.state import Workshop

MINUTES_LIMIT = 240
Ends = tuple[datetime, date | None]


def allotted(
    activity: Activity, pace: Pace | None, *, people: Iterable[PersonId], command: c.Command
) -> Ends:
    """Return when an activity that begins now ends, and the day of its deadline if it has one."""
    if pace is None:
        return command.at + activity.duration, None
    return until(pace, last_day(pace, command.at), people=people, command=command)


def until(pace: Pace, day: date, *, people: Iterable[PersonId], command: c.Command) -> Ends:
    """Return when the deadline of a day has passed for all."""
    return end_for_all(pace, day, people, command.zones), day


def extend(state: Workshop, command: c.Extend) -> e.Events:
    """Give more time, counted from now when it is up already."""
    if is_late(state, command):
        return ()
    may_move(state, command)
    ends_at, day = _longer(state, command)
    return (e.TimeExtended(at=command.at, by=command.by, ends_at=ends_at, day=day),)


def _longer(state: Workshop, command: c.Extend) -> Ends:
    if state.agreed.pace is None:
        minutes = min(max(command.minutes, 1), MINUTES_LIMIT)
        start = max(state.clock.ends_at or command.at, command.at)
        return start + timedelta(minutes=minutes), None
    day = last_day(
        state.agreed.pace, max(_deadline_here(state, state.agreed.pace), command.at), days=1
    )
    return until(state.agreed.pace, day, people=state.people, command=command)


def _deadline_here(state: Workshop, pace: Pace) -> datetime:
    assert state.clock.day is not None
    return instant(pace, state.clock.day, pace.zone)


def pause(state: Workshop, command: c.Pause) -> e.Events:
    """Stop the clock; twice changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    return halted(state, command)


def halted(state: Workshop, command: c.Command) -> e.Events:
    """Return what stops a clock that runs."""
    if state.status != "running":
        return ()
    return (e.WorkshopHalted(at=command.at, by=command.by),)


def resume(state: Workshop, command: c.Resume) -> e.Events:
    """Let the clock run on with the time that was left; twice changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    if state.status == "running":
        return ()
    # The clock may have gone back meanwhile; a time box never ends before it goes on.
    left = max(state.clock.remaining or timedelta(), timedelta())
    ends_at, day = command.at + left, None
    if state.agreed.pace is not None:
        there = first_day(state.agreed.pace, ends_at)
        ends_at, day = until(state.agreed.pace, there, people=state.people, command=command)
    resumed = e.WorkshopResumed(
        at=command.at, by=command.by, ends_at=ends_at, day=day, session=state.clock.between
    )
    return (resumed,)


def still_waited_for(state: Workshop, command: c.TimeUp) -> datetime | None:
    """Return the end for whoever is not ready and lives where the deadline is still to come."""
    if state.agreed.pace is None or state.clock.day is None:
        return None
    ready = state.ready.get(state.activity.key) or frozenset()
    waiting = [person for person in state.people if person not in ready]
    ends_at = end_for_all(state.agreed.pace, state.clock.day, waiting, command.zones)
    return ends_at if ends_at > command.at else None


def want_reminder(state: Workshop, command: c.WantReminder) -> e.Events:
    """Ask for reminders, or for none; twice changes nothing."""
    must_be_open(state)
    if (command.by in state.clock.reminded) == command.wanted:
        return ()
    return (e.ReminderChosen(at=command.at, by=command.by, wanted=command.wanted),)
