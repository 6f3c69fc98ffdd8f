"""Sources: which notes take them, and what a note stands on together with those it stands for."""

from collections.abc import Collection, Iterator

from knowledge.identity import PersonId
from knowledge.records.models.claims import Evidence
from prompts.models import CHOOSES
from workshops.engine.events import Founds
from workshops.engine.groups import root_of
from workshops.engine.seal import sealed, to_be_seen
from workshops.engine.state import Note, Workshop


def takes_source(state: Workshop, note: Note) -> bool:
    """Say whether a source is asked for a note: it becomes a claim, and none of how we know."""
    asked = note.lane not in state.agreed.unsourced or bool(note.sources)
    return asked and is_claim(state, note)


def is_claim(state: Workshop, note: Note) -> bool:
    """Say whether a note becomes a claim that can have a source.

    What fills a field of the record, names somebody or says their part is no such claim; what a
    variant takes over stands on what its framework says.
    """
    if note.stored:
        return note.id not in state.agreed.inherited
    asked = next((one for one in state.agreed.agenda.asked if one.lane == note.lane), None)
    if asked is None or not asked.recorded or asked.form in ("people", "parts"):
        return False
    reason = asked.field in CHOOSES and note.choice is None
    return asked.field in (None, "hypotheses") or reason


def may_found(state: Workshop, note: Note, *, by: PersonId, mine: Collection[PersonId]) -> bool:
    """Say whether somebody may give a note sources: its author, and whoever leads and sees it."""
    own = note.person is not None and note.person in mine
    return own or (by == state.facilitator and not sealed(state, note.activity))


def members(state: Workshop, note: Note) -> Iterator[Note]:
    """Yield a note and all that were merged into it."""
    yield note
    for one in state.in_order():
        if one.decision == "merge" and one.id != note.id and root_of(state, one).id == note.id:
            yield one


def founded(state: Workshop) -> tuple[int, int]:
    """Return how many claims have a source, and how many there are; a group is one claim."""
    standing = [(root_of(state, note), note) for note in to_be_seen(state)]
    claims = {
        root.id for root, _ in standing if root.decision != "park" and takes_source(state, root)
    }
    stand = {root.id for root, note in standing if note.sources}
    return len(stand & claims), len(claims)


def sources_of(note: Note, founds: Founds = "claim") -> tuple[Evidence, ...]:
    """Return what a note's claim, or its rating, stands on."""
    return note.met_sources if founds == "met" else note.sources
