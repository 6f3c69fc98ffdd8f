"""Whom a question is about: names, roles, refs, then what is known of the asker's place."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answers import mending, phrases
from knowledge.answers.reading import Reading, Span
from knowledge.index.lexicon import lexicon
from knowledge.index.library import Held, Library
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref

PersonaHeld = Held[Persona]
REF, NAME, SURNAME, ROLE, PART = 5, 4, 3, 2, 1
"""How much a way of naming says: a ref, a name, a surname alone, a role or alias, a part in the
buying group."""


@dataclass(frozen=True)
class Mention:
    """A place in the question that names a persona."""

    persona: PersonaHeld
    span: Span
    how: int


@dataclass(frozen=True)
class Whom:
    """The personas that were named, best first; more than one means that it is unclear."""

    personas: tuple[PersonaHeld, ...]
    reading: Reading


def mentions(reading: Reading, library: Library) -> tuple[Mention, ...]:
    """Find every persona that the question names, longest names only."""
    found = [m for persona in library.personas for m in _of(persona, reading)]
    found += [one for m in found for one in _of_theirs(m, found, reading, library)]
    return tuple(m for m in found if not any(_hides(other, m) for other in found))


def _hides(longer: Mention, mention: Mention) -> bool:
    """Say whether *longer* is what is meant: the "plant director", not the "director" in it."""
    if longer.span == mention.span:
        return longer.how > mention.how
    return longer.span.covers(mention.span)


def _of(persona: PersonaHeld, reading: Reading) -> Iterator[Mention]:
    for phrase, how, wanted in _names(persona, reading.language):
        if not reading.known.issuperset(wanted):
            continue
        for span in reading.spans(phrase):
            if reading.is_name(span) if how > ROLE else reading.is_role(span, phrase):
                yield Mention(persona, span, how)


def _of_theirs(
    owner: Mention, found: Sequence[Mention], reading: Reading, library: Library
) -> Iterator[Mention]:
    """Find who is called by whose they are: "Petra's boss" is not Petra."""
    after = owner.span.end
    if owner.how not in (NAME, ROLE) or after >= len(reading.words):
        return
    for one in found:
        role = one.span.start == after and one.how == ROLE and one.persona is not owner.persona
        if role and reading.is_possessive(after - 1):
            yield Mention(one.persona, Span(owner.span.start, one.span.end), ROLE)
    for persona in library.personas:
        for span in _theirs_to(persona, owner, reading):
            yield Mention(persona, Span(owner.span.start, span.end), ROLE)


def _theirs_to(persona: PersonaHeld, owner: Mention, reading: Reading) -> Iterator[Span]:
    """Find "boss" right behind the owner, for a colleague who is on record as "her boss"."""
    after = owner.span.end
    for what, first in _theirs(persona, reading.language):
        if first != reading.stems[after] or persona is owner.persona:
            continue
        if persona.body.company == owner.persona.body.company:
            yield from (span for span in reading.spans(what) if span.start == after)


@lru_cache(maxsize=4096)
def _theirs(persona: PersonaHeld, language: str) -> tuple[tuple[str, str], ...]:
    """Return "boss" of "her boss", and the stem with which it begins."""
    parted = (alias.partition(" ") for alias in persona.body.aliases)
    whats = (what for whose, _, what in parted if what and whose in lexicon(language).person)
    return tuple((what, phrases.stems(what, language)[0]) for what in whats)


@lru_cache(maxsize=4096)
def _names(persona: PersonaHeld, language: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Return each name, how much it says, and its stems.

    Names are looked for in every question, hence the memory.
    """
    return tuple((name, how, phrases.stems(name, language)) for name, how in _named_by(persona))


def _named_by(persona: PersonaHeld) -> list[tuple[str, int]]:
    body = persona.body
    names = [(str(persona.ref), REF), (body.name, NAME)]
    names += [(alias, ROLE) for alias in body.aliases]
    names += [(surname, SURNAME) for surname in _surnames(body.name, body.aliases)]
    if body.role:
        names.append((body.role, ROLE))
    if body.buying_role:
        part = body.buying_role.value.replace("_", " ")
        # "The buyer" is what people say; nobody says "the economic buyer".
        names += [(said, PART) for said in dict.fromkeys((part, part.rpartition(" ")[2]))]
    return names


def _surnames(name: str, aliases: Iterable[str]) -> Iterator[str]:
    """Return "Vogel" of "Petra Vogel"."""
    given = phrases.tokens(name)
    for alias in aliases:
        words = phrases.tokens(alias)
        if len(words) > len(given) and words[: len(given)] == given:
            yield words[-1]


def spelt(reading: Reading, library: Library, *, said: Container[str] = ()) -> Reading:
    """Return *reading* with slips of the thumb mended, first of all in what people are called.

    Stems that are *said* on record are no slips.
    """
    ways = (way for persona in library.personas for way in _names(persona, reading.language))
    called = (name for name, how, _ in ways if how in (NAME, ROLE))
    return mending.mended(reading, called, said=said)


def named(reading: Reading, library: Library, *, stage_spans: Iterable[Span] = ()) -> Whom:
    """Return whom the question names outright.

    A name within the words of a stage ("convinces the director") only counts when there is no
    other. Whom the question is *about* goes before who else is in it; of names alone, of those in
    one breath, and where they are compared, none does.
    """
    chosen = outside(stage_spans, mentions(reading, library))
    if not chosen:
        return Whom((), reading)
    best = max(_rank(mention, reading) for mention in chosen)
    names = [m for m in chosen if m.how == NAME]
    together = [
        m for one in names if _rank(one, reading) == best for m in _with(one, names, reading)
    ]
    if together:
        return Whom(_each(together), beyond(together, reading))
    if not beyond(names, reading).compares:
        names = [m for m in names if _rank(m, reading)[:-1] == best[:-1]]
    rest = beyond(names, reading)
    if len({m.persona.ref for m in names}) > 1 and (rest.compares or not rest.content):
        return Whom(_each(names), rest)
    first = [m for m in chosen if _rank(m, reading) == best]
    return Whom(_each(first), beyond(first, reading))


def _with(first: Mention, names: Iterable[Mention], reading: Reading) -> list[Mention]:
    """List who is named in one breath, "Petra and Doris"; nobody where *first* stands alone."""
    breath = [first]
    for one in sorted(names, key=lambda name: name.span.start):
        between = reading.words[breath[-1].span.end : one.span.start]
        joined = between and reading.lexicon.joining.issuperset(between)
        if joined and one.persona is not first.persona:
            breath.append(one)
    return breath if len(breath) > 1 else []


def _each(spoken: Iterable[Mention]) -> tuple[PersonaHeld, ...]:
    """Return whom mentions name, each once."""
    return tuple({m.persona.ref: m.persona for m in spoken}.values())


def beyond(spoken: Iterable[Mention], reading: Reading) -> Reading:
    """Return the reading with the words of mentions accounted for."""
    return reading.without({n for m in spoken for n in range(m.span.start, m.span.end)})


def outside(stage_spans: Iterable[Span], every: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions that are no part of a stage's words; all, where there is no other."""
    spans = [*stage_spans]
    return [m for m in every if not any(span.covers(m.span) for span in spans)] or every


def _rank(mention: Mention, reading: Reading) -> tuple[int, bool, int, int]:
    part = 0 if mention.how == PART else 1
    return (part, reading.is_subject(mention.span), mention.how, -mention.span.start)


def missing_refs(reading: Reading, library: Library) -> bool:
    """Say whether the question names a record that is not there for this reader."""
    find: dict[Kind, Callable[[Ref], object]] = {
        Kind.PERSONA: library.persona,
        Kind.JOURNEY: library.journey,
        Kind.SEGMENT: library.segment,
        Kind.SCENARIO: library.scenario,
        Kind.ONE_LINER: library.one_liner,
    }
    return any(find[ref.kind](ref) is None for ref in reading.refs)
