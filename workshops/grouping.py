"""Near-duplicates: which notes of one stage and lane may say the same, by their vectors.

Nothing is decided here: people accept a group, change it, or leave its notes apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from json import dumps

import numpy as np
from numpy.typing import NDArray

from knowledge.ledger import Transaction
from workshops.engine.commands import ProposeGroups
from workshops.engine.groups import undecided
from workshops.engine.seal import to_be_seen
from workshops.engine.state import Note, NoteId, Workshop
from workshops.store import Handled, Workshops

ALIKE = 0.68
"""Cosine from which two notes may say the same. With the bundled model, 9 of 16 rewordings of
short notes lie above it, and of 16 pairs that only sound alike those two that say the opposite."""

LARGEST = 30
"""Notes in one proposed group: so many can be taken in at a glance."""

Groups = tuple[tuple[NoteId, ...], ...]
Vectors = Callable[[Sequence[str]], NDArray[np.float32]]
"""Rows of length 1 for texts."""


def compared(state: Workshop) -> tuple[Note, ...]:
    """Return the notes that are looked through: worded, to be seen, not decided about yet."""
    return tuple(note for note in to_be_seen(state) if undecided(state, note))


def digest(notes: Sequence[Note]) -> str:
    """Return what stands for a set of notes: the same notes, the same digest."""
    facts = sorted((note.id, note.lane, note.stage or "", note.text) for note in notes)
    return sha256(dumps(facts).encode()).hexdigest()


def groups(notes: Sequence[Note], vectors: Vectors) -> Groups:
    """Return the groups of notes that may say the same; the same notes give the same groups.

    In a group each one is like each other, so nothing drifts from the first to the last.
    """
    cells: dict[tuple[str, str | None], list[Note]] = defaultdict(list)
    for note in sorted(notes, key=lambda note: (note.order, note.id)):
        cells[note.lane, note.stage].append(note)
    found = [group for cell in cells.values() for group in _in_cell(cell, vectors)]
    return tuple(tuple(note.id for note in group) for group in found)


def _in_cell(notes: list[Note], vectors: Vectors) -> Iterator[list[Note]]:
    if len(notes) < 2:
        return
    rows = vectors([note.text for note in notes])
    likeness = rows @ rows.T
    # Rounded, so that the last bits of another processor don't change the order.
    pairs = np.argwhere(np.triu(likeness, k=1) >= ALIKE)
    order = sorted(pairs.tolist(), key=lambda pair: (-round(float(likeness[*pair]), 4), pair))
    of = {place: [place] for place in range(len(notes))}
    for one, other in order:
        left, right = of[one], of[other]
        if left is right or len(left) + len(right) > LARGEST:
            continue
        if likeness[np.ix_(left, right)].min() >= ALIKE:
            left += right
            of |= dict.fromkeys(right, left)
    whole = {id(group): sorted(group) for group in of.values() if len(group) > 1}
    yield from ([notes[place] for place in group] for group in sorted(whole.values()))


async def propose(
    tx: Transaction, workshops: Workshops, workshop: str, *, of: str, found: Groups
) -> Handled:
    """Propose groups of the notes with this digest."""
    state = await workshops.load(tx, workshop)
    command = ProposeGroups(workshop=state.id, at=tx.now, by=state.facilitator, of=of, groups=found)
    return await workshops.handle(tx, command)
