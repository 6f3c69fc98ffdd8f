"""What events make of where the workshop stands."""

from dataclasses import replace

from rpds import HashTrieMap

from workshops.engine import events as e
from workshops.engine.evolution import seal
from workshops.engine.state import Step, Workshop

TRAIL = 40


def activity_entered(event: e.ActivityEntered, state: Workshop) -> Workshop:
    """Go to the activity, and remember where the workshop came from."""
    clock = state.clock
    step = Step(state.position, clock.ends_at, state.skipped, clock.day, clock.overtime)
    moved = replace(
        state,
        position=_position(state, event.activity),
        visit=event.visit,
        clock=replace(clock, ends_at=event.ends_at, day=event.day, overtime=False),
        ready=state.ready.discard(event.activity),
        skipped=HashTrieMap(event.skipped),
        trail=(*state.trail, step)[-TRAIL:],
    )
    return seal.entered(moved)


def move_undone(event: e.MoveUndone, state: Workshop) -> Workshop:
    """Go back along the trail."""
    step = state.trail[-1]
    clock = replace(
        state.clock,
        ends_at=event.ends_at or step.ends_at,
        day=event.day or step.day,
        overtime=step.overtime and event.ends_at is None,
    )
    return replace(
        state,
        position=step.position,
        visit=event.visit,
        clock=clock,
        skipped=step.skipped,
        trail=state.trail[:-1],
    )


def workshop_ended(_: e.WorkshopEnded, state: Workshop) -> Workshop:
    """Close it."""
    return replace(state, status="closed")


def workshop_reopened(_: e.WorkshopReopened, state: Workshop) -> Workshop:
    """Open it as it was."""
    return replace(state, status="running" if state.clock.remaining is None else "paused")


def workshop_published(event: e.WorkshopPublished, state: Workshop) -> Workshop:
    """Close it with the versions that were made."""
    return replace(state, status="published", published=event.records)


def _position(state: Workshop, activity: str) -> int:
    position = state.agreed.agenda.index(activity)
    if position is None:
        raise ValueError(f"the agenda has no activity {activity!r}")
    return position
