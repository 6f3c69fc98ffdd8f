"""What changed between two versions, as people would list it."""

from knowledge.records.diff import Change, changes
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Involvement, Journey, Stage
from knowledge.records.models.personas import Persona
from tests.knowledge.test_merge import insight, journey, persona


def told(found: tuple[Change, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(change.what, change.section, change.id, change.field) for change in found]


def test_equal_bodies_differ_in_nothing() -> None:
    assert changes(persona(insight()), persona(insight())) == ()


def test_a_new_record_is_all_added() -> None:
    found = changes(None, persona(insight(), role="Safety manager"))
    assert told(found) == [
        ("added", "", None, "name"),
        ("added", "", None, "who"),
        ("added", "", None, "role"),
        ("added", "insights", "i1", None),
    ]
    assert found[-1].after["text"] == "Costs"


def test_a_changed_field_shows_before_and_after() -> None:
    (change,) = changes(persona(insight(text="old")), persona(insight(text="new")))
    assert change == Change("changed", "insights", "i1", "pains", None, "text", "old", "new")


def test_a_field_that_is_given_up_is_removed() -> None:
    assert told(changes(persona(role="x"), persona())) == [("removed", "", None, "role")]


def test_a_removed_insight_is_shown_whole() -> None:
    (change,) = changes(persona(insight()), persona())
    assert (change.what, change.before["text"], change.after) == ("removed", "Costs", None)


def test_an_insight_for_which_another_stands_was_merged() -> None:
    """With both texts: what was said is in the one, what stands for it in the other."""
    stays = insight("i2", text="Time and costs")
    after = persona(stays.model_copy(update={"stands_for": ("i1",)}))
    change, merged = changes(persona(insight(), stays), after)
    assert (change.what, change.id, change.field) == ("changed", "i2", "stands_for")
    assert (merged.what, merged.id) == ("merged", "i1")
    assert (merged.before["text"], merged.after["text"]) == ("Costs", "Time and costs")


def test_an_insight_that_goes_to_another_stage_is_moved() -> None:
    (change,) = changes(journey("ab", insight(stage="a")), journey("ab", insight(stage="b")))
    assert (change.what, change.field, change.before, change.after) == ("moved", "stage", "a", "b")


def test_only_the_stage_that_changed_its_place_is_moved() -> None:
    (change,) = changes(journey("abcd"), journey("dabc"))
    assert change == Change("moved", "stages", "d", None, "d", "order", 4, 1)


def test_a_stage_put_in_between_moves_no_other() -> None:
    assert told(changes(journey("ab"), journey("axb"))) == [("added", "stages", "x", None)]


def test_a_renamed_stage_is_changed_by_its_title() -> None:
    after = Journey(title="Safer hands", stages=(Stage(id="a", title="New"),))
    assert told(changes(journey("a"), after)) == [("changed", "stages", "a", "title")]


def test_changes_come_in_the_order_of_stages_and_lanes() -> None:
    def cell(id: str, stage: str | None, lane: str) -> Insight:
        return Insight(id=id, text=id, lane=lane, stage=stage)

    after = journey(
        "ab",
        cell("i1", "b", "goals"),
        cell("i2", "a", "pains"),
        cell("i3", "a", "goals"),
        cell("i4", None, "metrics"),
        cell("i5", "gone", "goals"),
        involvement=(Involvement(id="p1:all", persona="P1", part="decides"),),
    )
    found = changes(journey("ab"), after, lanes=["goals", "pains"])
    assert [change.id for change in found] == ["p1:all", "i4", "i3", "i2", "i1", "i5"]


def test_lists_of_plain_values_are_one_field() -> None:
    before, after = Persona(name="Petra"), Persona(name="Petra", aliases=("the boss",))
    (change,) = changes(before, after)
    assert (change.what, change.field, change.after) == ("added", "aliases", ["the boss"])


def test_a_stage_that_became_part_of_another_is_merged_and_takes_along_what_is_its_own() -> None:
    """Its insights and parts are not told as moved or gone as well."""
    joined = Stage(id="b", title="B", stands_for=("a",))
    decides = Involvement(id="p1:a", persona="P1", stage="a", part="decides")
    blocks = Involvement(id="p2:a", persona="P2", stage="a", part="blocks")
    uses = Involvement(id="p2:b", persona="P2", stage="b", part="uses")
    before = journey("ab", insight(stage="a")).model_copy(
        update={"involvement": (decides, blocks, uses)}
    )
    came = decides.model_copy(update={"id": "p1:b", "stage": "b"})
    after = journey("b", insight(stage="b")).model_copy(
        update={"stages": (joined,), "involvement": (uses, came)}
    )
    found = changes(before, after)
    assert told(found) == [
        ("changed", "stages", "b", "stands_for"),
        ("merged", "stages", "a", None),
        ("removed", "involvement", "p2:a", None),
    ]
    assert (found[1].stage, found[1].after["title"]) == ("b", "B")
