"""Decisions of the review: keep, park, merge, publish."""

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.seal import all_revealed
from workshops.engine.decisions.votes import closed
from workshops.engine.groups import root_of
from workshops.engine.rules import must_be_open, must_lead, note_of
from workshops.engine.state import Note, NoteId, Workshop
from workshops.errors import MergeIntoItself, NoSuchNote


def decide_note(state: Workshop, command: c.Decide) -> e.Events:
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


def choose_sides(state: Workshop, command: c.ChooseSides) -> e.Events:
    """Say whose text stays in each conflict; the same again changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    return tuple(
        e.SideChosen(at=command.at, by=command.by, conflict=conflict, side=side)
        for conflict, side in command.sides.items()
        if state.sides.get(conflict) != side
    )


def publish(state: Workshop, command: c.Publish) -> e.Events:
    """Close the workshop with its versions; a vote that goes on ends with what it has."""
    must_be_open(state)
    must_lead(state, command.by)
    event = e.WorkshopPublished(at=command.at, by=command.by, records=command.records)
    return (*all_revealed(state, command), *closed(state, command), event)
