"""Decisions about notes that say the same: a group is made, left apart, named."""

from collections.abc import Iterator

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.groups import root_of, stands_alone
from workshops.engine.rules import must_be_open, must_lead, note_of
from workshops.engine.seal import sealed
from workshops.engine.state import Note, NoteId, Workshop
from workshops.engine.text import clean, visible

NAME_LIMIT = 300


def propose(state: Workshop, command: c.ProposeGroups) -> e.Events:
    """Keep what looks alike; the same notes again change nothing."""
    if not state.open or command.of == state.proposed.of:
        return ()
    groups = tuple(group for group in _disjoint(state, command.groups) if len(group) > 1)
    return (e.GroupsProposed(at=command.at, by=command.by, of=command.of, groups=groups),)


def _disjoint(
    state: Workshop, groups: tuple[tuple[NoteId, ...], ...]
) -> Iterator[tuple[NoteId, ...]]:
    used: set[NoteId] = set()
    for group in groups:
        fresh = tuple(id for id in dict.fromkeys(group) if id not in used and id in state.notes)
        used.update(fresh)
        yield tuple(id for id in fresh if not sealed(state, state.notes[id].activity))


def group(state: Workshop, command: c.GroupNotes) -> e.Events:
    """Let the first note stand for all that still stand alone in its stage and lane.

    What the record already said comes first.
    """
    must_be_open(state)
    must_lead(state, command.by)
    alone = sorted(_alone(state, command.notes), key=lambda note: (not note.stored, note.order))
    alike = [note for note in alone if (note.lane, note.stage) == (alone[0].lane, alone[0].stage)]
    return tuple(
        e.NoteDecided(
            at=command.at, by=command.by, note=note.id, decision="merge", into=alike[0].id
        )
        for note in alike[1:]
    )


def leave_apart(state: Workshop, command: c.LeaveApart) -> e.Events:
    """Keep each note for itself; those that are decided stay as they are."""
    must_be_open(state)
    must_lead(state, command.by)
    return tuple(
        e.NoteDecided(at=command.at, by=command.by, note=note.id, decision="keep")
        for note in _alone(state, command.notes)
        if note.decision is None
    )


def _alone(state: Workshop, ids: tuple[NoteId, ...]) -> list[Note]:
    found = (state.notes.get(id) for id in dict.fromkeys(ids))
    return [
        note
        for note in found
        if note is not None
        and not note.withdrawn
        and stands_alone(state, note)
        and not sealed(state, note.activity)
    ]


def name(state: Workshop, command: c.NameGroup) -> e.Events:
    """Let a group speak in these words; each note keeps its own."""
    must_be_open(state)
    must_lead(state, command.by)
    note = root_of(state, note_of(state, command.note))
    said = clean(command.name, limit=NAME_LIMIT) if visible(command.name) else None
    said = None if said == note.text else said
    if said == note.called:
        return ()
    return (e.GroupNamed(at=command.at, by=command.by, note=note.id, name=said),)
