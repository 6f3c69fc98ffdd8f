"""Decisions about the way through the agenda: on, back, out, pause, end."""

from datetime import timedelta

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.stages import first_stages
from workshops.engine.rules import is_late, must_be_open, must_lead, must_run
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

MINUTES_LIMIT = 240
REASON_LIMIT = 300
Decided = tuple[e.AnyEvent, ...]


def move_on(state: Workshop, command: c.Next) -> Decided:
    """Enter the next activity that is not skipped."""
    if is_late(state, command):
        return ()
    _may_move(state, command)
    following = _following(state)
    stages = _stages_from_ideas(state, command)
    return (*stages, *_entered(state, command, following, skipped=dict(state.skipped)))


def move_back(state: Workshop, command: c.Back) -> Decided:
    """Enter the activity before, also if it was skipped."""
    if is_late(state, command):
        return ()
    _may_move(state, command)
    if state.position == 0:
        raise FirstActivity
    skipped = dict(state.skipped)
    skipped.pop(state.agenda.activities[state.position - 1].key, None)
    return _entered(state, command, state.position - 1, skipped=skipped)


def skip(state: Workshop, command: c.Skip) -> Decided:
    """Leave the current activity out and enter the next one."""
    if is_late(state, command):
        return ()
    _may_move(state, command)
    skipped = {**dict(state.skipped), state.activity.key: _reason(command.reason)}
    return _entered(state, command, _following(state), skipped=skipped)


def wrap_up(state: Workshop, command: c.WrapUp) -> Decided:
    """Enter the review; what nobody has written to by then is skipped."""
    if is_late(state, command):
        return ()
    _may_move(state, command)
    last = len(state.agenda.activities) - 1
    if state.position == last:
        raise LastActivity
    reason = _reason(command.reason)
    used = {note.activity for note in state.in_order()}
    between = state.agenda.activities[state.position : last]
    unused = {activity.key: reason for activity in between if activity.key not in used}
    skipped = unused | dict(state.skipped)
    return _entered(state, command, last, skipped=skipped)


def undo(state: Workshop, command: c.Undo) -> Decided:
    """Go back to where the workshop stood before its last move, as it stood."""
    if is_late(state, command):
        return ()
    _may_move(state, command)
    if not state.trail:
        raise NothingToUndo
    before = state.agenda.activities[state.trail[-1].position]
    undone = e.MoveUndone(at=command.at, by=command.by, activity=before.key, visit=state.visit + 1)
    return (undone,)


def extend(state: Workshop, command: c.Extend) -> Decided:
    """Give more time, counted from now when the time box is over."""
    if is_late(state, command):
        return ()
    _may_move(state, command)
    minutes = min(max(command.minutes, 1), MINUTES_LIMIT)
    start = max(state.ends_at or command.at, command.at)
    ends_at = start + timedelta(minutes=minutes)
    return (e.TimeExtended(at=command.at, by=command.by, ends_at=ends_at),)


def pause(state: Workshop, command: c.Pause) -> Decided:
    """Stop the clock; twice changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    if state.status == "paused":
        return ()
    return (e.WorkshopHalted(at=command.at, by=command.by),)


def resume(state: Workshop, command: c.Resume) -> Decided:
    """Let the clock run on with the time that was left; twice changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    if state.status == "running":
        return ()
    # The clock may have gone back meanwhile; a time box never ends before it goes on.
    left = max(state.remaining or timedelta(), timedelta())
    return (e.WorkshopResumed(at=command.at, by=command.by, ends_at=command.at + left),)


def end(state: Workshop, command: c.End) -> Decided:
    """Stop without publishing; twice changes nothing."""
    if state.status == "closed":
        return ()
    must_be_open(state)
    must_lead(state, command.by)
    return (e.WorkshopEnded(at=command.at, by=command.by),)


def reopen(state: Workshop, command: c.Reopen) -> Decided:
    """Take the end back; what is published stays published."""
    if state.open:
        return ()
    must_lead(state, command.by)
    if state.status == "published":
        raise WorkshopClosed
    return (e.WorkshopReopened(at=command.at, by=command.by),)


def _may_move(state: Workshop, command: c.OnBoard) -> None:
    must_be_open(state)
    must_lead(state, command.by)
    must_run(state)


def _following(state: Workshop) -> int:
    for position in range(state.position + 1, len(state.agenda.activities)):
        if state.agenda.activities[position].key not in state.skipped:
            return position
    raise LastActivity


def _stages_from_ideas(state: Workshop, command: c.Next) -> Decided:
    """Let a journey that starts blank take the team's ideas as its first stages."""
    if state.activity.kind != "stages" or state.stages:
        return ()
    ideas = [note for note in state.in_order() if note.activity == state.activity.key]
    first = first_stages(ideas)
    if not first:
        raise NoStages
    return (e.StagesSet(at=command.at, by=command.by, stages=first),)


def _reason(reason: str) -> str:
    try:
        return clean(reason, limit=REASON_LIMIT)
    except NoteEmpty:
        raise ReasonMissing from None


def _entered(
    state: Workshop, command: c.OnBoard, position: int, *, skipped: dict[str, str]
) -> Decided:
    activity = state.agenda.activities[position]
    entered = e.ActivityEntered(
        at=command.at, by=command.by, activity=activity.key, visit=state.visit + 1,
        ends_at=command.at + activity.duration, skipped=skipped,
    )  # fmt: skip
    return (entered,)
