"""Facts about records, as an answer carries them."""

from knowledge.answers.models import JourneyFact, PersonaFact, StageFact, StageOption
from knowledge.answers.where import JourneyHeld, Place, Where
from knowledge.answers.whom import PersonaHeld


def persona_fact(persona: PersonaHeld) -> PersonaFact:
    """Say who a persona is."""
    body = persona.body
    return PersonaFact(
        ref=str(persona.ref),
        version=persona.version.number,
        name=body.name,
        role=body.role,
        buying_role=body.buying_role,
    )


def journey_fact(journey: JourneyHeld) -> JourneyFact:
    """Say which version of which journey."""
    version = journey.version.number
    return JourneyFact(ref=str(journey.ref), version=version, title=journey.body.title)


def option(place: Place) -> StageOption:
    """Offer a stage."""
    stage = place.stage
    return StageOption(
        journey=str(place.journey.ref),
        id=stage.id,
        title=stage.title,
        skipped=stage.skipped is not None,
    )


def stage_fact(where: Where) -> StageFact:
    """Say which stage was taken, and why."""
    stage = where.place.stage
    return StageFact(
        id=stage.id,
        title=stage.title,
        phase=stage.phase,
        skipped=stage.skipped,
        why=where.why,
        confidence=where.confidence,
        pinned_at=where.pinned_at,
    )
