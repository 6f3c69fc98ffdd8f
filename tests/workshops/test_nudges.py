"""Asking somebody who was not heard yet: only by a press, once an activity, never who declined."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from knowledge.identity import PersonId
from tests.workshops.scene import INES, JONAS, MARA, Scene, W, start
from workshops.engine import commands as c
from workshops.engine.deadlines import next_day
from workshops.engine.nudges import to_nudge
from workshops.errors import NotFacilitator
from workshops.reactions import reactions


def nudge(scene: Scene, person: PersonId = JONAS, *, by: PersonId = MARA) -> tuple[Any, ...]:
    drawn = scene.state.drawn
    return scene.play(c.Nudge(workshop=W, at=scene.at, by=by, drawn=drawn, person=person))


def asked(scene: Scene) -> tuple[PersonId, ...]:
    return to_nudge(scene.state, at=scene.at)


def test_who_wrote_or_passed_is_not_asked() -> None:
    """Nor is whoever leads; ready without a note is a way to pass."""
    scene = Scene()
    assert asked(scene) == (JONAS, INES)
    scene.write("An accident", by=JONAS)
    scene.play(c.MarkReady(workshop=W, at=scene.at, by=INES, drawn=scene.state.drawn))
    assert asked(scene) == ()
    assert nudge(scene) == nudge(scene, INES) == nudge(scene, MARA) == ()


def test_nobody_is_asked_twice_in_an_activity() -> None:
    """Back in the same activity neither; in the next one again."""
    scene = Scene()
    assert [one.kind for one in reactions(nudge(scene), scene.state)] == [
        "slack.board",
        "slack.nudge",
    ]
    assert nudge(scene) == ()
    scene.next()
    assert len(nudge(scene)) == 1
    scene.play(c.Back(workshop=W, at=scene.at, by=MARA, drawn=scene.state.drawn))
    assert nudge(scene) == ()


def test_nobody_is_asked_but_by_the_facilitators_press() -> None:
    """No event of a whole workshop asks anybody; others can't."""
    scene = Scene().go_to("review")
    assert not [one for one in reactions(scene.events, scene.state) if one.kind == "slack.nudge"]
    with pytest.raises(NotFacilitator):
        nudge(scene, by=INES)


def test_not_again_today_holds_until_tomorrow() -> None:
    scene = Scene()
    until = next_day(scene.at, "Europe/Berlin")
    scene.play(c.DeclineNudges(workshop=W, at=scene.at, by=JONAS, until=until))
    assert asked(scene) == (INES,)
    scene.next()
    assert nudge(scene) == ()
    scene.at = until - timedelta(seconds=1)
    assert asked(scene) == (INES,)
    scene.at = until
    assert asked(scene) == (JONAS, INES)


def test_a_late_press_asks_nobody() -> None:
    scene = Scene()
    drawn = scene.state.drawn
    scene.next()
    late = c.Nudge(workshop=W, at=scene.at, by=MARA, drawn=drawn, person=JONAS)
    assert scene.play(late) == ()


def test_where_notes_have_no_names_nobody_is_asked() -> None:
    """Who is silent there is nobody's business."""
    scene = Scene(replace(start(), as_="nameless"))
    assert asked(scene) == ()
    assert nudge(scene) == ()


def test_in_a_pause_and_in_the_review_nobody_is_asked() -> None:
    scene = Scene()
    scene.play(c.Pause(workshop=W, at=scene.at, by=MARA))
    assert asked(scene) == ()
    scene.play(c.Resume(workshop=W, at=scene.at, by=MARA))
    scene.go_to("review")
    assert asked(scene) == ()


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Europe/Berlin", 23), ("Pacific/Auckland", 11), (None, 24), ("Mars/Olympus", 24)],
)
def test_a_day_ends_where_the_person_lives(zone: str | None, hour: int) -> None:
    """Also across a change of the clocks."""
    noon = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert next_day(noon, zone) == datetime(2026, 11, 22, tzinfo=UTC) + timedelta(hours=hour)
    spring = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert next_day(spring, "Europe/Berlin") == datetime(2027, 3, 28, 22, tzinfo=UTC)
