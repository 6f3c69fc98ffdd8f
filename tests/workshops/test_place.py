"""What becomes of a workshop when its channel is not what it was."""

from datetime import timedelta

import pytest

from tests.workshops.scene import EVERYBODY, INES, JONAS, MARA, Scene, W
from workshops.engine import commands as c
from workshops.engine.events import Lost, PlaceIs
from workshops.errors import NotFacilitator
from workshops.reactions import reactions

LOST: tuple[Lost, ...] = ("archived", "left", "deleted", "closed")


def place(scene: Scene, what: PlaceIs) -> list[str]:
    """Note it, and return what is told to whom."""
    events = scene.play(c.NotePlace(workshop=W, at=scene.at, by=scene.state.facilitator, what=what))
    told = reactions(events, scene.state)
    return [str(one.args.get("about", one.kind)) for one in told if one.kind != "slack.board"]


@pytest.mark.parametrize("what", LOST)
def test_a_lost_channel_stops_the_clock_and_is_told_once(what: Lost) -> None:
    """Notes are kept and taken; the time that was left is there when it goes on."""
    scene = Scene()
    scene.write("An accident")
    scene.later(1)
    assert place(scene, what) == [f"place_{what}"]
    assert place(scene, what) == place(scene, "left") == []
    assert (scene.state.status, scene.state.away) == ("paused", what)
    scene.write("An audit", by=INES)
    scene.later(600)
    assert place(scene, "back") == ["slack.place", "place_back"]
    assert place(scene, "back") == []
    scene.play(c.Resume(workshop=W, at=scene.at, by=MARA))
    assert scene.state.clock.ends_at == scene.at + timedelta(minutes=2)
    assert [note.text for note in scene.state.in_order()] == ["An accident", "An audit"]


def test_a_channel_that_is_lost_again_is_told_again() -> None:
    scene = Scene()
    place(scene, "archived")
    place(scene, "back")
    assert place(scene, "archived") == ["place_archived"]
    assert place(scene, "deleted") == ["place_deleted"]


def test_a_pause_of_the_facilitators_stays_one() -> None:
    """What was paused before is paused after; its time is not touched."""
    scene = Scene()
    scene.play(c.Pause(workshop=W, at=scene.at, by=MARA))
    left = scene.state.clock.remaining
    place(scene, "archived")
    place(scene, "back")
    assert (scene.state.status, scene.state.clock.remaining) == ("paused", left)


def test_a_shared_channel_is_told_to_whoever_leads_and_goes_on() -> None:
    scene = Scene()
    assert place(scene, "shared") == ["place_shared"]
    assert place(scene, "shared") == []
    assert (scene.state.status, scene.state.shared) == ("running", True)
    assert place(scene, "unshared") == []
    assert not scene.state.shared


def test_what_a_private_channel_hears_stays_in_it() -> None:
    """Once private, for good: who comes later was not there when it was said."""
    scene = Scene()
    assert scene.state.visibility is None
    assert place(scene, "private") == []
    assert scene.state.visibility == scene.state.place
    place(scene, "back")
    assert scene.state.visibility == scene.state.place


def test_after_the_end_a_channel_changes_nothing() -> None:
    scene = Scene()
    scene.play(c.End(workshop=W, at=scene.at, by=MARA))
    before = scene.state
    assert [place(scene, what) for what in LOST] == [[], [], [], []]
    assert scene.state is before


def test_when_the_last_one_leaves_the_clock_waits_for_somebody() -> None:
    """Nothing moves without people; whoever comes takes over, and goes on."""
    scene = Scene()
    for person in EVERYBODY:
        scene.play(c.LeavePerson(workshop=W, at=scene.at, by=person, person=person))
    assert (scene.state.people, scene.state.status) == ((), "paused")
    with pytest.raises(NotFacilitator):
        scene.play(c.Resume(workshop=W, at=scene.at, by=JONAS))
    scene.play(c.HandOver(workshop=W, at=scene.at, by=JONAS, to=JONAS))
    scene.play(c.Resume(workshop=W, at=scene.at, by=JONAS))
    assert (scene.state.people, scene.state.status) == ((JONAS,), "running")
