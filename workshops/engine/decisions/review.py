"""Decisions of the review: keep, park, merge, publish."""

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.seal import all_revealed
from workshops.engine.rules import must_be_open, must_lead, note_of
from workshops.engine.state import Note, NoteId, Workshop
from workshops.errors import MergeIntoItself, NoSuchNote


def root_of(state: Workshop, note: Note) -> Note:
    """Return the note that stands for this one: itself, or what it was merged into.

    A note that was merged into one that is withdrawn stands for itself again.
    """
    seen = {note.id}
    while note.decision == "merge" and note.into is not None and note.into not in seen:
        target = state.notes.get(note.into)
        if target is None or target.withdrawn:
            return note
        seen.add(target.id)
        note = target
    return note


def decide_note(state: Workshop, command: c.Decide) -> tuple[e.AnyEvent, ...]:
    """Say what becomes of a note; the same again changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    note = note_of(state, command.note)
    into = _target(state, note, command.into) if command.decision == "merge" else None
    if (note.decision, note.into) == (command.decision, into):
        return ()
    event = e.NoteDecided(
        at=command.at, by=command.by, note=note.id, decision=command.decision, into=into
    )
    return (event,)


def _target(state: Workshop, note: Note, into: NoteId | None) -> NoteId:
    if into is None:
        raise NoSuchNote("")
    target = root_of(state, note_of(state, into))
    if target.id == note.id:
        raise MergeIntoItself
    return target.id


def publish(state: Workshop, command: c.Publish) -> tuple[e.AnyEvent, ...]:
    """Close the workshop with its versions."""
    must_be_open(state)
    must_lead(state, command.by)
    event = e.WorkshopPublished(at=command.at, by=command.by, records=command.records)
    return (*all_revealed(state, command), event)
