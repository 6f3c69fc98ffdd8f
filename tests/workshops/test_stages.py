"""Stages have names that differ, and their notes follow them."""

import unicodedata
from dataclasses import replace

import pytest

from tests.workshops.scene import JONAS, MARA, NOON, TITLES, Scene, W, stages, start
from workshops.engine import commands as c
from workshops.engine.decisions.stages import STAGES_LIMIT, TITLE_LIMIT, stages_of
from workshops.errors import (
    NoStages,
    NotFacilitator,
    StageNameTaken,
    StagesChanged,
    StageTooLong,
    StageWordless,
    TooManyStages,
    WorkshopError,
)

IDS = tuple(f"new{n}" for n in range(300))
ABC = stages("Alpha", "Beta", "Gamma")


def ids(*lines: str) -> list[str]:
    return [stage.id for stage in stages_of(lines, ABC, ids=IDS)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Alpha", "Beta", "Gamma"), ["s1", "s2", "s3"]),
        (("Alpha", "Bravo", "Gamma"), ["s1", "s2", "s3"]),
        (("1. Alpha", "2) Beta", "- Gamma"), ["s1", "s2", "s3"]),
        (("ALPHA", "beta", "Gamma"), ["s1", "s2", "s3"]),
        (("Gamma", "Alpha", "Beta"), ["s3", "s1", "s2"]),
        (("Alpha", "Gamma"), ["s1", "s3"]),
        (("Alpha", "New", "Beta", "Gamma"), ["s1", "new0", "s2", "s3"]),
        (("Alpha", "Beta", "Gamma", "", "New"), ["s1", "s2", "s3", "new0"]),
        (("Xi", "Yps", "Zet"), ["s1", "s2", "s3"]),
        (("Alpha", "One", "Two"), ["s1", "s2", "s3"]),
        (("Alpha", "One", "Two", "Gamma"), ["s1", "new0", "new1", "s3"]),
        (("Alpha", "Beta", "Third", "New"), ["s1", "s2", "s3", "new0"]),
        (("Alpha", "Second", "Third", "New", "Newer"), ["s1", "s2", "s3", "new0", "new1"]),
    ],
)
def test_a_stage_that_stays_or_is_reworded_keeps_its_id(
    lines: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(*lines) == expected


def test_a_reworded_stage_keeps_its_phase() -> None:
    before = (ABC[0].model_copy(update={"phase": "Education"}),)
    (stage,) = stages_of(("Aleph",), before, ids=IDS)
    assert (stage.id, stage.title, stage.phase) == ("s1", "Aleph", "Education")


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ((), NoStages),
        (("", " ", "\u200b", "3."), NoStages),
        (("A", "A"), StageNameTaken),
        (("A", "a"), StageNameTaken),
        (("Café", unicodedata.normalize("NFD", "Café")), StageNameTaken),
        (("peace", "р\u0435\u0430се"), StageNameTaken),
        (("\U0001f525",), StageWordless),
        ((":fire:",), StageWordless),
        (("x" * (TITLE_LIMIT + 1),), StageTooLong),
        (tuple(f"Stage {n}" for n in range(STAGES_LIMIT + 1)), TooManyStages),
        (tuple(f"Stage {n}" for n in range(200)), TooManyStages),
    ],
)
def test_bad_stages_are_refused_by_name(lines: tuple[str, ...], error: type[WorkshopError]) -> None:
    """And nothing changes."""
    scene = Scene()
    with pytest.raises(error):
        scene.play(_set(scene, *lines))
    assert [stage.title for stage in scene.state.stages] == list(TITLES)


def test_as_many_and_as_long_as_allowed() -> None:
    many = tuple(f"{n} {'x' * (TITLE_LIMIT - 3)}"[:TITLE_LIMIT] for n in range(STAGES_LIMIT))
    assert len(stages_of(many, (), ids=IDS)) == STAGES_LIMIT


def test_one_stage_is_enough() -> None:
    assert ids("Only") == ["new0"]


def test_a_stage_removed_leaves_its_notes_unsorted() -> None:
    """They are kept, and sorted anew by hand."""
    scene = Scene().go_to("wants")
    note = scene.write("a trial", stage="s2")
    scene.play(_set(scene, TITLES[0], TITLES[2]))
    assert scene.said() == [("a trial", None, True)]
    sort = c.SortNote(workshop=W, at=NOON, by=MARA, note=note, stage="s3")
    scene.play(sort)
    assert scene.said() == [("a trial", "s3", False)]


def test_a_note_for_a_stage_removed_meanwhile_is_kept_unsorted() -> None:
    scene = Scene().go_to("wants")
    scene.play(_set(scene, TITLES[0]))
    scene.write("written before", stage="s2")
    assert scene.said() == [("written before", None, True)]


def test_a_form_opened_before_others_changed_the_stages_changes_nothing() -> None:
    scene = Scene()
    stale = _set(scene, "Mine")
    scene.play(_set(scene, "Theirs"))
    with pytest.raises(StagesChanged):
        scene.play(stale)
    assert [stage.title for stage in scene.state.stages] == ["Theirs"]


def test_the_same_stages_again_change_nothing() -> None:
    scene = Scene()
    assert scene.play(_set(scene, *TITLES)) == ()


def test_a_blank_journey_takes_the_teams_ideas_as_its_first_stages() -> None:
    scene = Scene(begin=start(stages_=()))
    scene.next()
    for text in ("1. Sees it", "sees IT", "\U0001f525", "Decides"):
        scene.write(text, by=JONAS)
    scene.next()
    assert [stage.title for stage in scene.state.stages] == ["Sees it", "Decides"]


def test_a_blank_journey_without_ideas_does_not_move_on() -> None:
    scene = Scene(begin=start(stages_=()))
    scene.next()
    with pytest.raises(NoStages):
        scene.next()


def _set(scene: Scene, *lines: str) -> c.SetStages:
    seen = scene.state.stages_seen
    return c.SetStages(workshop=W, at=NOON, by=MARA, lines=lines, ids=IDS, seen=seen)


def test_only_who_leads_sets_the_stages() -> None:
    scene = Scene(begin=start(stages_=()))
    with pytest.raises(NotFacilitator):
        scene.play(replace(_set(scene, "Sees it", "Buys it"), by=JONAS))
    assert scene.state.stages == ()
