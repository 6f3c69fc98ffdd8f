"""The answer to a question, from the record, without a model."""

import asyncio
from dataclasses import replace

from knowledge.answers import about, at_large, group, nothing, resolve, unread, whom
from knowledge.answers.facts import persona_fact
from knowledge.answers.known import Spot, known
from knowledge.answers.models import (
    Answer,
    NothingFounded,
    Reply,
    Unclear,
)
from knowledge.answers.reading import Reading
from knowledge.answers.resolve import NOTHING_GIVEN, Asked, Given
from knowledge.answers.scope import Scope
from knowledge.answers.whom import PersonaHeld
from knowledge.identity import PlaceId, Places
from knowledge.index.library import Library
from knowledge.index.slices import Slices
from knowledge.ledger import Transaction, pins
from knowledge.records.refs import Ref


class Answers:
    """Answers questions about personas and journeys; the same record gives the same answer."""

    def __init__(self, slices: Slices) -> None:
        self._slices = slices

    async def ask(
        self,
        tx: Transaction,
        question: str,
        *,
        places: Places,
        place: PlaceId | None = None,
        given: Given = NOTHING_GIVEN,
        language: str = "en",
    ) -> Reply:
        """Answer *question* with what its asker may see.

        Args:
            tx: A reading transaction is enough.
            question: As it was typed; may be empty when a persona is given.
            places: The places that the asker is in.
            place: Where they ask; what is pinned there counts.
            given: What they chose already, and where their answer before stood.
            language: In which the question is read.

        Returns:
            A checked `Answer`; `Unclear` when several personas may be meant;
            `NothingFounded` when the record says nothing about it.

        Raises:
            UntrueCitation: A defect: a line would not have been covered by its source.
        """
        slice_ = await self._slices.of(tx)
        pinned = await pins.in_place(tx, place) if place in places and place else ()
        given = replace(given, pins=pinned)
        visible = slice_.library.visible(places)
        reading = whom.spelt(Reading.of(question, language=language), visible, said=slice_.words)
        without = frozenset[Ref]() if _wished(visible, given, reading) else visible.wishes
        asked = Asked(reading, visible.today if without else visible, given, tx.now)
        scope = Scope(self._slices, slice_, places, without)
        found = await asyncio.to_thread(_reply, asked, scope)
        if self._slices.away and isinstance(found, NothingFounded):
            found = found.by_words()
        return _with_wishes(found, visible, without)

    async def known(
        self, tx: Transaction, question: str, spot: Spot, *, places: Places
    ) -> Answer | NothingFounded:
        """Quote what is on record where a workshop stands, and say what is not.

        Args:
            tx: A reading transaction is enough.
            question: As it was asked; kept with the answer.
            spot: Whose path, which stage, what is asked for there.
            places: The places that the asker is in.

        Raises:
            UntrueCitation: A defect: a line would not have been covered by its source.
        """
        everything = (await self._slices.of(tx)).library
        seen = everything.visible(places)
        return await asyncio.to_thread(known, question, spot, seen=seen, everything=everything)

    async def known_if_meant(
        self,
        tx: Transaction,
        question: str,
        spot: Spot,
        *,
        places: Places,
        language: str = "en",
    ) -> Answer | NothingFounded | None:
        """Return `known` for a question that asks just that; None when it asks something else."""
        seen = await self.library(tx, places=places)
        meant = spot.meant(Reading.of(question, language=language), seen)
        return await self.known(tx, question, meant, places=places) if meant else None

    async def library(self, tx: Transaction, *, places: Places) -> Library:
        """Return all that is on record, as somebody in *places* sees it."""
        return (await self._slices.of(tx)).library.visible(places)


def _wished(seen: Library, given: Given, reading: Reading) -> bool:
    """Say whether a path as it should be is named; unless it is, a wish is no answer."""
    named = map(str, [given.journey, *(pin.journey for pin in given.pins), *reading.refs])
    return not {str(ref) for ref in seen.wishes}.isdisjoint(named)


def _with_wishes(reply: Reply, seen: Library, without: frozenset[Ref]) -> Reply:
    """Name the paths as they should be that were left out, where nothing says how it is."""
    if not isinstance(reply, NothingFounded):
        return reply
    whose = reply.persona.ref if reply.persona else None
    wishes = sorted(
        str(held.ref)
        for held in seen.journeys
        if held.ref in without and (whose is None or whose in held.body.personas)
    )
    # Something is mapped, if not how it is.
    reason = "no_match" if wishes and reply.reason == "no_records" else reply.reason
    return reply.model_copy(update={"wishes": tuple(wishes), "reason": reason})


def _reply(asked: Asked, scope: Scope) -> Reply:
    seen, question = asked.seen, asked.reading.text
    if not (seen.personas or seen.journeys or seen.segments):
        return NothingFounded(question=question, reason="no_records")
    given = asked.given.persona
    if whom.missing_refs(asked.reading, seen) or (given and not seen.persona(given)):
        return NothingFounded(question=question, reason="unknown_record")
    parts = group.parts_asked(asked.reading, seen)
    found = at_large.group_of(asked, parts, scope) if parts else None
    if found:
        return found
    meant = resolve.persona(asked)
    if len(meant.personas) == 1:
        hits = scope.hits(meant.reading, personas=seen.names(meant.personas[0].ref))
        theirs = resolve.with_hits(asked, hits, meant.reading)
        reply = about.card(theirs, scope, meant.personas[0])
        why = unread.why(asked, meant, reply)
        return about.card_alone(asked, meant, scope, why=why) or reply if why else reply
    if len(meant.personas) > 1:
        return _unclear(question, meant.personas, named=True)
    listed = at_large.listed(resolve.with_hits(asked, (), meant.reading), scope)
    if listed:
        return listed
    everybody = resolve.with_hits(asked, scope.hits(meant.reading), meant.reading)
    if meant.reading.matter and not unread.whose_report(meant.reading):
        return at_large.nearest(everybody, scope)
    guessed = resolve.guessed(everybody)
    return _unclear(question, guessed) if guessed else nothing.matches(question)


def _unclear(question: str, personas: tuple[PersonaHeld, ...], *, named: bool = False) -> Unclear:
    people = [p for p in personas if p.body.who == "person"] or [*personas]
    candidates = tuple(persona_fact(p) for p in people)
    return Unclear(question=question, candidates=candidates, named=named)
