"""A long agenda in two sessions: the second one goes on where the first one ended."""

from datetime import timedelta

import pytest

from tests.workshops.scene import MARA, Scene, W, prompts, start
from workshops.engine import commands as c
from workshops.errors import WorkshopPaused


def two_sessions() -> Scene:
    """The journey's agenda, of which the first session has ended."""
    agenda = prompts().agendas["journey"]
    scene = Scene(start("journey", second_from=agenda.halfway))
    before = agenda.activities[(agenda.index(agenda.halfway or "") or 0) - 1]
    scene.go_to(before.key)
    scene.write("I want a fair price", stage="s1")
    scene.next()
    return scene


def resume(scene: Scene) -> None:
    scene.play(c.Resume(workshop=W, at=scene.at, by=MARA))


def test_long_agendas_are_halved_near_their_middle_and_short_ones_are_not() -> None:
    agendas = prompts().agendas
    journey = agendas["journey"]
    first = journey.minutes_before(journey.halfway or "")
    assert abs(first - journey.minutes / 2) <= 10
    assert journey.halfway != "review"
    assert all(one.halfway is None for one in agendas.values() if one.minutes < 90)


def test_the_first_session_ends_by_itself_and_the_clock_waits() -> None:
    """The next activity stands on the board already, and takes notes until then."""
    scene = two_sessions()
    assert (scene.state.status, scene.state.clock.between, scene.state.clock.ends_at) == (
        "paused",
        True,
        None,
    )
    assert scene.state.activity.key == prompts().agendas["journey"].halfway
    scene.write("Samples on site", stage="s2")
    with pytest.raises(WorkshopPaused):
        scene.next()


def test_the_second_session_goes_on_where_the_first_ended() -> None:
    """Days later: the same notes, the same stages, the whole time box."""
    scene = two_sessions()
    notes, position = scene.said(), scene.state.position
    scene.at += timedelta(days=6)
    resume(scene)
    activity = scene.state.activity
    assert (scene.state.status, scene.state.clock.between) == ("running", False)
    assert (scene.said(), scene.state.position) == (notes, position)
    assert scene.state.clock.ends_at == scene.at + activity.duration


def test_there_is_one_break_and_no_more() -> None:
    """Going back over it and on again, nobody is sent home twice."""
    scene = two_sessions()
    resume(scene)
    scene.play(c.Back(workshop=W, at=scene.at, by=MARA, drawn=scene.state.drawn))
    scene.next()
    assert scene.state.status == "running"
    scene.go_to("review")


def test_a_skip_past_the_half_ends_the_first_session_too() -> None:
    agenda = prompts().agendas["journey"]
    scene = Scene(start("journey", second_from=agenda.halfway))
    scene.go_to(agenda.activities[(agenda.index(agenda.halfway or "") or 0) - 1].key)
    scene.skip("We know that already")
    assert scene.state.clock.between


def test_whoever_goes_straight_to_the_review_is_done_in_one() -> None:
    agenda = prompts().agendas["journey"]
    scene = Scene(start("journey", second_from=agenda.halfway))
    scene.write("An accident", lane="trigger")
    drawn = scene.state.drawn
    scene.play(c.WrapUp(workshop=W, at=scene.at, by=MARA, drawn=drawn, reason="Enough for today"))
    assert (scene.state.activity.key, scene.state.status) == ("review", "running")
