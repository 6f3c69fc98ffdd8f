"""The way through the agenda: one current activity, and old buttons do nothing."""

from datetime import timedelta
from typing import Any

import pytest

from knowledge.identity import PersonId
from tests.workshops.scene import INES, JONAS, MARA, NOON, Scene, W
from workshops.engine import Drawn
from workshops.engine import commands as c
from workshops.errors import (
    FirstActivity,
    LastActivity,
    NotFacilitator,
    NothingToUndo,
    NotInWorkshop,
    ReasonMissing,
    WorkshopClosed,
    WorkshopPaused,
)

TIM = PersonId("tim")


def on(scene: Scene, kind: type[c.OnBoard], *, by: PersonId = MARA, **more: Any) -> c.OnBoard:
    return kind(workshop=W, at=scene.at, by=by, drawn=scene.state.drawn, **more)


def test_next_asks_nothing_and_can_be_undone_as_it_was() -> None:
    """The time box and who was ready come back too."""
    scene = Scene()
    scene.play(on(scene, c.MarkReady, by=JONAS))
    before = scene.state
    scene.next()
    assert scene.state.activity.key == "stages"
    scene.play(on(scene, c.Undo))
    assert scene.state.activity.key == "frame"
    assert (scene.state.clock.ends_at, scene.state.ready) == (before.clock.ends_at, before.ready)
    with pytest.raises(NothingToUndo):
        scene.play(on(scene, c.Undo))


def test_a_second_click_on_next_does_nothing() -> None:
    scene = Scene()
    click = on(scene, c.Next)
    assert scene.play(click)
    assert scene.play(click) == ()
    assert scene.state.activity.key == "stages"


def test_going_back_and_forth_does_not_revive_old_clicks() -> None:
    scene = Scene()
    old = on(scene, c.Next)
    scene.next()
    scene.play(on(scene, c.Back))
    assert scene.state.activity.key == "frame"
    assert scene.play(old) == ()


def test_skipping_keeps_the_reason_and_going_back_takes_it_up_again() -> None:
    scene = Scene()
    scene.next()
    scene.play(on(scene, c.Skip, reason="We keep the model's stages"))
    assert dict(scene.state.skipped) == {"stages": "We keep the model's stages"}
    scene.play(on(scene, c.Back))
    assert scene.state.activity.key == "stages"
    assert dict(scene.state.skipped) == {}


def test_undoing_a_skip_forgets_its_reason() -> None:
    scene = Scene()
    scene.play(on(scene, c.Skip, reason="Framed last week"))
    scene.play(on(scene, c.Undo))
    assert (scene.state.activity.key, dict(scene.state.skipped)) == ("frame", {})


@pytest.mark.parametrize("reason", ["", " ", "\u200b"])
def test_skipping_needs_a_reason(reason: str) -> None:
    scene = Scene()
    with pytest.raises(ReasonMissing):
        scene.play(on(scene, c.Skip, reason=reason))


def test_wrapping_up_cuts_this_step_short_and_skips_what_nobody_wrote_to() -> None:
    scene = Scene()
    scene.write("An accident")
    scene.go_to("wants")
    scene.write("A trial", lane="goals", stage="s2")
    scene.play(on(scene, c.WrapUp, reason="Out of time"))
    assert dict(scene.state.skipped) == dict.fromkeys(("wants", "feelings"), "Out of time")


def test_wrapping_up_is_undone_whole() -> None:
    scene = Scene()
    scene.write("An accident")
    scene.play(on(scene, c.WrapUp, reason="Out of time"))
    assert scene.state.activity.kind == "review"
    assert set(scene.state.skipped) == {"frame", "stages", "wants", "feelings"}
    scene.play(on(scene, c.Undo))
    assert (scene.state.activity.key, dict(scene.state.skipped)) == ("frame", {})


def test_there_is_nothing_before_the_first_nor_after_the_last() -> None:
    scene = Scene()
    with pytest.raises(FirstActivity):
        scene.play(on(scene, c.Back))
    scene.go_to("review")
    for click in (
        on(scene, c.Next),
        on(scene, c.Skip, reason="x"),
        on(scene, c.WrapUp, reason="x"),
    ):
        with pytest.raises(LastActivity):
            scene.play(click)


@pytest.mark.parametrize("kind", [c.Next, c.Undo, c.Back])
def test_nobody_else_presses_next_by_mistake(kind: type[c.OnBoard]) -> None:
    scene = Scene()
    with pytest.raises(NotFacilitator) as error:
        scene.play(on(scene, kind, by=JONAS))
    assert error.value.facilitator == MARA


def test_extending_counts_from_now_when_time_is_up() -> None:
    scene = Scene()
    scene.play(on(scene, c.Extend, minutes=5))
    assert scene.state.clock.ends_at == NOON + timedelta(minutes=8)
    scene.later(60)
    scene.play(on(scene, c.Extend, minutes=5))
    assert scene.state.clock.ends_at == NOON + timedelta(minutes=65)


def test_a_pause_keeps_the_time_that_was_left() -> None:
    scene = Scene()
    scene.later(1)
    scene.play(c.Pause(workshop=W, at=scene.at, by=MARA))
    assert scene.state.clock.ends_at is None
    with pytest.raises(WorkshopPaused):
        scene.next()
    scene.write("still saved")
    scene.later(600)
    scene.play(c.Resume(workshop=W, at=scene.at, by=MARA))
    assert scene.state.clock.ends_at == scene.at + timedelta(minutes=2)


def test_a_clock_that_went_back_never_ends_a_time_box_early() -> None:
    scene = Scene()
    scene.later(10)
    scene.play(c.Pause(workshop=W, at=scene.at, by=MARA))
    scene.later(-30)
    scene.play(c.Resume(workshop=W, at=scene.at, by=MARA))
    assert scene.state.clock.ends_at == scene.at


def test_the_end_can_be_taken_back() -> None:
    scene = Scene()
    scene.play(c.End(workshop=W, at=NOON, by=MARA))
    with pytest.raises(WorkshopClosed):
        scene.write("too late")
    with pytest.raises(WorkshopClosed):
        scene.reply("too late")
    scene.play(c.Reopen(workshop=W, at=NOON, by=MARA))
    scene.write("in time")
    assert scene.said() == [("in time", None, False)]


def test_what_is_published_stays_closed() -> None:
    scene = Scene()
    scene.play(c.Publish(workshop=W, at=NOON, by=MARA, records=("J1@1",)))
    assert scene.state.target == "J1"
    with pytest.raises(WorkshopClosed):
        scene.play(c.Reopen(workshop=W, at=NOON, by=MARA))
    with pytest.raises(WorkshopClosed):
        scene.play(on(scene, c.MarkReady))


def test_two_facilitators_at_once_move_on_once() -> None:
    """Handed over between two clicks on the same board: the second is late."""
    scene = Scene()
    first, second = on(scene, c.Next), on(scene, c.Next, by=JONAS)
    scene.play(first)
    scene.play(c.HandOver(workshop=W, at=NOON, by=MARA, to=JONAS))
    assert scene.play(second) == ()


def test_the_workshop_survives_its_facilitator_leaving() -> None:
    scene = Scene()
    scene.play(c.LeavePerson(workshop=W, at=NOON, by=MARA, person=MARA))
    assert (scene.state.facilitator, scene.state.people) == (JONAS, (JONAS, INES))


def test_where_the_last_one_left_anybody_may_take_over() -> None:
    scene = Scene()
    for person in (MARA, JONAS, INES):
        scene.play(c.LeavePerson(workshop=W, at=NOON, by=person, person=person))
    assert not scene.state.people
    scene.play(c.HandOver(workshop=W, at=NOON, by=TIM, to=TIM))
    assert (scene.state.facilitator, scene.state.people) == (TIM, (TIM,))


def test_handing_over_is_the_facilitators_and_to_somebody_who_takes_part() -> None:
    scene = Scene()
    with pytest.raises(NotFacilitator):
        scene.play(c.HandOver(workshop=W, at=NOON, by=JONAS, to=JONAS))
    with pytest.raises(NotInWorkshop):
        scene.play(c.HandOver(workshop=W, at=NOON, by=MARA, to=TIM))


def test_ready_is_said_once_for_this_visit() -> None:
    scene = Scene()
    click = on(scene, c.MarkReady, by=JONAS)
    assert scene.play(click)
    assert scene.play(click) == ()
    scene.next()
    assert scene.play(click) == ()
    assert not scene.state.ready.get(scene.state.activity.key)


def test_whoever_contributes_takes_part() -> None:
    scene = Scene()
    scene.write("a late joiner's note", by=TIM)
    assert TIM in scene.state.people


@pytest.mark.parametrize("text", ["", "frame", "frame@", "frame@x", "frame@²", "@", "frame@-1"])
def test_a_button_value_that_was_tampered_with_was_drawn_for_nothing(text: str) -> None:
    assert Drawn.parse(text).visit == -1


def test_a_button_value_reads_as_it_was_written() -> None:
    drawn = Scene().state.drawn
    assert Drawn.parse(str(drawn)) == drawn
