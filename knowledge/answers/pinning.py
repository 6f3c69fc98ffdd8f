"""Pinning: where the people of a place say that a persona stands now, in a few words."""

import re
from dataclasses import dataclass

from knowledge.answers import where, whom
from knowledge.answers.reading import Reading
from knowledge.answers.where import Place
from knowledge.answers.whom import PersonaHeld
from knowledge.index.library import Library
from knowledge.ledger.pins import Pin
from knowledge.records.refs import Ref

_NUMBER_LAST = re.compile(r"\s(\d{1,3})\s*$")


@dataclass(frozen=True)
class Stand:
    """A persona, the stages of her newest path, and the one of them that is meant, if one is."""

    persona: PersonaHeld
    stages: tuple[Place, ...]
    at: Place | None = None


def stand(text: str, seen: Library, *, language: str = "en") -> Stand | None:
    """Read "Petra convincing the director", "P1 stage 3" or "Petra 3".

    Args:
        text: As it was typed.
        seen: What its writer may see.
        language: In which it is read.

    Returns:
        None unless just one persona is named; without `at` where no stage of hers is.
    """
    reading = Reading.of(text, language=language)
    named = whom.named(reading, seen, stage_spans=where.title_spans(reading, seen))
    if len(named.personas) != 1:
        return None
    (persona,) = named.personas
    stages = _stages(persona, seen)
    found = where.named(named.reading, stages)
    at = found[0] if found else _numbered(text, stages)
    return Stand(persona, stages, at)


def stand_at(persona: str, journey: str, stage: str, seen: Library) -> Stand | None:
    """Return who is meant and where by ids; None where it is not there for this person."""
    held = seen.persona(Ref.parse(persona))
    stages = _stages(held, seen) if held else ()
    at = next((p for p in stages if (str(p.journey.ref), p.stage.id) == (journey, stage)), None)
    return Stand(held, stages, at) if held and at else None


def pinned(pin: Pin, seen: Library) -> Stand | None:
    """Return what a pin says by now; without `at` when its stage is gone, None when she is."""
    held = seen.persona(Ref.parse(pin.persona))
    if held is None:
        return None
    at = stand_at(pin.persona, pin.journey or "", pin.stage or "", seen)
    return at or Stand(held, ())


def _stages(persona: PersonaHeld, seen: Library) -> tuple[Place, ...]:
    return where.places(where.journeys_of(persona, seen)[:1])


def _numbered(text: str, stages: tuple[Place, ...]) -> Place | None:
    last = _NUMBER_LAST.search(text)
    number = int(last[1]) if last else 0
    return stages[number - 1] if 0 < number <= len(stages) else None
