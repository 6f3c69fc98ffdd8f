"""What events make of groups."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import NoteId, Proposed, Workshop


def groups_proposed(event: e.GroupsProposed, state: Workshop) -> Workshop:
    """Keep what looks alike instead of what looked alike before."""
    groups = tuple(tuple(NoteId(note) for note in group) for group in event.groups)
    return replace(state, proposed=Proposed(groups, event.of))


def group_named(event: e.GroupNamed, state: Workshop) -> Workshop:
    """Let the note that stands for a group have the group's words beside its own."""
    note = state.notes[NoteId(event.note)]
    return replace(state, notes=state.notes.insert(note.id, replace(note, called=event.name)))
