"""Capture proposes the likeliest persona and stage, and what was heard before."""

from knowledge.answers.capture import Capture, Proposal
from knowledge.identity import PlaceId
from knowledge.index.slices import Slices
from knowledge.ledger import Ledger
from knowledge.records.refs import Ref
from tests.answers.conftest import ONE


async def propose(ledger: Ledger, slices: Slices, sentence: str) -> Proposal:
    async with ledger.reading(ONE) as tx:
        return await Capture(slices).likeliest(tx, sentence, places=frozenset())


HEARD = [
    ("Nobody buys protection until there is blood.", "petra", "committing"),
    ("My night shift would not take them off any more.", "petra", "settling"),
    ("Our purchasing says no new suppliers this year", "doris", "justifying"),
    ("Give me a figure that I can show the board.", "henrik", "committing"),
    ("We were never asked before it was decided.", "milan", "settling"),
    ("Too warm, whatever the label says about cuts", "petra", "exploring"),
]


async def test_the_likeliest_is_proposed(
    ledger: Ledger, slices: Slices, refs: dict[str, Ref]
) -> None:
    """A guess that a person confirms: mostly right at once, else among the first to choose from."""
    right = 0
    for sentence, persona, stage in HEARD:
        proposal = await propose(ledger, slices, sentence)
        assert not proposal.match.confirmed
        assert str(refs[persona]) in [fact.ref for fact in proposal.personas[:2]], sentence
        if proposal.match.persona == str(refs[persona]):
            right += 1
            assert stage in [option.id for option in proposal.stages[:2]], sentence
    assert right >= len(HEARD) - 1


async def test_something_similar_is_remembered(
    ledger: Ledger, slices: Slices, refs: dict[str, Ref]
) -> None:
    proposal = await propose(ledger, slices, "Nobody buys gloves until somebody bleeds")
    assert proposal.similar[0].record == str(refs["bleeds"])
    assert proposal.similar[0].cosine > 0.9
    other = await propose(ledger, slices, "The canteen serves soup on Mondays.")
    assert other.similar == ()


async def test_nothing_near_proposes_nobody(ledger: Ledger, slices: Slices) -> None:
    for sentence in ("Nobody buys gloves until someone bleeds.", "", "\u200d", "🧤"):
        proposal = await propose(ledger, slices, sentence)
        assert proposal == Proposal(match=proposal.match)
        assert proposal.match.persona is None


async def test_a_place_that_one_is_not_in_does_not_count(
    ledger: Ledger, slices: Slices, refs: dict[str, Ref]
) -> None:
    async with ledger.reading(ONE) as tx:
        proposal = await Capture(slices).likeliest(
            tx, "soup", places=frozenset(), place=PlaceId("elsewhere")
        )
    assert proposal.match.confirmed is False


async def test_a_one_liner_is_found_by_its_words_its_customer_and_its_number(
    ledger: Ledger, slices: Slices, refs: dict[str, Ref]
) -> None:
    """Without a text, what means most nearly the same comes first, and nothing is left out."""
    capture, nowhere = Capture(slices), frozenset[PlaceId]()
    async with ledger.reading(ONE) as tx:
        every = await capture.heard(tx, "", places=nowhere)
        for text in ("gloves bleeds", str(refs["bleeds"]).lower()):
            found = await capture.heard(tx, text, places=nowhere)
            assert refs["bleeds"] in [one.ref for one in found]
        near = await capture.heard(tx, "", places=nowhere, near="Buys once somebody was hurt")
        assert {one.ref for one in near} == {one.ref for one in every}
        assert refs["bleeds"] in [one.ref for one in near[:3]]
        assert await capture.heard(tx, "gloves submarine", places=nowhere) == ()
