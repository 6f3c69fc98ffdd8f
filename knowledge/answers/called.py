"""Records by what people call them: a persona's name or role, the title of what has one."""

from collections.abc import Iterator

from knowledge.answers.reading import Reading
from knowledge.answers.where import is_own
from knowledge.answers.whom import REF, Mention, beyond, mentions, spelt
from knowledge.index.library import Library
from knowledge.records.versions import Version


def called(text: str, seen: Library, *, language: str = "en") -> tuple[Version, ...]:
    """Return the records that a text may mean; one when it is clear.

    Args:
        text: As it was typed: "Petra", "safety manager", "Petra's journey", "safer workwear".
        seen: What its writer may see.
        language: In which it is read.

    Returns:
        What the text names in full; else what has all of its words in its name; else the
        personas that are named in it. A persona's own journeys come with her where the text
        says more than her name.
    """
    reading = spelt(Reading.of(text, language=language), seen)
    alone = named_alone(reading, seen)
    if alone:
        return alone
    in_full = [version for version, name in _titles(seen) if _is(reading, name)]
    in_part = [version for version, name in _names(seen) if reading.is_within(name)]
    return tuple(in_full or in_part) or _of(_spoken(reading, seen), seen, with_journeys=False)


def named_alone(reading: Reading, seen: Library) -> tuple[Version, ...]:
    """Return the personas that a text names, where it is about nothing else.

    Their own journeys come last, where it says more than a name.
    """
    spoken = _spoken(reading, seen)
    left = beyond(spoken, reading)
    return () if left.matter else _of(spoken, seen, with_journeys=_says_more(left))


def _spoken(reading: Reading, seen: Library) -> list[Mention]:
    return [one for one in mentions(reading, seen) if one.how != REF]


def _of(spoken: list[Mention], seen: Library, *, with_journeys: bool) -> tuple[Version, ...]:
    personas = list({one.persona.ref: one.persona for one in spoken}.values())
    own = [one for one in seen.journeys if any(is_own(persona, one) for persona in personas)]
    return tuple(held.version for held in (*personas, *(own if with_journeys else ())))


def _says_more(left: Reading) -> bool:
    words = (word for n, word in enumerate(left.words) if n not in left.taken)
    return any(word not in left.lexicon.stop for word in words)


def _is(reading: Reading, name: str) -> bool:
    return any(span.start == 0 and span.end == len(reading.words) for span in reading.spans(name))


def _names(seen: Library) -> Iterator[tuple[Version, str]]:
    for one in seen.personas:
        yield one.version, " ".join((one.body.name, one.body.role or "", *one.body.aliases))
    yield from _titles(seen)


def _titles(seen: Library) -> Iterator[tuple[Version, str]]:
    yield from ((one.version, one.body.title) for one in seen.journeys)
    yield from ((one.version, one.body.title) for one in seen.scenarios)
    yield from ((one.version, one.body.name) for one in seen.segments)
