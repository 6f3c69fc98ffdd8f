"""Whom the facilitator may ask, kindly and in private, to add something."""

from datetime import datetime

from knowledge.identity import PersonId
from workshops.engine.board import board
from workshops.engine.state import Workshop


def waited_for(state: Workshop) -> tuple[PersonId, ...]:
    """Return who neither wrote nor said ready in the current activity, without whoever leads.

    Nobody, where notes come without names, or where none are asked for.
    """
    if state.activity.kind == "review" or state.status != "running":
        return ()
    shown = board(state)
    passed = shown.ready | {state.facilitator}
    return tuple(person for person in shown.silent if person not in passed)


def to_nudge(state: Workshop, *, at: datetime) -> tuple[PersonId, ...]:
    """Return who may be asked at this time: once an activity, and not whoever declined for now."""
    asked = state.nudged.get(state.activity.key) or frozenset()
    return tuple(
        person
        for person in waited_for(state)
        if person not in asked and not _declined(state, person, at=at)
    )


def _declined(state: Workshop, person: PersonId, *, at: datetime) -> bool:
    until = state.undisturbed.get(person)
    return until is not None and at < until
