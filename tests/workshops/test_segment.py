"""A segment workshop: ratings with reasons become an ideal customer profile, `I1`."""

import pytest

from knowledge.records import store
from knowledge.records.models.segments import Criterion, Segment
from knowledge.records.refs import Kind
from tests.workshops.played import Played
from tests.workshops.scene import INES, JONAS, MARA, prompts
from workshops.engine import commands as c
from workshops.errors import NoSuchChoice, SubjectMissing
from workshops.subjects import Whom

BAKERIES = Whom(name="Bakeries with night shifts", kind="segment")


async def begin(played: Played, **wish: object) -> None:
    await played.start("segment", model=prompts().models["blank"], **wish)


async def publish(played: Played) -> Segment:
    (version,) = (await played.publish()).versions
    assert isinstance(version.body, Segment)
    return version.body


async def test_ratings_and_reasons_become_a_segment_record(played: Played) -> None:
    """I1@1 with a rating for each criterion, the reasons beside it, and the priority."""
    await begin(played, whose=(BAKERIES,))
    await played.write("Family bakeries that start at two", lane="portrait")
    await played.go_to("size")
    await played.write("Nine within an hour", lane="size")
    for activity, choice in {"size": "4", "probability": "2", "priority": "1"}.items():
        await played.go_to(activity)
        await played.write("", lane=activity, choice=choice)
    body = await publish(played)
    assert (body.name, body.portrait) == (BAKERIES.name, "Family bakeries that start at two")
    assert (body.size, body.attractiveness, body.probability, body.priority) == (4, None, 2, 1)
    assert [(one.lane, one.text) for one in body.insights] == [("size", "Nine within an hour")]
    assert (await played.state()).published == ("I1@1",)


@pytest.mark.parametrize(
    ("votes", "agreed"), [("5", 5), ("51", 1), ("543", 4), ("5511", 1), ("4424", 4)]
)
async def test_a_rating_is_the_middle_one_and_the_votes_stay(
    played: Played, votes: str, agreed: int
) -> None:
    """Nobody is averaged away: who rated how stands in the record."""
    await begin(played, whose=(BAKERIES,))
    await played.go_to("size")
    people = (MARA, JONAS, INES, "tim")
    for person, vote in zip(people, votes, strict=False):
        await played.write("", lane="size", by=person, choice=vote)  # type: ignore[arg-type]
    body = await publish(played)
    assert body.size == agreed
    counted = {one.value: len(one.contributors) for one in body.choices}
    assert counted == {vote: votes.count(vote) for vote in votes}


async def test_who_chooses_again_has_one_vote(played: Played) -> None:
    await begin(played, whose=(BAKERIES,))
    await played.go_to("size")
    await played.write("", lane="size", choice="5")
    await played.write("", lane="size", choice="2")
    standing = [note.choice for note in (await played.state()).in_order()]
    assert standing == ["2"]
    assert (await publish(played)).size == 2


async def test_a_vote_that_is_parked_does_not_count(played: Played) -> None:
    await begin(played, whose=(BAKERIES,))
    await played.go_to("size")
    wild = await played.write("", lane="size", choice="5", by=JONAS)
    await played.write("", lane="size", choice="2", by=INES)
    await played.play(c.Decide, note=wild, decision="park")
    body = await publish(played)
    assert (body.size, [one.value for one in body.choices]) == (2, ["2"])


async def test_an_answer_that_is_not_offered_is_refused(played: Played) -> None:
    await begin(played, whose=(BAKERIES,))
    await played.go_to("size")
    with pytest.raises(NoSuchChoice):
        await played.write("", lane="size", choice="6")
    assert not (await played.state()).in_order()


async def test_a_renewed_segment_keeps_its_reasons_and_what_nobody_rated_anew(
    played: Played,
) -> None:
    """Reasons that stood before can be parked; a new rating replaces the old votes."""
    before = Segment(
        name="Foundries",
        size=3,
        probability=4,
        criteria=(
            Criterion(id="c1", about="size", text="600 sets a year"),
            Criterion(id="c2", about="size", text="Two sites each"),
        ),
    )
    async with played.ledger.transaction(played.workspace) as tx:
        ref = await store.new_ref(tx, Kind.SEGMENT)
        await store.publish(tx, ref, before, person=MARA, reason="example", base=None)
    await begin(played, renews="I1")
    await played.play(c.Decide, note="c2", decision="park")
    await played.go_to("size")
    await played.write("", lane="size", choice="5")
    body = await publish(played)
    assert [one.id for one in body.criteria] == ["c1"]
    assert (body.size, body.probability, body.insights) == (5, 4, ())


async def test_a_segment_is_no_persona(played: Played) -> None:
    """The agenda makes no record of somebody of another kind."""
    with pytest.raises(SubjectMissing):
        await begin(played, whose=(Whom(name="Petra"),))
