"""A one-liner as a source: its facts come from its record, as far as a place may see it."""

from datetime import date

import pytest

from knowledge.identity import PlaceId
from knowledge.records import store
from knowledge.records.diff import changes
from knowledge.records.models.claims import Source
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.refs import Kind
from tests.workshops.played import Played
from tests.workshops.scene import JONAS, MARA, NOON
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.errors import NoSuchOneLiner
from workshops.sourcing import heard

HERE, ELSEWHERE = PlaceId("workwear"), PlaceId("elsewhere")
QUOTE = "Nobody buys gloves until someone bleeds."


async def captured(played: Played, *, seen_in: PlaceId | None = None, **more: object) -> str:
    body = OneLiner.model_validate(
        {"sentence": QUOTE, "heard_by": JONAS, "heard_at": NOON, "customer": "Meyer", **more}
    )
    async with played.ledger.transaction(played.workspace) as tx:
        ref = await store.new_ref(tx, Kind.ONE_LINER)
        await store.publish(
            tx, ref, body, person=JONAS, reason="capture", base=None, visibility=seen_in
        )
    return str(ref)


async def test_its_words_customer_day_and_link_come_from_its_record(sqlite_played: Played) -> None:
    ref = await captured(sqlite_played, link="https://example.slack.com/archives/C1/p1")
    odd = await captured(sqlite_played, link="mailto:x")
    async with sqlite_played.ledger.reading(sqlite_played.workspace) as tx:
        found = await heard(tx, ref.lower(), place=HERE)
        assert (found.one_liner, found.quote, found.customer) == (ref, QUOTE, "Meyer")
        assert (found.seen_on, found.link[:8]) == (date(2026, 11, 22), "https://")
        assert (await heard(tx, odd, place=HERE)).link == ""


async def test_what_is_none_here_is_no_source(sqlite_played: Played) -> None:
    """Unknown, of another place, taken back, another record, no ref at all: one answer to all."""
    elsewhere = await captured(sqlite_played, seen_in=ELSEWHERE)
    gone = await captured(sqlite_played, withdrawn=True)
    async with sqlite_played.ledger.reading(sqlite_played.workspace) as tx:
        for text in ("L99", "P1", "gloves", "", "L0", elsewhere, gone):
            with pytest.raises(NoSuchOneLiner):
                await heard(tx, text, place=HERE)
        assert await heard(tx, elsewhere, place=ELSEWHERE)


async def test_a_source_that_a_renewal_gives_is_told_in_the_difference(
    sqlite_played: Played,
) -> None:
    """From the form's command to the record's next version, and what it says has changed."""
    played = sqlite_played
    await played.start()
    await played.go_to("wants")
    await played.write("Can we test it first?", lane="goals", stage="exploring")
    await played.go_to("review")
    first = (await played.publish()).versions[-1].body
    again = Played(played.ledger, played.workshops, played.workspace, id="second")
    await again.start(journey="J1")
    assert isinstance(first, Journey)
    note = NoteId(first.insights[0].id)
    facts = {"source": Source.INTERVIEW, "customer": "Meyer", "id": "e1"}
    await again.play(c.GiveSource, by=MARA, note=note, **facts)
    await again.go_to("review")
    second = (await again.publish()).versions[-1].body
    (change,) = changes(first, second)
    assert (change.section, change.id, change.field) == ("insights", note, "evidence")
    assert [one["customer"] for one in change.after] == ["Meyer"]
