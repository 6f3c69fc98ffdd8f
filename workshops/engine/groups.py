"""Groups: notes that say the same, each by the note that stands for it."""

from workshops.engine.seal import to_be_seen
from workshops.engine.state import Note, NoteId, Workshop


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


def stands_alone(state: Workshop, note: Note) -> bool:
    """Say whether a note stands for itself, in words of its own, and is not parked."""
    worded = note.feeling is None and note.choice is None
    return worded and note.decision != "park" and root_of(state, note) is note


def parked(state: Workshop) -> tuple[Note, ...]:
    """Return what was set aside for another day and may be seen, oldest first."""
    return tuple(note for note in to_be_seen(state) if note.decision == "park")


def led(state: Workshop) -> frozenset[NoteId]:
    """Return the notes that stand for others too."""
    merged = (note for note in state.in_order() if note.decision == "merge")
    return frozenset(root.id for note in merged if (root := root_of(state, note)).id != note.id)


def pending(state: Workshop) -> tuple[tuple[Note, ...], ...]:
    """Return the proposed groups that nobody has decided about, with what is left of them."""
    left = [
        tuple(one for id in group if (one := state.notes.get(id)) and undecided(state, one))
        for group in state.proposed.groups
    ]
    alike = [tuple(note for note in group if _cell(note) == _cell(group[0])) for group in left]
    return tuple(group for group in alike if len(group) > 1)


def undecided(state: Workshop, note: Note) -> bool:
    """Say whether a note stands alone and nobody has decided about it."""
    return not note.withdrawn and note.decision is None and stands_alone(state, note)


def _cell(note: Note) -> tuple[str, str | None]:
    return note.lane, note.stage
