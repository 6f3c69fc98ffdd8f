"""What to ask customers: the weakest places first, who asks, and answers that become evidence."""

from datetime import date
from typing import Any

import pytest

from knowledge.identity import PersonId, PlaceId
from knowledge.interviews import answering
from knowledge.interviews.answering import Answer, How, Kept, NoSuchClaim
from knowledge.interviews.kit import kit, question
from knowledge.interviews.weakest import weakest
from knowledge.ledger import Ledger, Transaction, interviews
from knowledge.records import store
from knowledge.records.errors import MergeConflict
from knowledge.records.models.claims import Dissent, Evidence, Insight, Source
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
from prompts.loader import load
from tests.knowledge.conftest import ACME, NOON

MARA, JONAS = PersonId("mara"), PersonId("jonas")
INTERVIEW = load().interview
DUE = date(2026, 12, 1)
HEARD = Evidence(id="e1", source=Source.INTERVIEW, customer="Nordwerk", seen_on=DUE)
STAGES = (Stage(id="s1", title="Sees people get hurt"), Stage(id="s2", title="Convinces others"))


def claim(id: str, lane: str = "goals", stage: str | None = "s1", **more: Any) -> Insight:
    return Insight(id=id, text=f"Claim {id}", lane=lane, stage=stage, **more)


def full(stage: str, *, but: tuple[str, ...] = ()) -> list[Insight]:
    """Return a founded claim, heard at two customers, in each lane that a stage should have."""
    other = HEARD.model_copy(update={"id": "e2", "customer": "Hafen AG"})
    lanes = [lane for lane, one in INTERVIEW.lanes.items() if "journey" in one.expected]
    return [
        claim(f"{stage}-{lane}", lane, stage, met=4, evidence=(HEARD, other))
        for lane in lanes
        if lane not in but
    ]


def journey(*insights: Insight, stages: tuple[Stage, ...] = STAGES) -> Journey:
    return Journey(title="A way", stages=stages, insights=insights)


def asked(body: Journey | Persona, most: int = 5) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.key, one.why) for one in weakest(body, INTERVIEW, most=most)]


def test_what_is_known_from_several_customers_is_not_asked() -> None:
    assert asked(journey(*full("s1"), *full("s2"))) == []


def test_the_weakest_places_come_first_and_say_why() -> None:
    """Seen differently, then unknown, then only believed, then badly met, then one customer."""
    differs = (Dissent(id="d1", text="No"),)
    weak = (
        claim("one", "pains", evidence=(HEARD,)),
        claim("unmet", "goals", met=2, evidence=(HEARD,)),
        claim("two", "questions", "s2", evidence=(HEARD,), dissent=differs),
        claim("believed", "touchpoints", "s2"),
    )
    lanes = ("pains", "goals"), ("questions", "touchpoints", "feelings")
    rest = (*full("s1", but=lanes[0]), *full("s2", but=lanes[1]))
    assert asked(journey(*weak, *rest)) == [
        ("s2:questions", ("dissent", "one_customer")),
        ("s1:goals", ("unmet", "one_customer")),
        ("s2:feelings", ("empty",)),
        ("s1:pains", ("one_customer",)),
        ("s2:touchpoints", ("unsourced",)),
    ]


def test_votes_break_ties_and_a_stage_has_two_questions_before_another_has_any_more() -> None:
    """Three believed lanes in each of two stages: two of each, then the next."""
    lanes = ("goals", "pains", "questions")
    weak = [
        claim(
            f"{stage}{lane}", lane, stage, met=3, votes=9 if (stage, lane) == ("s2", "pains") else 0
        )
        for stage in ("s1", "s2")
        for lane in lanes
    ]
    body = journey(*weak, *full("s1", but=lanes), *full("s2", but=lanes))
    keys = [key for key, _ in asked(body)]
    assert keys == ["s2:pains", "s1:goals", "s1:pains", "s2:goals", "s1:questions"]


def test_a_goal_that_is_founded_but_not_rated_is_asked_how_well_it_works() -> None:
    two = (HEARD, HEARD.model_copy(update={"id": "e2", "customer": "Hafen AG"}))
    body = journey(claim("g", evidence=two), *full("s1", but=("goals",)), *full("s2"))
    assert asked(body) == [("s1:goals", ("unrated",))]


def test_what_the_team_left_out_or_a_framework_says_is_no_gap() -> None:
    skipped = STAGES[1].model_copy(update={"skipped": "One supplier"})
    assert asked(journey(*full("s1"), stages=(STAGES[0], skipped))) == []
    variant = journey().model_copy(update={"variant_of": "J1"})
    assert asked(variant) == []


def test_a_persona_is_asked_about_as_a_whole() -> None:
    keys = [key for key, _ in asked(Persona(name="Petra"))]
    assert keys == ["whole:pains", "whole:jobs", "whole:gains", "whole:value", "whole:channels"]


def test_questions_are_open_and_quote_nothing() -> None:
    """They begin as open questions do, and none asks for a yes or what somebody would do."""
    opening = ("What", "How", "Where", "Which", "Think of", "When you last")
    for one in INTERVIEW.lanes.values():
        for said in filter(None, (one.ask, one.rated)):
            assert said.startswith(opening)
            assert "{" not in said


# --- in a ledger ---


async def published(
    tx: Transaction, body: Journey | None = None, *, at: str | None = None
) -> Version:
    ref = await store.new_ref(tx, Kind.JOURNEY)
    said = body or journey(claim("g1"), claim("g2"))
    place = PlaceId(at) if at else None
    return await store.publish(
        tx, ref, said, person=MARA, reason="workshop", base=None, visibility=place
    )


async def test_who_asks_and_by_when_stays_until_an_answer_comes(ledger: Ledger) -> None:
    """What somebody has in hand stands first, also when other places are weaker by now."""
    async with ledger.transaction(ACME) as tx:
        version = await published(tx)
        for owner in (MARA, JONAS):
            await interviews.assign(tx, "J1", "s2:moments", owner=owner, due=DUE, person=MARA)
    async with ledger.reading(ACME) as tx:
        first, *others = await kit(tx, version, INTERVIEW)
        assert first.asking is not None
        assert (first.place.key, first.asking.owner, first.asking.due) == ("s2:moments", JONAS, DUE)
        assert len(others) == 4
    async with ledger.transaction(ACME) as tx:
        await interviews.answered(tx, "J1", "s2:moments", person=JONAS)
        keys = [one.place.key for one in await kit(tx, version, INTERVIEW)]
        (row,) = await interviews.about(tx, "J1")
    assert "s2:moments" not in keys
    assert (row.owner, row.answers) == (JONAS, 1)


async def test_a_sentence_that_was_taken_back_counts_no_more(ledger: Ledger) -> None:
    """Neither as a source nor as another view: the claim is only believed, and not disputed."""
    liner = OneLiner(sentence="Two forms are enough", heard_by=JONAS, heard_at=NOON)
    async with ledger.transaction(ACME) as tx:
        ref = await store.new_ref(tx, Kind.ONE_LINER)
        await store.publish(tx, ref, liner, person=JONAS, reason="capture", base=None)
        source = HEARD.model_copy(update={"one_liner": str(ref)})
        other = Dissent(id="d1", text=liner.sentence, one_liner=str(ref))
        disputed = claim("g1", met=4, evidence=(source,), dissent=(other,))
        version = await published(tx, journey(disputed))
        place = await question(tx, version, "s1:goals", INTERVIEW)
        assert place is not None
        assert place.place.why == ("dissent", "one_customer")
        gone = liner.model_copy(update={"withdrawn": True})
        await store.publish(tx, ref, gone, person=JONAS, reason="withdrawn", base=1)
        place = await question(tx, version, "s1:goals", INTERVIEW)
    assert place is not None
    assert place.place.why == ("unsourced",)


async def said(
    ledger: Ledger, version: Version, how: How, *, claim: str | None = "g1", cell: str = "s1:goals"
) -> Kept:
    answer = Answer("We want one form", "Hafen AG", DUE, how, claim)
    async with ledger.transaction(ACME) as tx:
        found = await question(tx, version, cell, INTERVIEW)
        assert found is not None
        return await answering.keep(tx, version, found, answer, person=JONAS)


def body_of(kept: Kept) -> Journey:
    assert isinstance(kept.version.body, Journey)
    return kept.version.body


async def test_an_answer_that_supports_is_evidence_and_a_sentence_of_its_own(
    ledger: Ledger,
) -> None:
    async with ledger.transaction(ACME) as tx:
        version = await published(tx, at="closed")
    kept = await said(ledger, version, "supports")
    (source,) = body_of(kept).insights[0].evidence
    assert (source.source, source.one_liner, source.customer) == ("interview", "L1", "Hafen AG")
    assert (str(kept.version.named), kept.version.visibility) == ("J1@2", "closed")
    one = kept.one_liner
    assert isinstance(one.body, OneLiner)
    assert (one.body.sentence, one.body.match.stage, one.visibility) == (
        "We want one form", "s1", "closed"
    )  # fmt: skip


async def test_an_answer_about_how_well_a_goal_is_met_founds_the_rating(ledger: Ledger) -> None:
    two = (HEARD, HEARD.model_copy(update={"id": "e2", "customer": "Hafen AG"}))
    body = journey(claim("g1", met=2, evidence=two), *full("s1", but=("goals",)), *full("s2"))
    async with ledger.transaction(ACME) as tx:
        version = await published(tx, body)
    kept = await said(ledger, version, "supports")
    first = body_of(kept).insights[0]
    assert (first.evidence, [one.one_liner for one in first.met_evidence]) == (two, ["L1"])


async def test_an_answer_that_contradicts_stands_beside_the_claim(ledger: Ledger) -> None:
    """It is no evidence for it, and takes none of it away."""
    async with ledger.transaction(ACME) as tx:
        version = await published(tx)
    kept = await said(ledger, version, "contradicts")
    first = body_of(kept).insights[0]
    assert first.evidence == ()
    assert [(one.text, one.customer, one.one_liner) for one in first.dissent] == [
        ("We want one form", "Hafen AG", "L1")
    ]


async def test_an_answer_that_adds_is_a_claim_with_a_source(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        version = await published(tx)
    kept = await said(ledger, version, "adds", claim=None, cell="s2:pains")
    new = body_of(kept).insights[-1]
    assert (new.text, new.stage, new.lane, len(new.evidence)) == (
        "We want one form", "s2", "pains", 1
    )  # fmt: skip


async def test_an_answer_meets_what_was_published_meanwhile(ledger: Ledger) -> None:
    """Others' words stay; where the claim itself is gone nothing is kept, not even the sentence."""
    async with ledger.transaction(ACME) as tx:
        version = await published(tx)
        assert isinstance(version.body, Journey)
        reworded = version.body.model_copy(update={"insights": (claim("g1", met=5), claim("g2"))})
        await _publish(tx, version.ref, reworded, base=1)
    kept = await said(ledger, version, "supports")
    first = body_of(kept).insights[0]
    assert (first.met, len(first.evidence), kept.version.number) == (5, 1, 3)
    async with ledger.transaction(ACME) as tx:
        gone = body_of(kept).model_copy(update={"insights": (claim("g2"),)})
        await _publish(tx, version.ref, gone, base=3)
    with pytest.raises(MergeConflict):
        await said(ledger, kept.version, "supports")
    async with ledger.reading(ACME) as tx:
        assert len(await store.all_current(tx, Kind.ONE_LINER)) == 1
        assert (await store.current(tx, version.ref)).number == 4


async def test_a_claim_of_another_place_is_refused(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        version = await published(tx)
    for foreign in ("never", None):
        with pytest.raises(NoSuchClaim):
            await said(ledger, version, "supports", claim=foreign)


async def _publish(tx: Transaction, ref: Ref, body: Journey, *, base: int) -> Version:
    return await store.publish(tx, ref, body, person=MARA, reason="workshop", base=base)
