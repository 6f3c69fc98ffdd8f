"""Two workshops on one record: what both say is kept, and people choose where they differ."""

import asyncio
import os

import pytest

from knowledge.identity import PlaceId
from knowledge.records import store
from knowledge.records.errors import MergeConflict, NoSuchRecord
from knowledge.records.refs import Ref
from knowledge.records.settling import Side, key
from knowledge.records.store import Version
from tests.workshops.played import Played, journey
from tests.workshops.scene import INES, MARA
from workshops.engine import commands as c
from workshops.errors import AudienceMissing
from workshops.publishing import Published

RACES = int(os.environ.get("DESIRELINE_RACES", "12"))
"""Promise 5 counts 500; so many take a minute, a dozen show the same."""


async def begun(played: Played, *ids: str) -> list[Played]:
    """A first version of a journey, and workshops in other places that renew it."""
    await played.start()
    await played.write("An accident on the late shift", lane="trigger")
    await played.go_to("wants")
    await played.write("Can we test it first?", lane="goals", stage="exploring")
    await played.publish()
    renewing = [Played(played.ledger, played.workshops, played.workspace, id=id) for id in ids]
    for one in renewing:
        await one.start(subject="P1", journey="J1", place=PlaceId(one.id))
    return renewing


async def rename(played: Played, title: str, *, place: int = 0) -> None:
    state = await played.state()
    lines = [stage.title for stage in state.stages]
    lines[place] = title
    await played.play(c.SetStages, lines=tuple(lines), ids=(), seen=state.stages_seen)


async def add(played: Played, text: str) -> None:
    await played.go_to("wants")
    await played.write(text, lane="goals", stage="exploring")


async def choose(played: Played, side: Side) -> None:
    open_ = (await played.preview()).unsettled
    await played.play(c.ChooseSides, sides={key(one): side for one in open_})


async def test_independent_changes_merge_silently(played: Played) -> None:
    """The second publisher keeps what the first has added, and learns of it."""
    one, two = await begun(played, "one", "two")
    for workshop in (one, two):
        await add(workshop, f"said in {workshop.id}")
    await one.publish()
    found = await two.preview()
    assert (found.base, found.conflicts) == ("J1@2", ())
    assert [change.after["text"] for change in found.meanwhile] == ["said in one"]
    assert [change.after["text"] for change in found.record.changes] == ["said in two"]
    published = await two.publish()
    version = published.versions[-1]
    assert (version.number, version.base) == (3, 1)
    assert [str(other.named) for other in published.meanwhile] == ["J1@2"]
    texts = [insight.text for insight in journey(version).insights]
    assert {"said in one", "said in two"} <= set(texts)


@pytest.mark.parametrize(("side", "number", "title"), [("ours", 3, "Two"), ("theirs", 2, "One")])
async def test_a_conflict_waits_for_a_choice(
    played: Played, side: Side, number: int, title: str
) -> None:
    """Both reworded one stage: nothing is written until a side is chosen.

    Taking only theirs changes nothing, so it makes no new version.
    """
    one, two = await begun(played, "one", "two")
    await rename(one, "One")
    await rename(two, "Two")
    await one.publish()
    with pytest.raises(MergeConflict):
        await two.publish()
    (conflict,) = (await two.preview()).unsettled
    assert (conflict.ours, conflict.theirs) == ("Two", "One")
    assert (await two.state()).open
    await choose(two, side)
    version = (await two.publish()).versions[-1]
    assert (version.number, journey(version).stages[0].title) == (number, title)


async def test_a_choice_holds_until_one_of_the_texts_changes(played: Played) -> None:
    """What others publish elsewhere asks nothing anew; another text of theirs does."""
    one, two, three, four = await begun(played, "one", "two", "three", "four")
    await rename(one, "One")
    await rename(two, "Two")
    await one.publish()
    await choose(two, "ours")
    await add(three, "said elsewhere")
    await three.publish()
    assert (await two.preview()).unsettled == ()
    await rename(four, "Four")
    await choose(four, "ours")
    await four.publish()
    (conflict,) = (await two.preview()).unsettled
    assert conflict.theirs == "Four"


@pytest.mark.parametrize(("side", "stays"), [("ours", False), ("theirs", True)])
async def test_what_one_left_out_and_another_changed_is_chosen_too(
    played: Played, side: Side, stays: bool
) -> None:
    """Leaving it out means leaving it out; the other side's choice brings it back."""
    one, two = await begun(played, "one", "two")
    note = next(n.id for n in (await two.state()).in_order() if n.lane == "goals")
    await two.play(c.Decide, note=note, decision="park")
    await one.go_to("wants")
    new = await one.write("A trial", lane="goals", stage="exploring", by=INES)
    await one.play(c.Decide, note=new, decision="merge", into=note)
    await one.publish()
    await choose(two, side)
    body = journey((await two.publish()).versions[-1])
    assert (note in [insight.id for insight in body.insights]) is stays


async def test_two_publishers_race_and_nothing_is_lost(played: Played) -> None:
    """One wins; the other is merged, or sees both texts. No text is ever overwritten."""
    for race in range(RACES):
        left, right = (
            Played(played.ledger, played.workshops, played.workspace, id=f"r{race}{side}")
            for side in "ab"
        )
        if race == 0:
            await begun(played)
        for one in (left, right):
            await one.start(subject="P1", journey="J1", place=PlaceId(one.id))
            await rename(one, f"Titled in {one.id}") if race % 2 else await add(one, one.id)
        ends = await asyncio.gather(left.publish(), right.publish(), return_exceptions=True)
        assert sum(isinstance(end, Published) for end in ends) == (1 if race % 2 else 2)
        for one, end in zip((left, right), ends, strict=True):
            if isinstance(end, MergeConflict):
                (conflict,) = (await one.preview()).unsettled
                assert conflict.ours == f"Titled in {one.id}"
                await one.play(c.End)
    async with played.ledger.reading(played.workspace) as tx:
        versions = await store.history(tx, Ref.parse("J1"))
        assert await store.verify_chain(tx) == ()
    assert [version.number for version in versions] == [*range(len(versions), 0, -1)]
    texts = {insight.text for insight in journey(versions[0]).insights}
    assert {f"r{race}{side}" for race in range(0, RACES, 2) for side in "ab"} <= texts


# --- a private channel that renews what everybody sees ---

HERE = PlaceId("backroom")


async def in_private(played: Played) -> Played:
    await begun(played)
    private = Played(played.ledger, played.workshops, played.workspace, id="private")
    await private.start(subject="P1", journey="J1", place=HERE, visibility=HERE)
    await add(private, "said behind closed doors")
    return private


async def current(played: Played, ref: str) -> Version:
    async with played.ledger.reading(played.workspace) as tx:
        return await store.current(tx, Ref.parse(ref))


async def test_a_private_channel_must_say_who_shall_see_its_renewal(played: Played) -> None:
    private = await in_private(played)
    assert (await private.preview()).renewed.asks_audience
    with pytest.raises(AudienceMissing):
        await private.publish()
    assert (await private.state()).open


async def test_a_copy_of_its_own_leaks_nothing_and_nothing_vanishes(played: Played) -> None:
    """The channel gets J2; J1 stays what it was, for everybody."""
    private = await in_private(played)
    copy = (await private.publish(audience="here")).versions[-1]
    assert (str(copy.named), copy.visibility, journey(copy).copy_of) == ("J2@1", HERE, "J1")
    texts = [insight.text for insight in journey(copy).insights]
    assert texts == ["Can we test it first?", "said behind closed doors"]
    original = await current(played, "J1")
    assert (original.number, original.visibility) == (1, None)


async def test_everybody_sees_it_when_its_publisher_says_so(played: Played) -> None:
    private = await in_private(played)
    version = (await private.publish(audience="everybody")).versions[-1]
    assert (str(version.named), version.visibility) == ("J1@2", None)


async def test_a_copy_is_renewed_where_it_lives_without_a_question(played: Played) -> None:
    private = await in_private(played)
    await private.publish(audience="here")
    again = Played(played.ledger, played.workshops, played.workspace, id="again")
    await again.start(subject="P1", journey="J2", place=HERE, visibility=HERE)
    await add(again, "and again")
    version = (await again.publish()).versions[-1]
    assert (str(version.named), version.visibility) == ("J2@2", HERE)


async def test_a_record_of_another_private_channel_can_not_be_renewed(played: Played) -> None:
    private = await in_private(played)
    await private.publish(audience="here")
    stranger = Played(played.ledger, played.workshops, played.workspace, id="stranger")
    with pytest.raises(NoSuchRecord):
        await stranger.start(subject="P1", journey="J2")


async def test_a_record_that_others_took_out_of_sight_is_left_to_them(played: Played) -> None:
    """As it could happen before it was asked: nothing of theirs is merged in or shown."""
    (here,) = await begun(played, "here")
    before = await current(played, "J1")
    async with played.ledger.transaction(played.workspace) as tx:
        body = journey(before).model_copy(update={"goal": "A secret"})
        await store.publish(
            tx, before.ref, body, person=MARA, reason="workshop", base=1, visibility=HERE
        )
    await add(here, "said in the open")
    assert "A secret" not in repr((await here.preview()).record)
    version = (await here.publish()).versions[-1]
    assert (str(version.named), version.visibility) == ("J2@1", None)
    assert journey(version).goal == "Fewer deals lost"
