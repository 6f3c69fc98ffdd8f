"""One stage in the middle of the work: left out, led back, merged, split; notes follow."""

from typing import Any

import pytest

from knowledge.records.models.journeys import Involvement, Journey, Stage
from tests.workshops.scene import INES, JONAS, MARA, NOON, TITLES, Scene, W, stages, start, wants
from workshops.drafting import draft
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.board import board
from workshops.errors import (
    LoopsToItself,
    MergeIntoItself,
    NoStages,
    NoSuchStage,
    NotFacilitator,
    StageNameTaken,
    StagesChanged,
    StageWordless,
    TooManyStages,
)


def on(scene: Scene, stage: str = "s2", **more: Any) -> dict[str, Any]:
    facts = {"workshop": W, "at": NOON, "by": MARA, "seen": scene.state.stages_seen}
    return {**facts, "stage": stage, **more}


def change(scene: Scene, stage: str = "s2", **more: Any) -> None:
    title = TITLES[int(stage[1]) - 1]
    scene.play(c.ChangeStage(**on(scene, stage, **{"title": title, **more})))


def merge(scene: Scene, stage: str, into: str) -> None:
    scene.play(c.MergeStage(**on(scene, stage, into=into)))


def split(scene: Scene, *notes: NoteId, title: str = "Gets it signed") -> None:
    scene.play(c.SplitStage(**on(scene, title=title, id="s9", notes=notes)))


def titles(scene: Scene) -> list[str]:
    return [stage.title for stage in scene.state.stages]


def test_a_stage_is_left_out_with_its_reason_and_taken_up_again() -> None:
    """Its notes stay, the reason goes into the record; nobody is asked about it."""
    scene = wants()
    scene.write("a", stage="s2")
    change(scene, skipped=" Change is \n forced ")
    (_, left_out, _) = board(scene.state).stages
    assert (left_out.skipped, left_out.notes) == ("Change is forced", 1)
    assert [stage.id for stage in scene.state.stages_asked] == ["s1", "s3"]
    drafted = draft(scene.state, None, subjects=(), members={})
    assert isinstance(drafted, Journey)
    assert drafted.stages[1].skipped == "Change is forced"
    change(scene, skipped="")
    assert len(scene.state.stages_asked) == 3


def test_a_stage_may_lead_back_and_be_an_end_without_change() -> None:
    scene = wants()
    change(scene, "s3", loops_to="s1", ends=True)
    cell = board(scene.state).stages[2]
    assert (cell.back_to, cell.ends) == (1, True)
    assert scene.state.stages[2] == Stage(id="s3", title=TITLES[2], loops_to="s1", ends=True)


def test_notes_go_along_into_the_stage_that_theirs_becomes_part_of() -> None:
    scene = wants()
    scene.write("a", stage="s2")
    scene.reply("1: b")
    merge(scene, "s2", "s1")
    assert titles(scene) == [TITLES[0], TITLES[2]]
    assert scene.said() == [("a", "s1", False), ("b", "s1", False)]


def test_of_two_feelings_in_one_stage_the_second_waits_to_be_sorted() -> None:
    """Nothing is lost, and nobody feels two things in one place."""
    scene = Scene().go_to("feelings")
    scene.write(stage="s1", feeling=("calm", 0))
    scene.write(stage="s2", feeling=("exposed", -1))
    scene.write(stage="s2", feeling=("relieved", 1), by=INES)
    merge(scene, "s2", "s1")
    assert scene.said() == [
        ("calm", "s1", False),
        ("exposed", None, True),
        ("relieved", "s1", False),
    ]


def test_a_way_back_leads_to_what_its_stage_became_part_of() -> None:
    scene = wants()
    change(scene, "s3", loops_to="s2")
    merge(scene, "s2", "s1")
    assert scene.state.stages[1].loops_to == "s1"
    merge(scene, "s1", "s3")
    assert scene.state.stages[0].loops_to is None


def test_who_takes_part_in_a_merged_stage_takes_part_in_the_other() -> None:
    scene = wants()
    merge(scene, "s2", "s1")
    before = Journey(
        title="Petra",
        stages=tuple(Stage(id=f"s{n}", title=title) for n, title in enumerate(TITLES, start=1)),
        involvement=(
            Involvement(id="p1:s1", persona="P1", stage="s1", part="uses"),
            Involvement(id="p1:s2", persona="P1", stage="s2", part="decides"),
            Involvement(id="p2:s2", persona="P2", stage="s2", part="blocks"),
        ),
    )
    drafted = draft(scene.state, before, subjects=(), members={})
    assert isinstance(drafted, Journey)
    assert {one.id: one.part for one in drafted.involvement} == {"p1:s1": "uses", "p2:s1": "blocks"}


def test_a_stage_on_record_stays_known_by_the_one_that_it_became_part_of() -> None:
    """Also when that one becomes part of another, in this workshop or a later one."""
    before = Journey(title="Petra", stages=stages(*TITLES))
    scene = wants()
    merge(scene, "s2", "s1")
    (first, _) = _journey(scene, before).stages
    assert (first.id, first.stands_for) == ("s1", ("s2",))
    merge(scene, "s1", "s3")
    (last,) = _journey(scene, before).stages
    assert (last.id, last.stands_for) == ("s3", ("s1", "s2"))
    later = Scene(start(stages_=(first, before.stages[2])))
    merge(later, "s1", "s3")
    renewed = before.model_copy(update={"stages": (first, before.stages[2])})
    assert _journey(later, renewed).stages[0].stands_for == ("s1", "s2")


def _journey(scene: Scene, before: Journey) -> Journey:
    drafted = draft(scene.state, before, subjects=(), members={})
    assert isinstance(drafted, Journey)
    return drafted


def test_a_split_stage_keeps_its_notes_but_those_that_belong_to_the_new_one() -> None:
    scene = wants()
    stays, goes = scene.write("a", stage="s2"), scene.write("b", stage="s2")
    elsewhere = scene.write("c", stage="s1")
    split(scene, goes, elsewhere, goes)
    assert titles(scene) == [*TITLES[:2], "Gets it signed", TITLES[2]]
    placed = {note.id: note.stage for note in scene.state.in_order()}
    assert placed == {stays: "s2", goes: "s9", elsewhere: "s1"}


def test_removing_a_stage_leaves_no_way_back_to_it() -> None:
    scene = wants()
    change(scene, "s3", loops_to="s1")
    lines = TITLES[1:]
    seen = scene.state.stages_seen
    scene.play(c.SetStages(workshop=W, at=NOON, by=MARA, lines=lines, ids=("a", "b"), seen=seen))
    assert [stage.loops_to for stage in scene.state.stages] == [None, None]


def test_what_can_not_be_done_changes_nothing() -> None:
    scene = wants()
    for command, error in (
        (c.ChangeStage(**on(scene, "gone", title="x")), NoSuchStage),
        (c.ChangeStage(**on(scene, title="!!")), StageWordless),
        (c.ChangeStage(**on(scene, title=TITLES[0].upper())), StageNameTaken),
        (c.ChangeStage(**on(scene, title="x", loops_to="gone")), NoSuchStage),
        (c.ChangeStage(**on(scene, title="x", loops_to="s2")), LoopsToItself),
        (c.ChangeStage(**{**on(scene, title="x"), "by": JONAS}), NotFacilitator),
        (c.ChangeStage(**{**on(scene, title="x"), "seen": -1}), StagesChanged),
        (c.MergeStage(**on(scene, into="s2")), MergeIntoItself),
        (c.MergeStage(**on(scene, into="gone")), NoSuchStage),
        (c.SplitStage(**on(scene, title=TITLES[0], id="s9")), StageNameTaken),
    ):
        before = scene.state
        with pytest.raises(error):
            scene.play(command)
        assert scene.state is before


def test_one_stage_at_least_is_asked_about() -> None:
    scene = wants()
    change(scene, "s1", skipped="x")
    change(scene, "s2", skipped="x")
    with pytest.raises(NoStages):
        change(scene, "s3", skipped="x")


def test_a_workshop_that_is_full_takes_no_split() -> None:
    scene = wants()
    lines = tuple(f"Stage {n}" for n in range(50))
    seen = scene.state.stages_seen
    ids = tuple(f"n{n}" for n in range(50))
    scene.play(c.SetStages(workshop=W, at=NOON, by=MARA, lines=lines, ids=ids, seen=seen))
    with pytest.raises(TooManyStages):
        scene.play(c.SplitStage(**on(scene, "n0", title="One more", id="s9")))
