"""What two people did to one record, put together without losing a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.identity import PersonId
from knowledge.records import order
from knowledge.records.merge import Conflict, Merged, merge
from knowledge.records.models.claims import Evidence, Feeling, Insight, Source
from knowledge.records.models.journeys import Involvement, Journey, Stage
from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Segment


def insight(
    id: str = "i1", text: str = "Costs", stage: str | None = None, **more: object
) -> Insight:
    return Insight.model_validate({"id": id, "text": text, "lane": "pains", "stage": stage} | more)


def persona(*insights: Insight, **fields: object) -> Persona:
    return Persona.model_validate({"name": "Petra", "insights": insights} | fields)


def journey(stages: str, *insights: Insight, **fields: object) -> Journey:
    columns = tuple(Stage(id=id, title=id.upper()) for id in stages)
    return Journey.model_validate(
        {"title": "Safer hands", "stages": columns, "insights": insights} | fields
    )


def ids(merged: Merged) -> list[str]:
    assert isinstance(merged.body, Persona | Journey)
    return [insight.id for insight in merged.body.insights]


def stages(merged: Merged) -> str:
    assert isinstance(merged.body, Journey)
    return "".join(stage.id for stage in merged.body.stages)


def test_fields_changed_by_one_side_each_are_both_taken() -> None:
    merged = merge(persona(), persona(role="Safety manager"), persona(portrait="Careful"))
    assert merged == Merged(persona(role="Safety manager", portrait="Careful"), ())


def test_fields_of_one_insight_changed_by_one_side_each_are_both_taken() -> None:
    ours = persona(insight(channel="phone"))
    theirs = persona(insight(moment_of_truth=True))
    merged = merge(persona(insight()), ours, theirs)
    assert merged == Merged(persona(insight(channel="phone", moment_of_truth=True)), ())


def test_the_same_change_on_both_sides_is_one_change() -> None:
    changed = persona(insight(text="Costs of an accident"), role="x")
    assert merge(persona(insight()), changed, changed) == Merged(changed, ())


def test_a_field_changed_differently_keeps_both_texts() -> None:
    merged = merge(
        persona(insight()), persona(insight(text="ours")), persona(insight(text="theirs"))
    )
    conflict = Conflict(("insights", "i1"), "text", "Costs", "ours", "theirs")
    assert merged == Merged(persona(insight(text="ours")), (conflict,))
    assert conflict.id == "i1"


def test_a_feeling_is_one_field() -> None:
    """A word of one side with the value of the other would be nobody's feeling."""
    before, ours, theirs = (
        persona(insight(feeling=feeling))
        for feeling in (
            Feeling(word="calm", value=1),
            Feeling(word="uneasy", value=1),
            Feeling(word="calm", value=-1),
        )
    )
    (conflict,) = merge(before, ours, theirs).conflicts
    assert (conflict.field, conflict.ours["word"], conflict.theirs["value"]) == (
        *("feeling", "uneasy"),
        -1,
    )


def test_insights_added_on_both_sides_are_all_there() -> None:
    merged = merge(
        persona(insight()), persona(insight(), insight("i2")), persona(insight(), insight("i3"))
    )
    assert (sorted(ids(merged)), merged.conflicts) == (["i1", "i2", "i3"], ())


def test_the_same_id_added_differently_is_a_conflict() -> None:
    merged = merge(persona(), persona(insight(text="ours")), persona(insight(text="theirs")))
    (conflict,) = merged.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == (None, "ours", "theirs")


def test_what_one_side_removed_is_gone() -> None:
    both = persona(insight(), insight("i2"))
    assert ids(merge(both, persona(insight()), both)) == ["i1"]
    assert ids(merge(both, both, persona(insight()))) == ["i1"]


@pytest.mark.parametrize("ours_removed", [True, False])
def test_removed_here_and_changed_there_is_a_conflict_and_kept(ours_removed: bool) -> None:
    before, changed, gone = persona(insight()), persona(insight(text="new")), persona()
    ours, theirs = (gone, changed) if ours_removed else (changed, gone)
    merged = merge(before, ours, theirs)
    (conflict,) = merged.conflicts
    assert merged.body == changed
    assert (conflict.path, conflict.field) == (("insights", "i1"), "")
    assert (conflict.ours is None, conflict.theirs is None) == (ours_removed, not ours_removed)


def test_evidence_within_an_insight_is_merged_by_its_id() -> None:
    def with_evidence(*found: str) -> Persona:
        return persona(
            insight(evidence=tuple(Evidence(id=id, source=Source.FRONTLINE) for id in found))
        )

    merged = merge(with_evidence("e1"), with_evidence("e1", "e2"), with_evidence("e3"))
    assert isinstance(merged.body, Persona)
    evidence = merged.body.insights[0].evidence
    assert (sorted(each.id for each in evidence), merged.conflicts) == (["e2", "e3"], ())


def test_contributors_of_both_sides_are_kept() -> None:
    def by(*persons: str) -> Persona:
        return persona(insight(contributors=tuple(map(PersonId, persons))))

    merged = merge(by("p1", "p2"), by("p1", "p3"), by("p1", "p2", "p4"))
    assert merged == Merged(by("p1", "p4", "p3"), ())


def test_a_field_emptied_by_one_side_is_empty() -> None:
    assert merge(persona(role="x"), persona(), persona(role="x")).body == persona()


def test_without_a_common_ancestor_only_what_differs_is_a_conflict() -> None:
    merged = merge(None, persona(insight("i1"), role="ours"), persona(insight("i2"), role="theirs"))
    assert [conflict.field for conflict in merged.conflicts] == ["role"]
    assert sorted(ids(merged)) == ["i1", "i2"]


def test_different_kinds_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="kinds"):
        merge(None, persona(), Segment(name="Food"))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "placed"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "cab", "abc", "cab"),
        ("abc", "abc", "cab", "cab"),
        ("abc", "cab", "axbc", "caxb"),
        ("abc", "abxc", "aybc", "aybxc"),
        ("abc", "ac", "abcd", "acd"),
        ("abc", "bca", "bca", "bca"),
        ("", "ab", "cd", "abcd"),
    ],
)
def test_stages_keep_a_sensible_order(base: str, ours: str, theirs: str, placed: str) -> None:
    merged = merge(journey(base), journey(ours), journey(theirs))
    assert (stages(merged), merged.conflicts) == (placed, ())


def test_stages_moved_differently_by_both_are_a_conflict() -> None:
    merged = merge(journey("abc"), journey("bac"), journey("acb"))
    (conflict,) = merged.conflicts
    assert (stages(merged), conflict.path, conflict.field) == ("bac", ("stages",), "order")
    assert (conflict.id, conflict.theirs) == (None, ["a", "c", "b"])


@pytest.mark.parametrize("ours_removed", [True, False])
def test_a_stage_that_the_other_side_wrote_into_comes_back(ours_removed: bool) -> None:
    """No insight is left without its stage, and the removal is not done in silence."""
    gone, wrote = journey("ac"), journey("abc", insight(stage="b"))
    sides = (gone, wrote) if ours_removed else (wrote, gone)
    merged = merge(journey("abc"), *sides)
    assert (stages(merged), ids(merged)) == ("abc", ["i1"])
    (conflict,) = merged.conflicts
    assert (conflict.path, conflict.field) == (("stages", "b"), "")


def test_a_stage_in_use_by_involvement_comes_back_too() -> None:
    part = Involvement(id="p1:b", persona="P1", stage="b", part="decides")
    merged = merge(journey("ab"), journey("a"), journey("ab", involvement=(part,)))
    assert (stages(merged), len(merged.conflicts)) == ("ab", 1)


TEXTS = st.sampled_from(["x", "y", "z"])
BODIES = st.builds(
    lambda found, role: persona(*(insight(id, text) for id, text in found.items()), role=role),
    st.dictionaries(st.sampled_from(["i1", "i2", "i3"]), TEXTS),
    st.none() | TEXTS,
)


@given(BODIES, BODIES)
def test_a_side_that_changed_nothing_changes_nothing(base: Persona, other: Persona) -> None:
    assert merge(base, base, other) == Merged(other, ())
    assert merge(base, other, base) == Merged(other, ())


@given(BODIES, BODIES, BODIES)
def test_no_text_is_lost(base: Persona, ours: Persona, theirs: Persona) -> None:
    """Each new text of either side is in the merged body or in a conflict."""
    merged = merge(base, ours, theirs)
    assert isinstance(merged.body, Persona)
    kept = {(each.id, each.text) for each in merged.body.insights}
    told = str(merged.conflicts)
    before = {(each.id, each.text) for each in base.insights}
    for side in (ours, theirs):
        for each in side.insights:
            said = (each.id, each.text)
            assert said in kept or said in before or each.text in told


@given(BODIES, BODIES, BODIES)
def test_both_directions_find_the_same_conflicts(
    base: Persona, ours: Persona, theirs: Persona
) -> None:
    there = {(c.path, c.field) for c in merge(base, ours, theirs).conflicts}
    back = {(c.path, c.field) for c in merge(base, theirs, ours).conflicts}
    assert there == back


@given(*[st.permutations("abcde").map(tuple)] * 3)
def test_an_order_holds_all_and_only_what_is_kept(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    placed = order.merged(base, ours[:4], theirs[1:], keep="abcd")
    assert sorted(placed.ids) == sorted(set(ours[:4] + theirs[1:]) - {"e"})
