"""Rules that many decisions share: who may, whether it is still open, what still counts."""

from knowledge.identity import PersonId
from prompts.models import Activity
from workshops.engine.commands import Command, OnBoard
from workshops.engine.events import Events, PersonJoined
from workshops.engine.seal import mine
from workshops.engine.state import Note, NoteId, Workshop
from workshops.errors import (
    NoSuchActivity,
    NoSuchNote,
    NotFacilitator,
    NotYours,
    WorkshopClosed,
    WorkshopPaused,
)


def must_be_open(state: Workshop) -> None:
    """Refuse what comes after the end."""
    if not state.open:
        raise WorkshopClosed


def must_lead(state: Workshop, person: PersonId) -> None:
    """Refuse what only the facilitator does."""
    if person != state.facilitator:
        raise NotFacilitator(state.facilitator)


def must_run(state: Workshop) -> None:
    """Refuse what needs a running clock."""
    if state.status == "paused":
        raise WorkshopPaused


def may_move(state: Workshop, command: Command) -> None:
    """Refuse what only the facilitator of a running workshop does."""
    must_be_open(state)
    must_lead(state, command.by)
    must_run(state)


def is_late(state: Workshop, command: OnBoard) -> bool:
    """Tell whether a button was drawn for another activity or an earlier visit."""
    return command.drawn != state.drawn


def begun(state: Workshop) -> frozenset[str]:
    """Return the activities with notes: skipping such a one cuts it short, and leaves none out."""
    return frozenset(note.activity for note in state.in_order() if note.activity)


def before_review(state: Workshop) -> tuple[Activity, ...]:
    """Return what going straight to the review skips: this activity, and those not begun yet."""
    others = begun(state) - {state.activity.key}
    between = state.agreed.agenda.activities[state.position : -1]
    return tuple(one for one in between if one.key not in others)


def activity_of(state: Workshop, key: str) -> Activity:
    """Return an activity by key.

    Raises:
        NoSuchActivity: The agenda does not have it.
    """
    position = state.agreed.agenda.index(key)
    if position is None:
        raise NoSuchActivity(key)
    return state.agreed.agenda.activities[position]


def note_of(state: Workshop, note: NoteId) -> Note:
    """Return a note that is not withdrawn.

    Raises:
        NoSuchNote: There is none.
    """
    found = state.notes.get(note)
    if found is None or found.withdrawn:
        raise NoSuchNote(note)
    return found


def own_note(state: Workshop, command: Command, note: NoteId) -> Note:
    """Return a note of the person who asks.

    Raises:
        NoSuchNote: There is none, or it is withdrawn.
        NotYours: Somebody else wrote it.
    """
    found = note_of(state, note)
    if found.person not in mine(command):
        raise NotYours(note)
    return found


def joining(state: Workshop, command: Command, *, signed: PersonId | None = None) -> Events:
    """Return the event by which a person who contributes takes part, if they did not yet.

    Whoever has not signed with their own name is not named beside what they wrote.
    """
    if command.by in state.people or signed not in (None, command.by):
        return ()
    return (PersonJoined(at=command.at, by=command.by, person=command.by),)
