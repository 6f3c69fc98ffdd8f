"""Decisions about the way through the agenda: on, back, out, pause, end."""

from contextlib import suppress
from datetime import date, datetime
from typing import Literal

from knowledge.records.models.terms import LINE_LIMIT
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.deadlines import last_day
from workshops.engine.decisions.clock import allotted, still_waited_for, until
from workshops.engine.decisions.seal import all_revealed, revealed
from workshops.engine.decisions.stages import first_stages
from workshops.engine.rules import before_review, is_late, may_move, must_be_open, must_lead
from workshops.engine.state import Workshop
from workshops.engine.text import clean
from workshops.errors import (
    FirstActivity,
    LastActivity,
    NoStages,
    NoteEmpty,
    NothingToUndo,
    ReasonMissing,
    WorkshopClosed,
)

Because = Literal["ready", "deadline"] | None


def move_on(state: Workshop, command: c.Next) -> e.Events:
    """Enter the next activity that is not skipped."""
    if is_late(state, command):
        return ()
    may_move(state, command)
    return moved_on(state, command)


def moved_on(state: Workshop, command: c.OnBoard, *, because: Because = None) -> e.Events:
    """Return what enters the next activity; `because` says why when nobody pressed Next."""
    following = _following(state)
    stages = _stages_from_ideas(state, command)
    skipped = dict(state.skipped)
    entered = _entered(state, command, following, skipped=skipped, because=because)
    return (*stages, *entered, *_break(state, command, following))


def time_up(state: Workshop, command: c.TimeUp) -> e.Events:
    """Say so where people are there together; where they take their own time, move on.

    A timer that was set for another visit, another end, or before a pause does nothing.
    """
    running = state.status == "running" and not state.clock.overtime
    if is_late(state, command) or not running or state.clock.ends_at != command.ends_at:
        return ()
    later = still_waited_for(state, command)
    if later is not None:
        return (e.TimeExtended(at=command.at, by=command.by, ends_at=later, day=state.clock.day),)
    if state.agreed.pace is not None:
        with suppress(LastActivity, NoStages):
            return moved_on(state, command, because="deadline")
    return (e.TimeRanOut(at=command.at, by=command.by),)


def move_back(state: Workshop, command: c.Back) -> e.Events:
    """Enter the activity before, also if it was skipped."""
    if is_late(state, command):
        return ()
    may_move(state, command)
    if state.position == 0:
        raise FirstActivity
    skipped = dict(state.skipped)
    skipped.pop(state.agreed.agenda.activities[state.position - 1].key, None)
    return _entered(state, command, state.position - 1, skipped=skipped)


def skip(state: Workshop, command: c.Skip) -> e.Events:
    """Leave the current activity out and enter the next one."""
    if is_late(state, command):
        return ()
    may_move(state, command)
    skipped = {**dict(state.skipped), state.activity.key: _reason(command.reason)}
    following = _following(state)
    entered = _entered(state, command, following, skipped=skipped)
    return (*entered, *_break(state, command, following))


def wrap_up(state: Workshop, command: c.WrapUp) -> e.Events:
    """Enter the review; the current activity is cut short, and what nobody has begun skipped."""
    if is_late(state, command):
        return ()
    may_move(state, command)
    last = len(state.agreed.agenda.activities) - 1
    if state.position == last:
        raise LastActivity
    reason = _reason(command.reason)
    skipped = {one.key: reason for one in before_review(state)} | dict(state.skipped)
    return _entered(state, command, last, skipped=skipped)


def undo(state: Workshop, command: c.Undo) -> e.Events:
    """Go back to where the workshop stood before its last move, as it stood."""
    if is_late(state, command):
        return ()
    may_move(state, command)
    if not state.trail:
        raise NothingToUndo
    before = state.agreed.agenda.activities[state.trail[-1].position]
    ends_at, day = _more_time(state, command)
    undone = e.MoveUndone(
        at=command.at, by=command.by, activity=before.key, visit=state.visit + 1,
        ends_at=ends_at, day=day,
    )  # fmt: skip
    return (undone,)


def end(state: Workshop, command: c.End) -> e.Events:
    """Stop without publishing; twice changes nothing."""
    if state.status == "closed":
        return ()
    must_be_open(state)
    must_lead(state, command.by)
    return (e.WorkshopEnded(at=command.at, by=command.by),)


def reopen(state: Workshop, command: c.Reopen) -> e.Events:
    """Take the end back; what is published stays published."""
    if state.open:
        return ()
    must_lead(state, command.by)
    if state.status == "published":
        raise WorkshopClosed
    return (e.WorkshopReopened(at=command.at, by=command.by),)


def _following(state: Workshop) -> int:
    """Return where the next activity is that is not left out.

    Raises:
        LastActivity: There is none.
    """
    for position in range(state.position + 1, len(state.agreed.agenda.activities)):
        if state.agreed.agenda.activities[position].key not in state.skipped:
            return position
    raise LastActivity


def _more_time(state: Workshop, command: c.Undo) -> tuple[datetime | None, date | None]:
    """Return a new deadline when the one of before has passed: else it would move on at once."""
    ended = state.trail[-1].ends_at
    if state.agreed.pace is None or (ended is not None and ended > command.at):
        return None, None
    day = last_day(state.agreed.pace, command.at, days=1)
    return until(state.agreed.pace, day, people=state.people, command=command)


def _stages_from_ideas(state: Workshop, command: c.OnBoard) -> e.Events:
    """Let a journey that starts blank take the team's ideas as its first stages."""
    if state.activity.kind != "stages" or state.stages:
        return ()
    ideas = [note for note in state.in_order() if note.activity == state.activity.key]
    first = first_stages(ideas)
    if not first:
        raise NoStages
    return (e.StagesSet(at=command.at, by=command.by, stages=first),)


def _reason(reason: str) -> str:
    """Return why something is left out, as it is kept.

    Raises:
        ReasonMissing: It says nothing.
    """
    try:
        return clean(reason, limit=LINE_LIMIT)
    except NoteEmpty:
        raise ReasonMissing from None


def _entered(
    state: Workshop,
    command: c.OnBoard,
    position: int,
    *,
    skipped: dict[str, str],
    because: Because = None,
) -> e.Events:
    """Return what enters an activity, and before it what may be seen from then on."""
    activity = state.agreed.agenda.activities[position]
    ends_at, day = allotted(activity, state.agreed.pace, people=state.people, command=command)
    entered = e.ActivityEntered(
        at=command.at, by=command.by, activity=activity.key, visit=state.visit + 1,
        ends_at=ends_at, skipped=skipped, day=day, because=because,
    )  # fmt: skip
    return (*_opened(state, command, position), entered)


def _break(state: Workshop, command: c.OnBoard, position: int) -> e.Events:
    """Return the end of the first session, when the move leads past it."""
    second_from = state.clock.second_from
    second = state.agreed.agenda.index(second_from) if second_from else None
    if second is None or not state.position < second <= position:
        return ()
    return (e.SessionEnded(at=command.at, by=command.by),)


def _opened(state: Workshop, command: c.OnBoard, position: int) -> e.Events:
    """Return what the move reveals: what it leaves behind, and all before the review."""
    if state.agreed.agenda.activities[position].kind == "review":
        return all_revealed(state, command)
    forward = position > state.position
    return revealed(state, command, [state.activity.key]) if forward else ()
