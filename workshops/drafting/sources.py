"""Sources: what each kept note stands on, with those that were merged into it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from knowledge.records.founding import together
from knowledge.records.models.claims import Evidence
from workshops.drafting.keeping import standing_for
from workshops.engine.events import Founds
from workshops.engine.sources import sources_of
from workshops.engine.state import Note, NoteId, Workshop

Given = Mapping[NoteId, tuple[Evidence, ...]]


def given(state: Workshop, founds: Founds = "claim") -> Given:
    """Return by kept note what it stands on: what several say alike counts once."""
    found: dict[NoteId, list[Evidence]] = defaultdict(list)
    for note, stands in standing_for(state):
        found[stands].extend(sources_of(note, founds))
    return {note: together(sources) for note, sources in found.items()}


def standing(state: Workshop) -> Given:
    """Return by kept note what its claim and its rating stand on."""
    claims, ratings = given(state), given(state, "met")
    return {note: (*sources, *ratings.get(note, ())) for note, sources in claims.items()}


def founded(
    before: Iterable[Evidence], now: Iterable[Evidence], note: Note
) -> tuple[Evidence, ...]:
    """Return the sources on record that were not taken back, then those that came."""
    stays = tuple(one for one in before if one.id not in note.unfounded)
    return together(stays, now)
