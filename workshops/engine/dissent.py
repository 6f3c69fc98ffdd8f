"""Dissent: which notes somebody sees differently, and whether that is said without a name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from knowledge.identity import PersonId
from workshops.engine.beliefs import LANE
from workshops.engine.groups import root_of
from workshops.engine.seal import nameless, sealed
from workshops.engine.state import Disagreement, Note, NoteId, Workshop

CROWD = 3
"""In so many people nobody is found by their department."""
_WORDLESS = ("people", "parts", "verdicts")


def open_to_dissent(state: Workshop, note: Note) -> bool:
    """Say whether a note may be seen differently: one that all see, and that makes a claim.

    Whoever sees a choice, somebody's part or a hypothesis differently chooses differently.
    """
    if note.withdrawn or sealed(state, note.activity) or note.lane == LANE:
        return False
    asked = next((one for one in state.agreed.agenda.asked if one.lane == note.lane), None)
    if asked and (asked.form in _WORDLESS or asked.field == "hypotheses" or not asked.recorded):
        return False
    return note.choice is None and note.about is None


def beside(state: Workshop, note: Note) -> tuple[Disagreement, ...]:
    """Return how a note, or the group that it stands for, is seen differently."""
    return by_note(state).get(note.id, ())


def by_note(state: Workshop) -> Mapping[NoteId, tuple[Disagreement, ...]]:
    """Return by the note that stands for each group how it is seen differently, oldest first.

    What was said beside a note that was merged follows it; beside one that is withdrawn there
    is nothing left to differ from.
    """
    found: dict[NoteId, tuple[Disagreement, ...]] = defaultdict(tuple)
    for id in sorted(state.dissent, key=lambda id: state.notes[id].order):
        note = state.notes[id]
        if not note.withdrawn and state.dissent[id]:
            found[root_of(state, note).id] += state.dissent[id]
    return found


def own(
    state: Workshop, note: Note, mine: Collection[PersonId]
) -> tuple[NoteId, Disagreement] | None:
    """Return beside which note of its group, and how, a person sees a note differently."""
    group = [one for one in state.in_order() if root_of(state, one).id == note.id]
    said = ((one.id, told) for one in group for told in state.dissent.get(one.id) or ())
    return next((found for found in said if found[1].person in mine), None)


def without_name(state: Workshop, note: Note, mine: Collection[PersonId]) -> bool:
    """Say whether a person's dissent is kept without their name.

    So it is wherever notes are, or now are, taken without names; what stands already stays as it
    was signed, for two signatures under one text would join them.
    """
    known = own(state, note, mine)
    if known is not None:
        return known[1].nameless
    keys = filter(None, (note.activity, state.activity.key))
    return state.seal.ahead == "nameless" or any(nameless(state, key) for key in keys)


def unmasks(department: str, others: Iterable[str | None]) -> bool:
    """Say whether a department leads to whoever gives no name.

    It does where fewer than three who take part are in it. And where one or two are left whose
    department can't be told, none may be: else its very absence would lead to them.
    """
    counted = Counter(others)
    untold = sum(n for name, n in counted.items() if name is None or n < CROWD)
    return counted[department] < CROWD or 0 < untold < CROWD
