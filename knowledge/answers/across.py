"""Across all records: what there is of one kind, whoever it is about ("what do we lack?")."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from knowledge.answers import support
from knowledge.answers.cells import Claim, newest
from knowledge.answers.citing import Citations
from knowledge.answers.facts import option, persona_fact
from knowledge.answers.lines import of_claim, of_hypothesis, of_portrait, of_voice
from knowledge.answers.models import AnswerLine, LineKind
from knowledge.answers.reading import Reading
from knowledge.answers.where import JourneyHeld, Place
from knowledge.answers.whom import PersonaHeld
from knowledge.index import words
from knowledge.index.library import Library

MOST = 6


@dataclass(frozen=True)
class Spot:
    """A persona, or a stage of a path, and what is on record of one kind there, the best first."""

    of: PersonaHeld | Place
    claims: Sequence[Claim]


def asked(reading: Reading) -> str | None:
    """Return the lane of which a question asks for all there is; None for most questions.

    "What does she lack?" is about somebody, and waits for a name.
    """
    if reading.speaks_of_somebody:
        return None
    said = frozenset(reading.words)
    found = next((lane for lane, names in reading.lexicon.across.items() if said & names), None)
    if found is None:
        return None
    names = words.stems([*reading.lexicon.across[found]], reading.lexicon)
    return found if set(reading.matter).issubset(names) else None


def lines(lane: str, seen: Library, citations: Citations) -> tuple[AnswerLine, ...]:
    """Return the best founded of each spot, then the next of each; of sentences the newest."""
    own = _OWN.get(lane)
    if own:
        return tuple(islice(own(seen, citations), MOST))
    spots = [*_personas(lane, seen), *_stages(lane, seen)]
    in_turn = chain.from_iterable(
        zip_longest(*([(spot.of, claim) for claim in spot.claims] for spot in spots))
    )
    each = {found[1].insight.text: found for found in in_turn if found}
    return tuple(_line(of, claim, citations) for of, claim in islice(each.values(), MOST))


def _segments(seen: Library, citations: Citations) -> Iterator[AnswerLine]:
    told = ((one, one.body.portrait) for one in seen.segments)
    return (of_portrait(one, said, citations) for one, said in told if said)


def _quotes(seen: Library, citations: Citations) -> Iterator[AnswerLine]:
    confirmed = [one for one in seen.one_liners if one.body.match.confirmed]
    return (of_voice(LineKind.QUOTE, one, citations) for one in newest(confirmed))


def _hypotheses(seen: Library, citations: Citations) -> Iterator[AnswerLine]:
    told = ((journey, one) for journey in seen.journeys for one in journey.body.hypotheses)
    return (of_hypothesis(LineKind.EVIDENCE, journey, one, citations) for journey, one in told)


_OWN: Mapping[str, Callable[[Library, Citations], Iterator[AnswerLine]]] = {
    "segments": _segments,
    "quotes": _quotes,
    "hypotheses": _hypotheses,
}
"""What is no insight of a persona or stage."""


def _personas(lane: str, seen: Library) -> Iterator[Spot]:
    for persona in seen.personas:
        claims = [Claim(persona, one) for one in persona.body.insights if one.lane == lane]
        yield Spot(persona, _best(claims, seen))


def _stages(lane: str, seen: Library) -> Iterator[Spot]:
    for journey in seen.journeys:
        for stage in journey.body.stages:
            claims = _here(journey, lane, stage.id, seen)
            yield Spot(Place(journey, stage), _best(claims, seen))


def _here(journey: JourneyHeld, lane: str, stage: str, seen: Library) -> list[Claim]:
    """Return the claims of a stage; what a variant takes over is said by its framework."""
    here = [one for one in journey.body.insights if (one.lane, one.stage) == (lane, stage)]
    whole = seen.journey(journey.ref) if journey.body.variant_of else None
    return [Claim(seen.source(whole, one.id) if whole else journey, one) for one in here]


def _best(claims: Sequence[Claim], seen: Library) -> Sequence[Claim]:
    def weight(claim: Claim) -> tuple[bool, int, int]:
        stands = support.of_insight(claim.insight, seen)
        return not stands.belief, len(stands.customers), stands.occasions

    return sorted(claims, key=weight, reverse=True)


def _line(of: PersonaHeld | Place, claim: Claim, citations: Citations) -> AnswerLine:
    line = of_claim(LineKind.EVIDENCE, claim, citations)
    if isinstance(of, Place):
        return line.model_copy(update={"stage": option(of)})
    return line.model_copy(update={"persona": persona_fact(of)})
