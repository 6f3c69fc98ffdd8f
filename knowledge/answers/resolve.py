"""Resolving a question: first whom it is about, then where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from knowledge.answers import onward, where, whom
from knowledge.answers.models import Why
from knowledge.answers.onward import Since
from knowledge.answers.reading import Reading
from knowledge.answers.where import Place, Where
from knowledge.answers.whom import PersonaHeld, Whom
from knowledge.index.library import Library
from knowledge.index.search import Hit
from knowledge.ledger.pins import Pin
from knowledge.records.refs import Ref

NEAREST = 3


@dataclass(frozen=True)
class Given:
    """What the asker has chosen already, what is pinned where they ask, what they asked before.

    Attributes:
        persona: Chosen with a switch or in a select, as are `journey` and the id of its `stage`.
        since: Where their answer before stood; "and after that?" goes on from there.
    """

    persona: Ref | None = None
    journey: Ref | None = None
    stage: str | None = None
    pins: tuple[Pin, ...] = ()
    since: Since | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class Asked:
    """A question with all that is known about it; `first` are the kinds of line to begin with."""

    reading: Reading
    seen: Library
    given: Given
    now: datetime
    hits: Sequence[Hit] = field(default=())
    first: tuple[str, ...] = ()


def persona(asked: Asked) -> Whom:
    """Return whom the question is about; none or several when that is not clear.

    What was chosen goes first, then what the question names, then the pin of the place, then
    the only persona there is.
    """
    given = asked.seen.persona(asked.given.persona)
    if given:
        return _chosen(asked, given)
    titles = where.title_spans(asked.reading, asked.seen)
    named = whom.named(asked.reading, asked.seen, stage_spans=titles)
    reading = onward.gone(named.reading.without_refs())
    if named.personas:
        return Whom(named.personas, reading)
    assumed = _by_journey(asked) or _by_stage(asked) or _before(asked, reading)
    if not assumed and (not reading.matter or reading.speaks_of_somebody):
        assumed = _pinned(asked) or _only(asked.seen)
    return Whom((assumed,), reading) if assumed else Whom((), onward.gone(named.reading))


def _chosen(asked: Asked, given: PersonaHeld) -> Whom:
    """Keep the chosen persona; what names them or a record in the question needs no evidence."""
    spoken = [m for m in whom.mentions(asked.reading, asked.seen) if m.persona is given]
    return Whom((given,), onward.gone(whom.beyond(spoken, asked.reading).without_refs()))


def _before(asked: Asked, reading: Reading) -> PersonaHeld | None:
    """Take whom the answer before was about, where the question goes on from there."""
    since = asked.given.since
    return asked.seen.persona(since.persona) if since and onward.step(reading) else None


def _by_journey(asked: Asked) -> PersonaHeld | None:
    refs = [asked.given.journey, *asked.reading.refs]
    journeys = [j for j in map(asked.seen.journey, refs) if j]
    if len(journeys) == 1 and len(journeys[0].body.personas) == 1:
        return asked.seen.persona(journeys[0].body.personas[0])
    return None


def _by_stage(asked: Asked) -> PersonaHeld | None:
    """Take the persona of the journey whose stage the question names."""
    named = where.named(asked.reading, where.places(asked.seen.journeys))
    personas = named[0].journey.body.personas if named else ()
    return asked.seen.persona(personas[0]) if len(personas) == 1 else None


def _pinned(asked: Asked) -> PersonaHeld | None:
    return next(
        (p for p in (asked.seen.persona(pin.persona) for pin in asked.given.pins) if p), None
    )


def _only(seen: Library) -> PersonaHeld | None:
    people = [p for p in seen.personas if p.body.who == "person"] or [*seen.personas]
    return people[0] if len(people) == 1 else None


def guessed(asked: Asked) -> tuple[PersonaHeld, ...]:
    """Return the personas in the order in which the nearest insights speak of them.

    Only the three nearest have a full say: somebody of whom much is known is near to everything.
    """
    weight: dict[Ref, float] = {}
    for rank, hit in enumerate(asked.hits):
        say = 1.0 if rank < NEAREST else 0.01
        for ref in map(asked.seen.here, hit.entry.personas):
            weight[ref] = weight.get(ref, 0.0) + say * max(hit.score, 0.0)
    return tuple(sorted(asked.seen.personas, key=lambda p: (-weight.get(p.ref, 0.0), p.ref)))


def stage(asked: Asked, persona: PersonaHeld) -> Where | None:
    """Return where *persona* stands, or None when no journey of theirs is on record.

    What was chosen goes first, then what the question names, then the pin, then the insights
    nearest to the question, then the latest voices.
    """
    candidates = _candidates(asked, persona)
    if not candidates:
        return None
    reading = asked.reading
    chosen = next((p for p in candidates if p.stage.id == asked.given.stage), None)
    if chosen:
        return _where(chosen, "asked", candidates, reading)
    named = where.named(reading, candidates)
    if named:
        return _where(named[0], "asked", candidates, named[1])
    here = _since(asked, persona)
    left = next((p for p in candidates if here and p.stage.id == here.stage), None)
    if left:
        return _beside(left, candidates, reading)
    theirs = _names(asked, persona)
    pin = next((pin for pin in asked.given.pins if pin.persona in theirs), None)
    pinned = next((p for p in candidates if pin and _is_at(pin, p, asked.seen)), None)
    if pinned and onward.step(reading):
        return _beside(pinned, candidates, reading)
    if pin and pinned and not reading.matter:
        return replace(_where(pinned, "pinned", candidates, reading), pinned_at=pin.at)
    if len(candidates) == 1:
        return _where(candidates[0], "only", candidates, reading)
    return _likeliest(asked, persona, candidates)


def _beside(left: Place, candidates: Sequence[Place], reading: Reading) -> Where:
    """Return the stage beside the one of the answer before, or say that the path ends with it."""
    step = onward.step(reading)
    meant = where.beside(left, candidates, step)
    return replace(_where(meant, "asked", candidates, reading), end=step if meant is left else 0)


def _since(asked: Asked, persona: PersonaHeld) -> Since | None:
    """Return where the answer before left them, if the question goes on from there."""
    since = asked.given.since
    if since is None or str(since.persona) not in _names(asked, persona):
        return None
    return since if onward.step(asked.reading) else None


def _likeliest(asked: Asked, persona: PersonaHeld, candidates: Sequence[Place]) -> Where:
    heard = where.by_voices(persona, asked.seen, candidates, now=asked.now)
    near = where.by_hits(asked.hits, candidates)
    weights = near if asked.reading.matter and max(near.values()) > 0 else heard
    place, confidence, others = where.likeliest(weights)
    return Where(place, "likeliest", confidence, others, asked.reading)


def _where(place: Place, why: Why, candidates: Sequence[Place], reading: Reading) -> Where:
    others = tuple(other for other in candidates if other is not place)
    return Where(place, why, 1.0, others, reading)


def _candidates(asked: Asked, persona: PersonaHeld) -> tuple[Place, ...]:
    """List the stages to choose from: of the journey that is meant, else of the newest own one.

    What the question names goes before what is pinned, and a pin of theirs before others' pins.
    """
    journeys = where.journeys_of(persona, asked.seen)
    theirs = _names(asked, persona)
    pins = sorted(asked.given.pins, key=lambda pin: pin.persona not in theirs)
    since = _since(asked, persona)
    wanted = [
        asked.given.journey,
        *asked.reading.refs,
        since and since.journey,
        *(pin.journey for pin in pins),
    ]
    named = [asked.seen.journey(ref) for ref in wanted if ref]
    meant = [j for held in named for j in journeys if held and j.ref == held.ref]
    if meant:
        return where.places(meant[:1])
    own = [j for j in journeys if where.is_own(persona, j)]
    return where.places(own or journeys)


def _names(asked: Asked, persona: PersonaHeld) -> frozenset[str]:
    return frozenset(map(str, asked.seen.names(persona.ref)))


def _is_at(pin: Pin, place: Place, seen: Library) -> bool:
    journeys = {None, *map(str, seen.names(place.journey.ref))}
    return pin.stage == place.stage.id and pin.journey in journeys


def with_hits(asked: Asked, hits: Sequence[Hit], reading: Reading) -> Asked:
    """Return the question with what the index found for it."""
    return replace(asked, hits=hits, reading=reading)
