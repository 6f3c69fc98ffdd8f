"""Keeping: which notes become part of the record, and who said what they say."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from knowledge.identity import PersonId
from knowledge.records.models.claims import Hypothesis, Insight
from prompts.models import Asked
from workshops.engine.groups import root_of
from workshops.engine.state import Note, NoteId, Workshop


def kept(state: Workshop) -> tuple[Note, ...]:
    """Return the notes that become part of the record, oldest first; equal choices once."""
    recorded = _recorded_lanes(state)
    standing = [
        note
        for note in state.in_order()
        if note.lane in recorded and note.decision != "park" and root_of(state, note) is note
    ]
    first = {_said(note): note for note in reversed(standing)}
    return tuple(note for note in standing if first[_said(note)] is note)


def parked(state: Workshop) -> frozenset[str]:
    """Return the ids of what the record said before and will say no longer."""
    standing = {note.id for note in kept(state)}
    return frozenset(note.id for note in state.in_order() if note.stored) - standing


def voices(state: Workshop) -> Mapping[NoteId, list[PersonId]]:
    """Return by kept note who said it.

    That is its author, those whose notes were merged into it, and those who chose the same.
    """
    found: dict[NoteId, list[PersonId]] = defaultdict(list)
    for note, stands in standing_for(state):
        if note.person is not None and not note.nameless:
            found[stands].append(note.person)
    return found


def standing_for(state: Workshop) -> Iterator[tuple[Note, NoteId]]:
    """Yield the notes that are not parked, each with the kept note that stands for it."""
    first = {_said(note): note.id for note in kept(state)}
    for note in state.in_order():
        root = root_of(state, note)
        if root.decision != "park":
            yield note, first.get(_said(root), root.id)


def standing(
    state: Workshop, before: Iterable[Insight | Hypothesis]
) -> Callable[[str], tuple[str, ...]]:
    """Return what tells which items of the record before a kept one stands for.

    Those are the ones that were merged into it, now or in an earlier workshop.
    """
    known = {one.id: one for one in before}
    merged: dict[str, list[str]] = defaultdict(list)
    for note, stands in standing_for(state):
        if note.id in known and note.id != stands:
            merged[stands].append(note.id)

    def stands_for(id: str) -> tuple[str, ...]:
        now = merged.get(id, [])
        earlier = (old for one in (id, *now) if one in known for old in known[one].stands_for)
        return tuple(dict.fromkeys((*earlier, *now)))

    return stands_for


def asked_lanes(state: Workshop) -> Mapping[str, Asked]:
    """Return by key how the agenda asks for each lane."""
    return {asked.lane: asked for asked in state.agreed.agenda.asked}


def _recorded_lanes(state: Workshop) -> frozenset[str]:
    recorded = {lane for lane, asked in asked_lanes(state).items() if asked.recorded}
    return frozenset(recorded) | {note.lane for note in state.notes.values() if note.stored}


def _said(note: Note) -> Hashable:
    """Return what two equal choices have in common; any other note is like no other."""
    if note.choice is None:
        return note.id
    return note.lane, note.stage, note.about, note.choice
