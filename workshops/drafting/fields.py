"""Fields: what of a record's own fields the kept notes fill."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median_low

from knowledge.identity import PersonId
from knowledge.records.models.choices import Chosen
from knowledge.records.models.terms import LINE_LIMIT
from prompts.models import CHOOSES, RecordField
from workshops.drafting.keeping import asked_lanes
from workshops.engine.state import Note, NoteId, Workshop


def field_of(state: Workshop) -> dict[str, RecordField]:
    """Return by lane which field of the record its notes fill."""
    return {lane: asked.field for lane, asked in asked_lanes(state).items() if asked.field}


def texts(state: Workshop, notes: Iterable[Note]) -> dict[str, Note]:
    """Return by field the first new note that fits; what is stored stays an insight."""
    fields = field_of(state)
    found: dict[str, Note] = {}
    for note in notes:
        field = fields.get(note.lane)
        fits = field != "role" or ("\n" not in note.text and len(note.text) <= LINE_LIMIT)
        listed = field == "hypotheses" or field in CHOOSES
        if field and not listed and fits and not note.stored:
            found.setdefault(field, note)
    return found


def chosen(
    state: Workshop,
    notes: Iterable[Note],
    voices: Mapping[NoteId, Sequence[PersonId]],
    before: tuple[Chosen, ...],
) -> tuple[Chosen, ...]:
    """Return what people chose, field by field; a field that was chosen anew forgets the old."""
    fields = field_of(state)
    now = [
        Chosen(
            id=f"{fields[note.lane]}:{note.choice}",
            field=fields[note.lane],
            value=note.choice,
            contributors=tuple(dict.fromkeys(voices.get(note.id, ()))),
        )
        for note in notes
        if note.choice is not None and fields.get(note.lane) in CHOOSES
    ]
    anew = {one.field for one in now}
    return (*(one for one in before if one.field not in anew), *now)


def agreed(choices: Iterable[Chosen], field: str) -> str | None:
    """Return the value that a field gets: the middle of ratings, else what most chose.

    Where as many chose one as the other, the lower rating or the later choice counts; the review
    shows both, so that somebody may decide.
    """
    counted: Counter[str] = Counter()
    for one in choices:
        if one.field == field:
            counted[one.value] += max(1, len(one.contributors))
    if not counted:
        return None
    if all(value.isdigit() for value in counted):
        return str(median_low(int(value) for value in counted.elements()))
    most = max(counted.values())
    return [value for value, count in counted.items() if count == most][-1]
