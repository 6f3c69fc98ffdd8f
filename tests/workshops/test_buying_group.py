"""The buying group: who decides, influences, uses and blocks becomes the journey's involvement."""

import pytest

from knowledge.identity import PersonId
from knowledge.records import store
from knowledge.records.models.journeys import Involvement, Journey, Stage
from knowledge.records.refs import Kind
from tests.workshops.drafted import begun, journey, names
from tests.workshops.played import Played
from tests.workshops.scene import INES, JONAS, MARA, TITLES, Scene, W
from workshops.engine import commands as c
from workshops.engine.cast import group
from workshops.engine.events import Member, Subject

HENRIK = Member(
    id="p2", name="Henrik", also=("plant director", "managing director"), ref="P2", group=True
)
DORIS = Member(id="p3", name="Doris", ref="P3", group=True)
PETRA = Subject(name="Petra", ref="P1")


def say(scene: Scene, who: str, part: str, *, stage: str, by: PersonId = JONAS) -> None:
    """Pick what a member of the group does in a stage, as the form does."""
    member = next(one for one in group(scene.state) if one.name == who)
    new = c.NewNote(
        id=scene.new_id(), lane="parts", text=who, stage=stage, choice=part, about=member.id
    )
    scene.play(c.AddNotes(workshop=W, at=scene.at, by=by, activity="parts", notes=(new,)))


def told(scene: Scene, before: Journey | None = None) -> set[tuple[str, str | None, str]]:
    """Who has which part where, once published."""
    body, called = journey(scene, before), names(scene) | {"P1": "Petra"}
    return {(called[one.persona], one.stage, one.part) for one in body.involvement}


async def test_a_journey_workshop_fills_the_buying_group_and_the_strength(played: Played) -> None:
    """Named people become personas with a part throughout; the reason to change is kept."""
    await played.start("journey")
    await played.write("", lane="strength", choice="weak")
    await played.go_to("stakeholders")
    await played.write("The plant director", lane="decides")
    await played.write("Purchasing", lane="blocks", by=INES)
    await played.write("Purchasing", lane="blocks", by=MARA)
    preview = await played.preview()
    assert list(preview.newcomers.values()) == ["Petra", "The plant director", "Purchasing"]
    *_, version = (await played.publish()).versions
    body = version.body
    assert isinstance(body, Journey)
    assert (body.strength, body.insights, body.personas) == ("weak", (), ("P1",))
    parts = [(one.persona, one.stage, one.part, one.contributors) for one in body.involvement]
    assert parts == [("P2", None, "decides", (JONAS,)), ("P3", None, "blocks", (INES, MARA))]
    async with played.ledger.reading(played.workspace) as tx:
        made = await store.all_current(tx, Kind.PERSONA)
    assert [str(one.ref) for one in made] == ["P1", "P2", "P3"]


@pytest.mark.parametrize("name", ["Henrik", "HENRIK", "The plant director", "managing  director"])
def test_who_is_on_record_gets_no_second_persona(name: str) -> None:
    """By name, role or alias, with or without an article, in any case."""
    scene = begun("journey", cast=(HENRIK, DORIS)).go_to("stakeholders")
    scene.write(name, lane="decides")
    assert told(scene) == {("Henrik", None, "decides")}
    assert journey(scene).involvement[0].persona == "P2"


def test_whose_journey_it_is_gets_no_second_persona() -> None:
    scene = begun("journey").go_to("stakeholders")
    scene.write("petra", lane="uses")
    assert told(scene) == {("Petra", None, "uses")}
    assert list(names(scene)) == list(journey(scene).personas)


def test_a_sentence_is_no_name_and_stays_an_insight() -> None:
    scene = begun("journey").go_to("stakeholders")
    sentence = "Purchasing can block it as long as nobody shows them two offers side by side"
    scene.write(sentence, lane="blocks")
    body = journey(scene)
    assert [(one.lane, one.text) for one in body.insights] == [("blocks", sentence)]
    assert body.involvement == ()


def test_parts_are_told_stage_by_stage() -> None:
    """Each of the group, in each stage; somebody who is not involved has no entry there."""
    scene = begun("buying-group")
    scene.write("Purchasing", lane="group")
    scene.go_to("parts")
    say(scene, "Petra", "influences", stage="s2")
    say(scene, "Purchasing", "blocks", stage="s2")
    say(scene, "Purchasing", "absent", stage="s1")
    assert told(scene) == {("Petra", "s2", "influences"), ("Purchasing", "s2", "blocks")}


def test_who_sees_a_part_otherwise_is_kept() -> None:
    """Most votes count; the other view stays with whoever holds it."""
    scene = begun("buying-group", subjects=(PETRA,)).go_to("parts")
    for part, by in (("influences", JONAS), ("decides", INES), ("influences", MARA)):
        say(scene, "Petra", part, stage="s2", by=by)
    (one,) = journey(scene).involvement
    assert (one.part, one.contributors) == ("influences", (JONAS, MARA))
    assert [(other.part, other.contributors) for other in one.otherwise] == [("decides", (INES,))]


def test_who_changes_their_mind_has_one_say() -> None:
    scene = begun("buying-group", subjects=(PETRA,)).go_to("parts")
    say(scene, "Petra", "decides", stage="s2")
    say(scene, "Petra", "uses", stage="s2")
    (one,) = journey(scene).involvement
    assert (one.part, one.otherwise) == ("uses", ())


def test_where_as_many_see_one_as_the_other_the_weightier_part_counts() -> None:
    scene = begun("buying-group", subjects=(PETRA,)).go_to("parts")
    say(scene, "Petra", "uses", stage="s2", by=JONAS)
    say(scene, "Petra", "blocks", stage="s2", by=INES)
    assert told(scene) == {("Petra", "s2", "blocks")}


def test_a_renewal_changes_what_was_said_anew_and_no_more() -> None:
    stored = (
        Involvement(id="p3:s1", persona="P3", stage="s1", part="blocks"),
        Involvement(id="p3:s2", persona="P3", stage="s2", part="blocks"),
        Involvement(id="p1:s2", persona="P1", stage="s2", part="decides"),
        Involvement(id="p1:gone", persona="P1", stage="gone", part="uses"),
    )
    scene = begun("buying-group", subjects=(PETRA,), cast=(HENRIK, DORIS), involvement=stored)
    scene.go_to("parts")
    say(scene, "Doris", "absent", stage="s1")
    say(scene, "Petra", "influences", stage="s2")
    stages = tuple(Stage(id=f"s{n}", title=title) for n, title in enumerate(TITLES, start=1))
    before = Journey(title="J", personas=("P1",), stages=stages, involvement=stored)
    assert told(scene, before) == {("Doris", "s2", "blocks"), ("Petra", "s2", "influences")}


def test_a_parked_part_does_not_count() -> None:
    scene = begun("journey").go_to("stakeholders")
    note = scene.write("Purchasing", lane="blocks")
    scene.play(c.Decide(workshop=W, at=scene.at, by=MARA, note=note, decision="park"))
    assert told(scene) == set()
    assert list(names(scene).values()) == ["Petra"]
