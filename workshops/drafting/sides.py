"""Sides: whether what a workshop keeps comes from one department, or one customer, alone."""

from knowledge.records.diversity import (
    NAMED,
    Claim,
    Departments,
    OneSided,
    department_in,
    one_sided,
)
from workshops.drafting.keeping import kept, voices
from workshops.drafting.sources import standing
from workshops.engine.cast import names_somebody
from workshops.engine.sources import is_claim
from workshops.engine.state import Workshop


def side_of(state: Workshop, stage: str | None, departments: Departments) -> OneSided:
    """Return from which side alone the kept notes of a stage come, or those of the whole."""
    said_by, stands = voices(state), standing(state)
    claims = [
        Claim(tuple(said_by.get(note.id, ())), stands.get(note.id, ()))
        for note in kept(state)
        if note.stage == stage and not note.unsorted and is_claim(state, note)
    ]
    around = taking_part(state, departments)
    return one_sided(claims, departments=departments, around=around)


def taking_part(state: Workshop, departments: Departments) -> tuple[str, ...]:
    """Return the departments of those who take part, those named at the start and in notes."""
    here = (departments.get(person) for person in state.people)
    named = (
        department_in(note.text)
        for note in kept(state)
        if note.lane == NAMED and names_somebody(note.text)
    )
    return tuple(
        dict.fromkeys((*(name for name in here if name), *state.agreed.departments, *named))
    )
