"""Where two changed the same, a person chooses; the code only does what was chosen."""

from typing import TypeVar

from knowledge.identity import PersonId
from knowledge.records.merge import merge
from knowledge.records.models.journeys import Involvement, Journey
from knowledge.records.models.personas import Persona
from knowledge.records.settling import Side, key, settle, unsettled
from tests.knowledge.test_merge import insight, journey, persona

MARA = PersonId("mara")


Record = TypeVar("Record", Persona, Journey)


def settled(base: Record, ours: Record, theirs: Record, *, side: Side) -> Record:
    merged = merge(base, ours, theirs)
    body = settle(merged, {key(one): side for one in merged.conflicts}, theirs=MARA)
    assert isinstance(body, type(base))
    return body


def test_both_texts_of_an_insight_can_stay() -> None:
    """Theirs stands beside ours, as seen differently by who published it."""
    bodies = (persona(insight(text=text)) for text in ("Costs", "ours", "theirs"))
    (kept,) = settled(*bodies, side="both").insights
    assert kept.text == "ours"
    assert [(one.text, one.person) for one in kept.dissent] == [("theirs", MARA)]


def test_a_stage_that_is_given_up_leaves_its_notes_to_the_whole() -> None:
    """Choosing the side that removed it loses no word of the side that wrote into it."""
    part = Involvement(id="p1:b", persona="P1", stage="b", part="decides")
    base, ours = journey("ab"), journey("a")
    theirs = journey("ab", insight("i2", stage="b"), involvement=(part,))
    gone = settled(base, ours, theirs, side="ours")
    assert [stage.id for stage in gone.stages] == ["a"]
    assert [(one.id, one.stage) for one in gone.insights] == [("i2", None)]
    assert gone.involvement == ()
    stays = settled(base, ours, theirs, side="theirs")
    assert [stage.id for stage in stays.stages] == ["a", "b"]
    assert [one.stage for one in stays.insights] == ["b"]


CHOSEN: dict[Side, str] = {"ours": "cab", "theirs": "bca"}


def test_an_order_is_taken_from_one_side() -> None:
    bodies = journey("abc"), journey("cab"), journey("bca")
    for side, order in CHOSEN.items():
        found = settled(*bodies, side=side)
        assert "".join(stage.id for stage in found.stages) == order


def test_a_choice_is_known_by_what_it_is_about_and_both_texts() -> None:
    """The base may be another; another text on either side asks anew."""
    one = merge(persona(), persona(role="a"), persona(role="b")).conflicts
    same = merge(persona(role="x"), persona(role="a"), persona(role="b")).conflicts
    other = merge(persona(), persona(role="a"), persona(role="c")).conflicts
    sides: dict[str, Side] = {key(one[0]): "ours"}
    assert unsettled(same, sides) == ()
    assert unsettled(other, sides) == other
