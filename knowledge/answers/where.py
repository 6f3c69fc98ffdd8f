"""Where the persona stands: named, pinned, or where the question and the latest voices point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import exp

from knowledge.answers.models import Why
from knowledge.answers.phrases import stems
from knowledge.answers.reading import Reading, Span
from knowledge.answers.whom import PersonaHeld
from knowledge.index.library import Held, Library
from knowledge.index.search import Hit
from knowledge.index.words import terms
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.refs import Ref

JourneyHeld = Held[Journey]
NAMED_SHARE = 0.6
"""The share of a stage's words from which on the question is taken to name it."""
FRESH_DAYS = 60.0
SHARPNESS = 20.0
PARTS: Mapping[str, float] = {"decides": 0.4, "influences": 0.3, "uses": 0.2, "blocks": 0.3}


@dataclass(frozen=True, eq=False)
class Place:
    """A stage of a journey."""

    journey: JourneyHeld
    stage: Stage


@dataclass(frozen=True)
class Where:
    """The stage that is meant, how that was found, and what else could be meant.

    `pinned_at` says since when it is pinned, where that was how. `end` is -1 or 1 where the stage
    before or after this one was asked for, and there is none.
    """

    place: Place
    why: Why
    confidence: float
    others: tuple[Place, ...]
    reading: Reading
    pinned_at: datetime | None = None
    end: int = 0


def journeys_of(persona: PersonaHeld, library: Library) -> tuple[JourneyHeld, ...]:
    """Return the journeys of *persona*: own ones first, then those it has a part in."""
    own = [j for j in library.journeys if is_own(persona, j)]
    ref = str(persona.ref)
    parts = [
        j
        for j in library.journeys
        if j not in own and any(i.persona == ref for i in j.body.involvement)
    ]
    return (*_newest(own), *_newest(parts))


def _newest(journeys: Sequence[JourneyHeld]) -> list[JourneyHeld]:
    return sorted(journeys, key=lambda j: (j.version.generation, j.ref), reverse=True)


def is_own(persona: PersonaHeld, journey: JourneyHeld) -> bool:
    """Say whether the journey's cells speak of *persona*: by name, or by segment."""
    body = journey.body
    if body.personas:
        return str(persona.ref) in body.personas
    return body.segment is not None and body.segment == persona.body.segment


def places(journeys: Sequence[JourneyHeld]) -> tuple[Place, ...]:
    """List the stages of *journeys* in order."""
    return tuple(Place(journey, stage) for journey in journeys for stage in journey.body.stages)


def title_spans(reading: Reading, library: Library) -> list[Span]:
    """Find the words of the question that are a stage's title."""
    spans = (span for title in library.stage_titles for span in reading.spans(title))
    return [span for span in spans if span.end - span.start > 1]


def named(reading: Reading, candidates: Sequence[Place]) -> tuple[Place, Reading] | None:
    """Return the stage that the question means by a number or by the words of a title.

    "Before the trial" means the stage that leads to it, "after the trial" the one that follows.
    """
    told = (
        _numbered(reading, candidates)
        or _titled(reading, candidates)
        or _by_deed(reading, candidates)
    )
    if told is None:
        return None
    place, words = told
    step, word = reading.beside(min(words))
    meant = beside(place, candidates, step)
    return meant, reading.without(words if meant is place else words | {word})


def _titled(reading: Reading, candidates: Sequence[Place]) -> tuple[Place, frozenset[int]] | None:
    # Journeys often share their stages' titles.
    asked = {(place.stage.title, place.stage.phase): place.stage for place in candidates}
    held = {key: _share(reading, stage) for key, stage in asked.items()}
    shares = [(held[place.stage.title, place.stage.phase], place) for place in candidates]
    best = max(shares, key=lambda pair: (pair[0].weight, len(pair[0].words)), default=None)
    if best is None or best[0].weight < NAMED_SHARE:
        return None
    return best[1], best[0].words


def _by_deed(reading: Reading, candidates: Sequence[Place]) -> tuple[Place, frozenset[int]] | None:
    """Find "before the trial", where one stage's title begins with that verb."""
    verbs = reading.lexicon.verbs
    if verbs.keys().isdisjoint(reading.words):
        return None
    for n, word in enumerate(reading.words):
        if word not in verbs or n in reading.taken or reading.beside(n)[1] == n:
            continue
        verb = stems(verbs[word], reading.language)
        path = _path(candidates[0], candidates) if candidates else []
        begun = [p for p in path if stems(p.stage.title, reading.language)[:1] == verb]
        if len(begun) == 1:
            return begun[0], frozenset({n})
    return None


def _numbered(reading: Reading, candidates: Sequence[Place]) -> tuple[Place, frozenset[int]] | None:
    said = reading.stage_number
    if said is None or not candidates:
        return None
    stages = _path(candidates[0], candidates)
    number = int(reading.words[said])
    return (stages[number - 1], frozenset({said})) if 0 < number <= len(stages) else None


def beside(place: Place, candidates: Sequence[Place], step: int) -> Place:
    """Return the stage before (-1) or after (1) *place* that is not skipped; itself at an end."""
    stages = _path(place, candidates)[:: step or 1]
    following = stages[stages.index(place) + 1 :] if step else []
    return next((one for one in following if one.stage.skipped is None), place)


def _path(place: Place, candidates: Sequence[Place]) -> list[Place]:
    return [other for other in candidates if other.journey.ref == place.journey.ref]


@dataclass(frozen=True)
class _Share:
    weight: float
    words: frozenset[int]


def _share(reading: Reading, stage: Stage) -> _Share:
    """Compare with the title, or with the last part of the phase ("Committing to change")."""
    phase = (stage.phase or "").rpartition("·")[2]
    return max((_held(reading, text) for text in (stage.title, phase)), key=_by_weight)


def _by_weight(share: _Share) -> float:
    return share.weight


def _held(reading: Reading, text: str) -> _Share:
    whole = reading.spans(text)
    if whole:
        return _Share(1.0, frozenset(range(whole[0].start, whole[0].end)))
    wanted = _matter(text, reading.language)
    found = wanted & reading.known
    if len(found) < 2:
        return _Share(0.0, frozenset())
    hit = frozenset(n for n, stem in enumerate(reading.stems) if stem in found)
    return _Share(len(found) / len(wanted), hit)


@lru_cache(maxsize=65_536)
def _matter(text: str, language: str) -> frozenset[str]:
    return frozenset(terms(text, language=language))


def by_hits(hits: Sequence[Hit], candidates: Sequence[Place]) -> dict[Place, float]:
    """Weigh the stages by the two nearest insights in each."""
    weights: dict[Place, float] = {}
    for place in candidates:
        near = [hit.score for hit in hits if _in(hit, place)][:2]
        weights[place] = sum(near) / 2 if near else 0.0
    return weights


def _in(hit: Hit, place: Place) -> bool:
    if hit.entry.stage != place.stage.id:
        return False
    return hit.entry.ref == place.journey.ref or hit.entry.insight is None


def by_voices(
    persona: PersonaHeld, library: Library, candidates: Sequence[Place], *, now: datetime
) -> dict[Place, float]:
    """Weigh the stages by what was heard lately, by the persona's part, by what is on record."""
    heard = {place: 0.0 for place in candidates}
    for place in candidates:
        heard[place] += sum(_freshness(persona.ref, place, library, now=now))
        heard[place] += _part(persona.ref, place)
        heard[place] += 0.01 * sum(i.stage == place.stage.id for i in place.journey.body.insights)
    return heard


def _freshness(persona: Ref, place: Place, library: Library, *, now: datetime) -> Iterator[float]:
    for one in library.heard.get((str(persona), str(place.journey.ref), place.stage.id), ()):
        days = max(0.0, (now - one.body.heard_at).total_seconds() / 86_400)
        yield exp(-days / FRESH_DAYS)


def _part(persona: Ref, place: Place) -> float:
    body = place.journey.body
    parts = [
        PARTS[i.part]
        for i in body.involvement
        if i.persona == str(persona) and i.stage == place.stage.id
    ]
    return max(parts, default=0.0)


def likeliest(weights: Mapping[Place, float]) -> tuple[Place, float, tuple[Place, ...]]:
    """Return the heaviest stage that is not skipped, its confidence, and all others by weight."""
    ranked = sorted(weights, key=lambda p: (p.stage.skipped is not None, -weights[p]))
    top = max(weights.values())
    total = sum(exp(SHARPNESS * (weight - top)) for weight in weights.values())
    confidence = exp(SHARPNESS * (weights[ranked[0]] - top)) / total
    return ranked[0], round(confidence, 3), tuple(ranked[1:])
