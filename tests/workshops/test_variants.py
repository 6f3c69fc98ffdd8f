"""A framework journey with variants that say only what differs."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.identity import PlaceId
from knowledge.records.store import Version
from knowledge.records.variants import whole
from tests.workshops.played import Played, journey
from tests.workshops.scene import MARA, prompts
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.subjects import Whom


@pytest.fixture
async def framework(sqlite_played: Played) -> Version:
    """A journey for all customers, with two claims and a hypothesis."""
    await sqlite_played.start("journey", whose=(Whom(kind="everybody"),))
    await sqlite_played.write("Nobody knows us", lane="hypotheses")
    await sqlite_played.go_to("wants")
    for text in ("A fair price", "No forms"):
        await sqlite_played.write(text, lane="goals", stage="loosening")
    return (await sqlite_played.publish()).versions[-1]


async def variant(played: Played, id: str = "variant", **wish: Any) -> Played:
    """Start a variant of it for Petra."""
    own = replace(played, id=id)
    wish = wish or {"whose": (Whom(name="Petra"),), "variant_of": "J1"}
    blank = prompts().models["blank"]
    await own.start("journey", model=blank, goal="", **wish)
    return own


async def note(played: Played, text: str) -> NoteId:
    return next(one.id for one in (await played.state()).in_order() if one.text == text)


async def decide(played: Played, text: str, decision: Any) -> None:
    await played.play(c.Decide, note=await note(played, text), decision=decision)


async def test_a_variant_says_only_what_differs(sqlite_played: Played, framework: Version) -> None:
    """What it takes over is not said again; what does not hold, and what is new, is."""
    own = await variant(sqlite_played)
    assert [one.id for one in (await own.state()).stages] == [
        s.id for s in journey(framework).stages
    ]
    await own.go_to("wants")
    await own.write("A works council that nods", lane="goals", stage="committing")
    await decide(own, "No forms", "park")
    body = journey((await own.publish()).versions[-1])
    gone = next(one.id for one in journey(framework).insights if one.text == "No forms")
    assert [one.text for one in body.insights] == ["A works council that nods"]
    assert (body.variant_of, body.without, body.hypotheses) == ("J1", (gone,), ())
    said = [one.text for one in whole(body, journey(framework)).insights]
    assert said == ["A works council that nods", "A fair price"]


async def test_what_the_framework_learns_holds_for_its_variants(
    sqlite_played: Played, framework: Version
) -> None:
    """Renewed later, the framework's new claim is there; the variant's own differences stay."""
    own = await variant(sqlite_played)
    await own.go_to("wants")
    await own.write("A works council that nods", lane="goals", stage="committing")
    await decide(own, "No forms", "park")
    first = journey((await own.publish()).versions[-1])
    again = replace(sqlite_played, id="again")
    await again.start("journey", journey="J1")
    await again.go_to("wants")
    await again.write("A trial", lane="goals", stage="committing")
    renewed = journey((await again.publish()).versions[-1])
    said = {one.text for one in whole(first, renewed).insights}
    assert said == {"A works council that nods", "A fair price", "A trial"}
    second = await variant(sqlite_played, "second", renews="J2")
    assert {one.text for one in (await second.state()).in_order() if one.lane == "goals"} == said
    assert journey((await second.publish()).versions[-1]).insights == first.insights


async def test_a_claim_that_stands_elsewhere_in_a_variant_keeps_what_it_stands_on(
    sqlite_played: Played, framework: Version
) -> None:
    own = await variant(sqlite_played)
    moved = await note(own, "A fair price")
    await own.play(c.SortNote, note=moved, stage="selecting")
    body = journey((await own.publish()).versions[-1])
    (there,) = [one for one in whole(body, journey(framework)).insights if one.id == moved]
    assert (there.stage, there.contributors) == (
        "selecting",
        journey(framework).insights[0].contributors,
    )


async def test_a_verdict_on_what_the_framework_believes_is_the_variants_own(
    sqlite_played: Played, framework: Version
) -> None:
    await (await variant(sqlite_played)).publish()
    check = replace(sqlite_played, id="check")
    await check.start("evidence", journey="J2")
    about = journey(framework).hypotheses[0].id
    new = c.NewNote(id=NoteId("v"), lane="verdicts", text="x", choice="refuted", about=about)
    await check.play(c.AddNotes, by=MARA, activity="hypotheses", notes=(new,))
    (judged,) = journey((await check.publish()).versions[-1]).hypotheses
    assert (judged.id, judged.status) == (about, "refuted")


async def test_a_variant_of_a_variant_differs_from_the_same_framework(
    sqlite_played: Played, framework: Version
) -> None:
    await (await variant(sqlite_played)).publish()
    third = await variant(sqlite_played, "third", whose=(Whom(name="Ralf"),), variant_of="J2")
    assert (await third.state()).agreed.variant_of == "J1"


async def test_a_framework_that_may_not_be_seen_here_lends_nothing(
    sqlite_played: Played, framework: Version
) -> None:
    """A private channel's journey is no framework for others."""
    secret = replace(sqlite_played, id="secret")
    await secret.start(
        "journey-quick", place=PlaceId("secret"), visibility=PlaceId("secret"),
        whose=(Whom(name="Olga"),),
    )  # fmt: skip
    await secret.write("An accident", lane="trigger")
    await secret.publish()
    own = await variant(sqlite_played, whose=(Whom(name="Petra"),), variant_of="J2")
    assert (await own.state()).agreed.variant_of is None
