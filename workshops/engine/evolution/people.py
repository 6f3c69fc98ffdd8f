"""What events make of who takes part, is ready, and leads."""

from dataclasses import replace

from knowledge.identity import PersonId
from workshops.engine import events as e
from workshops.engine.state import Workshop


def ready_marked(event: e.ReadyMarked, state: Workshop) -> Workshop:
    """Count the person as ready."""
    return _ready(state, event.activity, _ready_in(state, event.activity) | {event.by})


def ready_taken_back(event: e.ReadyTakenBack, state: Workshop) -> Workshop:
    """Count the person no longer."""
    return _ready(state, event.activity, _ready_in(state, event.activity) - {event.by})


def person_joined(event: e.PersonJoined, state: Workshop) -> Workshop:
    """Let the person take part."""
    return replace(state, people=(*state.people, event.person))


def person_left(event: e.PersonLeft, state: Workshop) -> Workshop:
    """Let the person go."""
    return replace(state, people=tuple(one for one in state.people if one != event.person))


def handed_over(event: e.HandedOver, state: Workshop) -> Workshop:
    """Let somebody else lead."""
    return replace(state, facilitator=event.to)


def person_nudged(event: e.PersonNudged, state: Workshop) -> Workshop:
    """Remember who was asked in which activity."""
    asked = state.nudged.get(event.activity) or frozenset()
    return replace(state, nudged=state.nudged.insert(event.activity, asked | {event.person}))


def nudges_declined(event: e.NudgesDeclined, state: Workshop) -> Workshop:
    """Ask the person no more until then."""
    return replace(state, undisturbed=state.undisturbed.insert(event.by, event.until))


def _ready_in(state: Workshop, activity: str) -> frozenset[PersonId]:
    return state.ready.get(activity) or frozenset()


def _ready(state: Workshop, activity: str, people: frozenset[PersonId]) -> Workshop:
    return replace(state, ready=state.ready.insert(activity, people))
