"""Drafting dissent: how what is kept is seen differently, on record and in the workshop."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from knowledge.records.models.claims import Dissent, Insight
from workshops.engine.dissent import by_note
from workshops.engine.groups import root_of
from workshops.engine.state import Disagreement, NoteId, Workshop


def differing(state: Workshop, before: Iterable[Insight]) -> Mapping[NoteId, tuple[Dissent, ...]]:
    """Return by kept note how it is seen differently, oldest first.

    What stood beside an insight that was merged into another one stands beside that one.
    """
    known = {one.id: one.dissent for one in before if one.dissent}
    found: dict[NoteId, tuple[Dissent, ...]] = defaultdict(tuple)
    for note in state.in_order():
        if note.id in known:
            found[root_of(state, note).id] += known[note.id]
    for root, said in by_note(state).items():
        found[root] += tuple(map(_recorded, said))
    return found


def _recorded(one: Disagreement) -> Dissent:
    return Dissent(
        id=one.id,
        text=one.text,
        person=None if one.nameless else one.person,
        department=one.department,
        beside=one.beside,
    )
