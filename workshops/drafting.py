"""Drafting: what a workshop's kept notes make of a record. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.records.models import (
    Body,
    Hypothesis,
    Insight,
    Journey,
    Persona,
    Segment,
    Skipped,
)
from knowledge.records.refs import Ref
from workshops.engine.state import Note, NoteId, Workshop

TITLE_LIMIT = 300


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
        if note.decision in (None, "keep") and note.lane in recorded
    )


def _journey(state: Workshop, before: Journey | None, subject: Ref | None) -> Journey:
    notes, fields = kept(state), _fields(state)
    journey = before or Journey(title=_title(state), state=state.state)
    personas = journey.personas
    segment = journey.segment
    if subject is not None and subject.kind.value == "P":
        personas = personas if str(subject) in personas else (*personas, str(subject))
    elif subject is not None:
        segment = str(subject)
    return journey.model_copy(
        update={
            "personas": personas,
            "segment": segment,
            "goal": state.goal or journey.goal,
            "trigger": _first(notes, fields.get("trigger")) or journey.trigger,
            "hypotheses": (*journey.hypotheses, *_hypotheses(notes, fields, journey)),
            "stages": state.stages,
            "insights": tuple(_insights(state, _plain(notes, fields), journey.insights)),
            "skipped": _skipped(state, journey.skipped),
        }
    )


def _described(state: Workshop, before: Persona | Segment) -> Persona | Segment:
    notes, fields = kept(state), _fields(state)
    update: dict[str, Any] = {
        "portrait": _first(notes, fields.get("portrait")) or before.portrait,
        "insights": tuple(_insights(state, _plain(notes, fields), before.insights)),
        "skipped": _skipped(state, before.skipped),
    }
    if isinstance(before, Persona):
        update["role"] = (_first(notes, fields.get("role")) or before.role or "")[:300] or None
    return before.model_copy(update=update)


def _title(state: Workshop) -> str:
    return state.subject.name[:TITLE_LIMIT]


def _recorded_lanes(state: Workshop) -> frozenset[str]:
    asked = {lane.lane: lane.recorded for one in state.agenda.activities for lane in one.lanes}
    stored = {note.lane for note in state.notes.values() if note.stored}
    return frozenset(lane for lane, recorded in asked.items() if recorded) | stored


def _fields(state: Workshop) -> dict[str, frozenset[str]]:
    """Return by field of the record which lanes fill it."""
    found: dict[str, set[str]] = {}
    for activity in state.agenda.activities:
        for asked in activity.lanes:
            if asked.field:
                found.setdefault(asked.field, set()).add(asked.lane)
    return {name: frozenset(lanes) for name, lanes in found.items()}


def _first(notes: Iterable[Note], lanes: frozenset[str] | None) -> str | None:
    return next((note.text for note in notes if lanes and note.lane in lanes), None)


def _plain(notes: Iterable[Note], fields: dict[str, frozenset[str]]) -> list[Note]:
    """Return the notes that are insights: all but the first of a field, and no hypotheses."""
    plain, filled = [], set()
    for note in notes:
        field = next((name for name, lanes in fields.items() if note.lane in lanes), None)
        if field == "hypotheses":
            continue
        if field is None or field in filled:
            plain.append(note)
        elif field:
            filled.add(field)
    return plain


def _hypotheses(
    notes: Iterable[Note], fields: dict[str, frozenset[str]], journey: Journey
) -> Iterator[Hypothesis]:
    known = {one.id for one in journey.hypotheses}
    for note in notes:
        if note.lane in fields.get("hypotheses", ()) and note.id not in known:
            yield Hypothesis(id=note.id, text=note.text)


def _insights(
    state: Workshop, notes: Iterable[Note], before: tuple[Insight, ...]
) -> Iterator[Insight]:
    known = {insight.id: insight for insight in before}
    for note in notes:
        old = known.get(note.id)
        yield _renewed(state, note, old) if old else _insight(state, note)


def _insight(state: Workshop, note: Note) -> Insight:
    merged = _merged_into(state, note.id)
    people = dict.fromkeys(one.person for one in (note, *merged) if one.person)
    return Insight(
        id=note.id,
        text=note.text,
        lane=note.lane,
        stage=note.stage,
        met=note.met,
        feeling=note.feeling,
        channel=note.channel,
        starts=note.starts,
        contributors=tuple(people),
    )


def _renewed(state: Workshop, note: Note, old: Insight) -> Insight:
    """Return a stored insight as the workshop leaves it: what it stood on stays."""
    merged = _merged_into(state, note.id)
    people = dict.fromkeys((*old.contributors, *(one.person for one in merged if one.person)))
    return old.model_copy(update={"stage": note.stage, "contributors": tuple(people)})


def _merged_into(state: Workshop, target: NoteId) -> tuple[Note, ...]:
    """Return all notes merged into one, also by way of others."""
    found: list[Note] = []
    wanted = {target}
    for _ in range(len(state.notes)):
        more = [
            note
            for note in state.in_order()
            if note.decision == "merge" and note.into in wanted and note not in found
        ]
        if not more:
            break
        found += more
        wanted = {note.id for note in more}
    return tuple(found)


def _skipped(state: Workshop, before: tuple[Skipped, ...]) -> tuple[Skipped, ...]:
    titles = {activity.key: activity.title for activity in state.agenda.activities}
    now = {
        key: Skipped(id=key, what=titles.get(key, key), reason=reason)
        for key, reason in state.skipped.items()
    }
    order = [activity.key for activity in state.agenda.activities if activity.key in now]
    earlier = [one for one in before if one.id not in now]
    return (*earlier, *(now[key] for key in order))
