"""Drafting a persona or a segment."""

from typing import Any

from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Criterion, Segment
from workshops.drafting.fields import agreed, chosen, texts
from workshops.drafting.insights import insights, plain, skipped
from workshops.drafting.keeping import kept, parked, voices
from workshops.drafting.sources import given
from workshops.engine.dissent import by_note
from workshops.engine.events import Subject
from workshops.engine.state import Note, Workshop

RATED = ("size", "attractiveness", "probability", "priority")


def drafted(state: Workshop, before: Persona | Segment | None) -> Persona | Segment:
    """Return the persona or segment as the workshop leaves it."""
    described = before or first_body(state.agreed.subject)
    notes = kept(state)
    known = {one.id for one in _criteria(state, described)}
    fields = type(described).model_fields
    filled = {name: note for name, note in texts(state, notes).items() if name in fields}
    said = [note for note in plain(state, notes, filled) if note.id not in known]
    return described.model_copy(
        update={
            **{name: note.text for name, note in filled.items()},
            **(_rated(state, described, notes) if isinstance(described, Segment) else {}),
            "insights": tuple(insights(state, said, described.insights)),
            "skipped": skipped(state, described.skipped),
        }
    )


def first_body(subject: Subject) -> Persona | Segment:
    """Return somebody's record that so far has only the name that the workshop gave."""
    if subject.kind == "segment":
        return Segment(name=subject.name)
    who = "prospect" if subject.kind == "prospect" else "person"
    return Persona(name=subject.name, who=who, role=subject.role)


def _rated(state: Workshop, before: Segment, notes: tuple[Note, ...]) -> dict[str, Any]:
    choices = chosen(state, notes, voices(state), before.choices)
    values = {field: agreed(choices, field) for field in RATED}
    rated = {field: int(value) for field, value in values.items() if value is not None}
    return {**rated, "choices": choices, "criteria": _criteria(state, before)}


def _criteria(state: Workshop, before: Persona | Segment) -> tuple[Criterion, ...]:
    """Return the reasons of the version before that were not parked.

    One that has a source by now, or is seen differently, is an insight like the reasons that
    workshops write.
    """
    if isinstance(before, Persona):
        return ()
    founded = {id for id, sources in given(state).items() if sources}
    gone = parked(state) | founded | by_note(state).keys()
    return tuple(one for one in before.criteria if one.id not in gone)
