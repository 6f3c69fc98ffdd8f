"""Onward: a question that goes on from the answer before, "and after that?"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.answers.reading import Reading
from knowledge.records.refs import Ref


@dataclass(frozen=True)
class Since:
    """Where the answer before stood."""

    persona: Ref
    journey: Ref
    stage: str


def may(reading: Reading) -> bool:
    """Say whether a question may go on from the answer before; `step` says so for sure."""
    return not reading.lexicon.steps.isdisjoint(reading.words)


def step(reading: Reading) -> int:
    """Return 1 for "and after that?" or "what comes next?", -1 for "and before that?", else 0."""
    return (next(_beside_that(reading), 0) or _alone(reading)) if may(reading) else 0


def gone(reading: Reading) -> Reading:
    """Return the reading with the words that only go on accounted for."""
    if not step(reading):
        return reading
    known = reading.lexicon
    idle = known.passing | known.that
    places = [n for n, said in enumerate(reading.words) if said in idle or _way(said, known.onward)]
    return reading.without(places)


def _beside_that(reading: Reading) -> Iterator[int]:
    """Find "after that", but not "after that meeting"."""
    said, known = reading.words, reading.lexicon
    for place, word in enumerate(said[:-1]):
        behind = place + 2
        ends = behind >= len(said) or behind in reading.taken or said[behind] in known.stop
        if ends and said[place + 1] in known.that and (way := _way(word, known.beside)):
            yield way


def _alone(reading: Reading) -> int:
    known = reading.lexicon
    ways = [_way(word, known.onward) for word in reading.words]
    told = (
        way or n in reading.taken or reading.words[n] in known.passing for n, way in enumerate(ways)
    )
    return next(filter(None, ways), 0) if all(told) else 0


def _way(word: str, ways: Mapping[int, frozenset[str]]) -> int:
    return next((way for way, words in ways.items() if word in words), 0)
