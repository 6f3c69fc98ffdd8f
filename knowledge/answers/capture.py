"""Capture: whom and which stage a sentence from the frontline most likely speaks of."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from knowledge.answers import whom
from knowledge.answers.facts import journey_fact, option, persona_fact
from knowledge.answers.models import JourneyFact, PersonaFact, StageOption
from knowledge.answers.reading import Reading
from knowledge.answers.resolve import Asked, Given, guessed, persona, stage, with_hits
from knowledge.answers.where import Where
from knowledge.answers.whom import PersonaHeld
from knowledge.identity import PersonId, PlaceId, Places
from knowledge.index.library import Held, Library
from knowledge.index.search import Query, Slice
from knowledge.index.slices import Slices, embedded
from knowledge.index.vectors import Row
from knowledge.index.words import terms
from knowledge.ledger import Transaction, pins
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.terms import Line, Model, RefText, Text
from knowledge.records.refs import Ref

NEAREST = 12
FAINT = 0.25
"""Below this score nothing on record has to do with the sentence: nothing is proposed."""
SIMILAR = 0.55
"""The cosine from which on two sentences are taken to say something similar."""
MOST = 3
MOST_KNOWN = 5_000
"""So many sentences' vectors are kept, about 8 MB."""


class Similar(Model):
    """A sentence that was heard before."""

    record: RefText
    version: int
    sentence: Text
    heard_by: PersonId
    heard_at: datetime
    customer: Line | None = None
    cosine: float


class Proposal(Model):
    """What to confirm; `match` is empty when nothing on record is near.

    `personas` and `stages` are the candidates in order, the proposed one first.
    """

    match: Match
    personas: tuple[PersonaFact, ...] = ()
    journey: JourneyFact | None = None
    stages: tuple[StageOption, ...] = ()
    similar: tuple[Similar, ...] = ()


class Capture:
    """Proposes; people confirm."""

    def __init__(self, slices: Slices) -> None:
        self._slices = slices
        self._known: dict[str, Row] = {}

    async def likeliest(
        self,
        tx: Transaction,
        sentence: str,
        *,
        places: Places,
        place: PlaceId | None = None,
        language: str = "en",
    ) -> Proposal:
        """Return the likeliest persona and stage of *sentence*, and similar one-liners.

        Args:
            tx: A reading transaction is enough.
            sentence: Word for word.
            places: The places that its author is in; nothing else is proposed.
            place: Where it was captured; a persona who is pinned there is preferred.
            language: In which it is read.
        """
        slice_ = await self._slices.of(tx)
        seen = slice_.library.visible(places).today
        reading = whom.spelt(Reading.of(sentence, language=language), seen, said=slice_.words)
        if not reading.words:
            return Proposal(match=Match())
        pinned = await pins.in_place(tx, place) if place in places and place else ()
        stems = terms(reading.text, language=language)
        query = await asyncio.to_thread(self._slices.query, reading.text, stems=stems)
        hits = slice_.hits(query, places=places, k=NEAREST)
        given = Given(pins=pinned)
        asked = Asked(reading, seen, given, tx.now, hits)
        proposal = _proposal(asked, slice_, query, places)
        similar = await asyncio.to_thread(self._similar, asked.seen, slice_, query, places)
        return proposal.model_copy(update={"similar": similar})

    async def heard(
        self, tx: Transaction, text: str, *, places: Places, near: str = ""
    ) -> tuple[Held[OneLiner], ...]:
        """Return the one-liners that *text* finds, newest first.

        Each word of it must be in the sentence, the customer's name or the ref. Without a text,
        those that mean most nearly what *near* says come first.
        """
        slice_ = await self._slices.of(tx)
        seen = slice_.library.visible(places)
        newest = sorted(seen.one_liners, key=lambda one: -one.version.generation)
        wanted = text.casefold().split()
        if wanted:
            return tuple(one for one in newest if all(word in _spoken(one) for word in wanted))
        stems = terms(near)
        if not stems:
            return tuple(newest)
        query = await asyncio.to_thread(self._slices.query, near, stems=stems)
        hits = slice_.hits(query, places=places, k=NEAREST, lane="quotes")
        nearest = [one for one in (seen.one_liner(hit.entry.ref) for hit in hits) if one]
        refs = {one.ref for one in nearest}
        return (*nearest, *(one for one in newest if one.ref not in refs))

    def _similar(
        self, seen: Library, slice_: Slice, query: Query, places: Places
    ) -> tuple[Similar, ...]:
        """Compare sentence with sentence, without the context that the index adds.

        By words alone nothing is similar: two of the same words are soon found.
        """
        if not query.vector.size:
            return ()
        hits = slice_.hits(query, places=places, k=NEAREST, lane="quotes")
        ones = [one for one in (seen.one_liner(hit.entry.ref) for hit in hits) if one]
        rows = self._vectors([one.body.sentence for one in ones])
        pairs = [(float(row @ query.vector), one) for row, one in zip(rows, ones, strict=True)]
        nearest = sorted(pairs, key=lambda pair: -pair[0])
        return tuple(_similar(one, cosine) for cosine, one in nearest if cosine >= SIMILAR)[:MOST]

    def _vectors(self, sentences: Sequence[str]) -> list[Row]:
        """Return the vector of each sentence; a sentence never changes, so it is kept."""
        # Several threads are here at once: each keeps to the one it began with, which only grows.
        known = self._known if len(self._known) <= MOST_KNOWN else {}
        unknown = [sentence for sentence in sentences if sentence not in known]
        if unknown:
            known |= embedded(self._slices.embedder, {text: text for text in unknown})
        self._known = known
        return [known[sentence] for sentence in sentences]


def _spoken(one: Held[OneLiner]) -> str:
    return f"{one.body.sentence} {one.body.customer or ''} {one.ref}".casefold()


def _similar(one: Held[OneLiner], cosine: float) -> Similar:
    body = one.body
    return Similar(
        record=str(one.ref),
        version=one.version.number,
        sentence=body.sentence,
        heard_by=body.heard_by,
        heard_at=body.heard_at,
        customer=body.customer,
        cosine=round(cosine, 3),
    )


def _proposal(asked: Asked, slice_: Slice, query: Query, places: Places) -> Proposal:
    people = _people(asked)
    if not people:
        return Proposal(match=Match())
    names = asked.seen.names(people[0].ref)
    own = slice_.hits(query, places=places, k=NEAREST, personas=names)
    found = stage(with_hits(asked, own, asked.reading), people[0])
    facts = tuple(persona_fact(p) for p in people[:5])
    if found is None:
        return Proposal(match=Match(persona=facts[0].ref), personas=facts)
    return _at_stage(found, facts)


def _at_stage(found: Where, facts: tuple[PersonaFact, ...]) -> Proposal:
    journey = journey_fact(found.place.journey)
    stages = tuple(option(place) for place in (found.place, *found.others))
    match = Match(persona=facts[0].ref, journey=journey.ref, stage=stages[0].id)
    return Proposal(match=match, personas=facts, journey=journey, stages=stages)


def _people(asked: Asked) -> list[PersonaHeld]:
    """Order the personas: who is named or pinned, then whom the nearest insights speak of."""
    ranked = [p for p in guessed(asked) if p.body.who == "person"]
    named = persona(asked)
    first = [*named.personas] or _pinned(asked, ranked)
    if not first and not _anything(asked):
        return []
    return [*first, *(p for p in ranked if p not in first)]


def _anything(asked: Asked) -> bool:
    return bool(asked.hits) and asked.hits[0].score >= FAINT


def _pinned(asked: Asked, ranked: list[PersonaHeld]) -> list[PersonaHeld]:
    order: Mapping[str, int] = {
        str(asked.seen.here(Ref.parse(pin.persona))): n for n, pin in enumerate(asked.given.pins)
    }
    pinned = [p for p in ranked if str(p.ref) in order]
    return sorted(pinned, key=lambda p: order[str(p.ref)])[:1]
