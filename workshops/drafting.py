"""Drafting: what a workshop's kept notes make of a record. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from knowledge.identity import PersonId
from knowledge.records.models import (
    Body,
    Hypothesis,
    Insight,
    Journey,
    Persona,
    Segment,
    Skipped,
)
from knowledge.records.refs import Kind, Ref
from prompts.models import RecordField
from workshops.engine.decisions.review import root_of
from workshops.engine.state import Note, NoteId, Workshop

LINE_LIMIT = 300
MOMENTS = "moments"
"""The lane of the moments of truth."""


def draft(state: Workshop, before: Body | None, *, subject: Ref | None) -> Body:
    """Return the record's body as the workshop leaves it.

    Notes that nobody decided about are kept: silence loses nothing. Parked ones stay in the
    workshop; a note merged into another lends it its contributor.

    Args:
        state: The workshop.
        before: The version it started from; None for a new record.
        subject: The persona or segment whose journey it is.
    """
    if state.agenda.makes == "journey":
        return _journey(state, before if isinstance(before, Journey) else None, subject)
    if isinstance(before, Segment):
        return _described(state, before)
    persona = before if isinstance(before, Persona) else new_persona(state)
    return _described(state, persona)


def new_persona(state: Workshop) -> Persona:
    """Return a persona that so far has only the name that the workshop gave."""
    return Persona(name=state.subject.name)


def kept(state: Workshop) -> tuple[Note, ...]:
    """Return the notes that become part of the record, oldest first."""
    recorded = _recorded_lanes(state)
    return tuple(
        note
        for note in state.in_order()
        if note.lane in recorded and note.decision != "park" and root_of(state, note) is note
    )


def _journey(state: Workshop, before: Journey | None, subject: Ref | None) -> Journey:
    notes = kept(state)
    fields = _fields(state, notes)
    journey = before or Journey(title=_title(state), state=state.state)
    personas, segment = _spotlight(journey, subject)
    return journey.model_copy(
        update={
            "personas": personas,
            "segment": segment,
            "goal": state.goal or journey.goal,
            "trigger": fields["trigger"].text if "trigger" in fields else journey.trigger,
            "hypotheses": (*journey.hypotheses, *_hypotheses(state, notes, journey)),
            "stages": state.stages,
            "insights": tuple(_insights(state, _plain(state, notes, fields), journey.insights)),
            "skipped": _skipped(state, journey.skipped),
        }
    )


def _spotlight(journey: Journey, subject: Ref | None) -> tuple[tuple[str, ...], str | None]:
    """Return the journey's personas and segment, with the workshop's subject among them."""
    if subject is None or str(subject) in journey.personas:
        return journey.personas, journey.segment
    if subject.kind is Kind.PERSONA:
        return (*journey.personas, str(subject)), journey.segment
    return journey.personas, str(subject)


def _described(state: Workshop, before: Persona | Segment) -> Persona | Segment:
    notes = kept(state)
    fields = _fields(state, notes)
    texts = {name: note.text for name, note in fields.items() if name in type(before).model_fields}
    used = {name: fields[name] for name in texts}
    return before.model_copy(
        update={
            **texts,
            "insights": tuple(_insights(state, _plain(state, notes, used), before.insights)),
            "skipped": _skipped(state, before.skipped),
        }
    )


def _title(state: Workshop) -> str:
    return (state.title or state.subject.name)[:LINE_LIMIT]


def _recorded_lanes(state: Workshop) -> frozenset[str]:
    asked = {lane.lane: lane.recorded for one in state.agenda.activities for lane in one.lanes}
    stored = {note.lane for note in state.notes.values() if note.stored}
    return frozenset(lane for lane, recorded in asked.items() if recorded) | stored


def _field_of(state: Workshop) -> dict[str, RecordField]:
    """Return by lane which field of the record its first note fills."""
    lanes = (asked for activity in state.agenda.activities for asked in activity.lanes)
    return {asked.lane: asked.field for asked in lanes if asked.field}


def _fields(state: Workshop, notes: Iterable[Note]) -> dict[str, Note]:
    """Return by field the first new note that fits; what is stored stays an insight."""
    field_of = _field_of(state)
    found: dict[str, Note] = {}
    for note in notes:
        field = field_of.get(note.lane)
        fits = field != "role" or ("\n" not in note.text and len(note.text) <= LINE_LIMIT)
        if field and field != "hypotheses" and fits and not note.stored:
            found.setdefault(field, note)
    return found


def _plain(state: Workshop, notes: Iterable[Note], fields: Mapping[str, Note]) -> list[Note]:
    """Return the notes that are insights: all but those of the fields, and no hypotheses."""
    field_of = _field_of(state)
    used = {note.id for note in fields.values()}
    return [
        note
        for note in notes
        if note.id not in used and (note.stored or field_of.get(note.lane) != "hypotheses")
    ]


def _hypotheses(state: Workshop, notes: Iterable[Note], journey: Journey) -> Iterator[Hypothesis]:
    field_of, known = _field_of(state), {one.id for one in journey.hypotheses}
    for note in notes:
        if field_of.get(note.lane) == "hypotheses" and note.id not in known and not note.stored:
            yield Hypothesis(id=note.id, text=note.text)


def _insights(
    state: Workshop, notes: Iterable[Note], before: tuple[Insight, ...]
) -> Iterator[Insight]:
    known = {insight.id: insight for insight in before}
    voices = _voices(state)
    for note in notes:
        old = known.get(note.id)
        people = dict.fromkeys((*(old.contributors if old else ()), *voices[note.id]))
        if old:
            # What a stored insight stands on stays.
            yield old.model_copy(update={"stage": note.stage, "contributors": tuple(people)})
        else:
            yield _insight(note, tuple(people))


def _insight(note: Note, contributors: tuple[PersonId, ...]) -> Insight:
    return Insight(
        id=note.id,
        text=note.text,
        lane=note.lane,
        stage=note.stage,
        met=note.met,
        feeling=note.feeling,
        channel=note.channel,
        starts=note.starts,
        moment_of_truth=note.lane == MOMENTS,
        contributors=contributors,
    )


def _voices(state: Workshop) -> dict[NoteId, list[PersonId]]:
    """Return by note who said it: its author, and those whose notes were merged into it."""
    found: dict[NoteId, list[PersonId]] = defaultdict(list)
    for note in state.in_order():
        if note.person is not None:
            found[root_of(state, note).id].append(note.person)
    return found


def _skipped(state: Workshop, before: tuple[Skipped, ...]) -> tuple[Skipped, ...]:
    """Return what was left out, and why; what the team has taken up since is gone."""
    written = {note.activity for note in state.in_order()}
    now = [
        Skipped(id=one.key, what=one.title, reason=state.skipped[one.key])
        for one in state.agenda.activities
        if one.key in state.skipped
    ]
    gone = written | {one.id for one in now}
    return (*(one for one in before if one.id not in gone), *now)
