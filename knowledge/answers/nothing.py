"""Nothing: what is said where nothing on record founds an answer."""

from knowledge.answers.cells import Cell
from knowledge.answers.facts import journey_fact, option, persona_fact, stage_fact
from knowledge.answers.models import NothingFounded, Reason
from knowledge.answers.resolve import Asked
from knowledge.answers.where import Where
from knowledge.answers.whom import PersonaHeld


def matches(question: str) -> NothingFounded:
    """Say that nothing on record is about this."""
    return NothingFounded(question=question, reason="no_match")


def beyond(asked: Asked, persona: PersonaHeld, where: Where) -> NothingFounded:
    """Say that the path begins or ends with the stage beside which one was asked for."""
    reason: Reason = "last_stage" if where.end > 0 else "first_stage"
    return about(asked, persona, where, reason=reason)


def about(
    asked: Asked, persona: PersonaHeld, where: Where | None, *, reason: Reason
) -> NothingFounded:
    """Say that nothing is on record about *persona*, and in which stages something is."""
    place = where.place if where else None
    cell = Cell(persona, place, asked.seen, asked.seen)
    return NothingFounded(
        question=asked.reading.text,
        reason=reason,
        persona=persona_fact(persona),
        journey=journey_fact(place.journey) if place else None,
        stage=stage_fact(where) if where else None,
        filled=tuple(option(p) for p in cell.filled(place.journey)) if place else (),
    )
