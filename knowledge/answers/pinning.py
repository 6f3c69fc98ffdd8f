"""Pinning: where the people of a place say that a persona stands now, in a few words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers import where, whom
from knowledge.answers.reading import Reading
from knowledge.answers.where import Place
from knowledge.answers.whom import NAME, Mention, PersonaHeld
from knowledge.index.library import Library
from knowledge.ledger.pins import Pin
from knowledge.records.refs import Ref

_NUMBER_LAST = re.compile(r"\s(\d{1,3})\s*$")


@dataclass(frozen=True)
class Stand:
    """A persona, the stages of her paths, the newest first, and the one that is meant, if any."""

    persona: PersonaHeld
    stages: tuple[Place, ...]
    at: Place | None = None


def stands(text: str, seen: Library, *, language: str = "en") -> tuple[Stand, ...]:
    """Read "Petra convincing the director", "P1 stage 3", "Petra in J2 stage 1" or "Petra 3".

    Args:
        text: As it was typed.
        seen: What its writer may see. A path as it should be is only meant where it is named.
        language: In which it is read.

    Returns:
        Who may be meant; one when it is clear. Without `at` where no stage of theirs is named.
    """
    reading = Reading.of(text, language=language)
    seen = seen.today if seen.wishes.isdisjoint(reading.refs) else seen
    found = whom.outside(where.title_spans(reading, seen), whom.mentions(reading, seen))
    meant = [one for one in found if _is_meant(one, found, reading)]
    left = whom.beyond(meant, reading)
    people = {one.persona.ref: one.persona for one in meant}.values()
    return tuple(_stand(persona, left, seen) for persona in people)


def _is_meant(one: Mention, every: Sequence[Mention], reading: Reading) -> bool:
    """Say whether somebody is named as outright as anybody else, or right beside who is."""
    most = max(min(other.how, NAME) for other in every)
    first = [other for other in every if other.how >= most]
    return any(one is other or reading.touch(one.span, other.span) for other in first)


def _stand(persona: PersonaHeld, reading: Reading, seen: Library) -> Stand:
    paths = where.journeys_of(persona, seen)
    named = [path for path in paths if {*seen.names(path.ref)} & {*reading.refs}] or paths
    stages = where.places(named)
    found = where.named(reading, stages)
    at = found[0] if found else _numbered(reading.text, where.places(named[:1]))
    return Stand(persona, stages, at)


def stand_at(persona: str, journey: str, stage: str, seen: Library) -> Stand | None:
    """Return who is meant and where by ids; None where it is not there for this person."""
    held = seen.persona(Ref.parse(persona))
    stages = where.places(where.journeys_of(held, seen)) if held else ()
    path = [p for p in stages if journey in map(str, seen.names(p.journey.ref))]
    at = next((p for p in path if p.stage.id == stage), None)
    return Stand(held, stages, at) if held and at else None


def stand_of(persona: str, seen: Library) -> Stand | None:
    """Return who is meant by a ref, with today's stages; None where they are not there."""
    held = seen.persona(Ref.parse(persona))
    return Stand(held, where.places(where.journeys_of(held, seen.today))) if held else None


def pinned(pin: Pin, seen: Library) -> Stand | None:
    """Return what a pin says by now; without `at` when its stage is gone, None when she is."""
    at = stand_at(pin.persona, pin.journey or "", pin.stage or "", seen)
    return at or stand_of(pin.persona, seen)


def _numbered(text: str, stages: tuple[Place, ...]) -> Place | None:
    last = _NUMBER_LAST.search(text)
    number = int(last[1]) if last else 0
    return stages[number - 1] if 0 < number <= len(stages) else None
