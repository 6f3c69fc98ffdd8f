"""What was kept becomes versions; what two people say is merged, never overwritten."""

import asyncio

import pytest
from sqlalchemy import select

from knowledge.identity import PlaceId
from knowledge.ledger.schema.traffic import effects
from knowledge.records import store
from knowledge.records.models.claims import Feeling
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Ref
from knowledge.records.store import Version
from tests.workshops.played import Played, journey
from tests.workshops.scene import INES, JONAS, MARA, prompts
from workshops import publishing
from workshops.engine import commands as c
from workshops.errors import NotFacilitator, NothingToPublish, WorkshopClosed


def second(played: Played, id: str = "second") -> Played:
    return Played(played.ledger, played.workshops, played.workspace, id=id)


async def first_version(played: Played) -> Version:
    """Three people map Petra's journey and publish it."""
    await played.start()
    await played.write("An accident on the late shift", lane="trigger")
    await played.go_to("wants")
    await played.write("Can we test it first?", lane="goals", stage="exploring", by=INES)
    await played.go_to("feelings")
    exposed = Feeling(word="exposed", value=-1)
    await played.write("", lane="feelings", stage="committing", feeling=exposed)
    await played.go_to("review")
    return (await played.publish()).versions[-1]


async def test_a_new_persona_comes_first_then_their_journey(played: Played) -> None:
    version = await first_version(played)
    body = journey(version)
    assert (str(version.named), body.personas) == ("J1@1", ("P1",))
    assert (body.goal, body.trigger) == ("Fewer deals lost", "An accident on the late shift")
    assert len(body.stages) == 6
    async with played.ledger.reading(played.workspace) as tx:
        persona = (await store.current(tx, Ref.parse("P1"))).body
    assert isinstance(persona, Persona)
    assert persona.name == "Petra"
    state = await played.state()
    assert (state.status, state.published, state.persona_ref) == (
        "published",
        ("P1@1", "J1@1"),
        "P1",
    )


async def test_notes_become_insights_word_for_word_with_who_said_it(played: Played) -> None:
    """And without a source: our belief."""
    body = journey(await first_version(played))
    told = [(one.text, one.lane, one.stage, one.contributors) for one in body.insights]
    assert told == [
        ("Can we test it first?", "goals", "exploring", (INES,)),
        ("exposed", "feelings", "committing", (JONAS,)),
    ]
    assert not any(one.evidence for one in body.insights)
    assert body.insights[1].feeling == Feeling(word="exposed", value=-1)


async def test_keep_merge_park_and_silence(played: Played) -> None:
    """Merged voices stand together, parked notes stay behind, silence loses nothing."""
    await played.start()
    await played.go_to("wants")
    a = await played.write("a trial", lane="goals", stage="exploring", by=JONAS)
    b = await played.write("to try it", lane="goals", stage="exploring", by=INES)
    d = await played.write("a test", lane="goals", stage="exploring", by=MARA)
    parked = await played.write("a pony", lane="goals", stage="exploring")
    await played.write("undecided", lane="pains", stage="exploring")
    await played.play(c.Decide, note=b, decision="merge", into=a)
    await played.play(c.Decide, note=d, decision="merge", into=b)
    await played.play(c.Decide, note=parked, decision="park")
    body = journey((await played.publish()).versions[-1])
    told = [(one.text, set(one.contributors)) for one in body.insights]
    assert told == [("a trial", {MARA, JONAS, INES}), ("undecided", {JONAS})]


async def test_a_note_merged_into_one_that_is_taken_back_stands_again(played: Played) -> None:
    await played.start()
    await played.go_to("wants")
    a = await played.write("a trial", lane="goals", stage="exploring", by=JONAS)
    b = await played.write("to try it", lane="goals", stage="exploring", by=INES)
    await played.play(c.Decide, note=b, decision="merge", into=a)
    await played.play(c.WithdrawNote, by=JONAS, note=a)
    body = journey((await played.publish()).versions[-1])
    assert [(one.text, one.contributors) for one in body.insights] == [("to try it", (INES,))]


async def test_what_was_skipped_and_why_is_part_of_the_record(played: Played) -> None:
    """Also what was only cut short: the notes that had come in are not left out."""
    await played.start()
    left = ("frame", "Framed last week", False), ("wants", "The bus left", True)
    for activity, reason, begun in left:
        await played.go_to(activity)
        if begun:
            await played.write("a trial", lane="goals", stage="exploring")
        await played.play(c.Skip, drawn=(await played.state()).drawn, reason=reason)
    body = journey((await played.publish()).versions[-1])
    assert [(one.id, one.reason, one.cut_short) for one in body.skipped] == [*left]


async def test_a_second_workshop_renews_the_record(played: Played) -> None:
    """It starts from the stored stages and insights, and its preview says what changes."""
    first = await first_version(played)
    again = second(played)
    state = (await again.start(subject="P1", journey="J1")).state
    assert (state.agreed.base, len(state.notes)) == ("J1@1", 2)
    stored = next(note for note in state.in_order() if note.lane == "goals")
    await again.go_to("wants")
    await again.write("A price that holds", lane="goals", stage="selecting")
    new = await again.write("Try before we buy", lane="goals", stage="exploring")
    await again.play(c.Decide, note=new, decision="merge", into=stored.id)
    preview = await again.preview()
    assert preview.base == "J1@1"
    assert [one.what for one in preview.record.changes] == ["changed", "added"]
    version = (await again.publish()).versions[-1]
    assert (str(version.named), version.base) == ("J1@2", 1)
    body = journey(version)
    assert body.trigger == journey(first).trigger
    kept = next(one for one in body.insights if one.id == stored.id)
    assert (kept.text, kept.contributors) == ("Can we test it first?", (INES, JONAS))
    assert "A price that holds" in [one.text for one in body.insights]


async def test_a_stored_insight_that_is_parked_leaves_the_record(played: Played) -> None:
    await first_version(played)
    again = second(played)
    state = (await again.start(subject="P1", journey="J1")).state
    gone = state.in_order()[0].id
    await again.play(c.Decide, note=gone, decision="park")
    body = journey((await again.publish()).versions[-1])
    assert gone not in [one.id for one in body.insights]


async def test_two_publishers_of_one_workshop_publish_it_once(played: Played) -> None:
    await played.start()
    await played.write("An accident", lane="trigger")
    results = await asyncio.gather(played.publish(), played.publish(), return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["Published", "WorkshopClosed"]
    async with played.ledger.reading(played.workspace) as tx:
        assert len(await store.all_current(tx)) == 2


async def test_a_persona_workshop_writes_the_persona(played: Played) -> None:
    await played.start("persona", model=prompts().models["blank"])
    await played.write("Keeps 400 people unhurt", lane="portrait")
    await played.write("Safety manager", lane="role")
    await played.go_to("jobs")
    await played.write("Pass the audit", lane="jobs")
    (version,) = (await played.publish()).versions
    body = version.body
    assert isinstance(body, Persona)
    assert (str(version.named), body.name, body.portrait, body.role) == (
        "P1@1",
        "Petra",
        "Keeps 400 people unhurt",
        "Safety manager",
    )
    assert [one.text for one in body.insights] == ["Pass the audit"]


async def test_a_persona_workshop_renews_a_stored_persona(played: Played) -> None:
    await played.persona()
    await played.start("persona", subject="P1", model=prompts().models["blank"])
    await played.write("Keeps 400 people unhurt", lane="portrait")
    (version,) = (await played.publish()).versions
    assert (str(version.named), version.base) == ("P1@2", 1)


async def test_what_a_private_channel_says_stays_there(played: Played) -> None:
    await played.start(visibility=PlaceId("workwear"))
    await played.write("An accident", lane="trigger")
    versions = (await played.publish()).versions
    assert {version.visibility for version in versions} == {PlaceId("workwear")}


async def test_publishing_tells_the_channel_and_the_index(played: Played) -> None:
    """In the same transaction as the versions."""
    await first_version(played)
    async with played.ledger.reading_across() as session:
        rows = await session.execute(select(effects.c.kind))
        kinds = {row.kind for row in rows}
    assert {"slack.summary", "index.record", "slack.board"} <= kinds


async def test_only_the_facilitator_publishes_and_only_once(played: Played) -> None:
    await first_version(played)
    with pytest.raises(WorkshopClosed):
        await played.publish()
    again = second(played)
    await again.start(subject="P1", journey="J1")
    with pytest.raises(NotFacilitator):
        async with played.ledger.transaction(played.workspace) as tx:
            await publishing.publish(tx, played.workshops, "second", by=JONAS)


async def test_nothing_kept_is_nothing_to_publish(played: Played) -> None:
    await played.start("persona", model=prompts().models["blank"])
    note = await played.write("Keeps 400 people unhurt", lane="portrait")
    await played.play(c.Decide, note=note, decision="park")
    with pytest.raises(NothingToPublish):
        await played.publish()
    assert (await played.state()).open
