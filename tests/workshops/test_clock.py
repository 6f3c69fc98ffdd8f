"""Time: boxes that end gently, deadlines on the wall, and timers that come too late or early."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from knowledge.identity import PersonId
from tests.workshops.scene import EVERYBODY, INES, JONAS, MARA, NOON, Scene, W, start
from workshops.engine import commands as c
from workshops.engine.deadlines import (
    Pace,
    day_before,
    end_for_all,
    first_day,
    instant,
    last_day,
    reminder_at,
)
from workshops.reactions import reactions

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
ZONES = {MARA: BERLIN, JONAS: NEW_YORK}
DAILY = Pace(days=1, zone=BERLIN)


def own_time(*, stages_: tuple[Any, ...] | None = None, at: datetime = NOON) -> Scene:
    """A workshop with a working day for each activity; NOON is a Sunday."""
    begin = replace(start(stages_=stages_), pace=DAILY, zones=ZONES, at=at)
    return Scene(begin=begin, at=at, zones=ZONES)


def up(scene: Scene) -> tuple[Any, ...]:
    """Let the timer ring that was set for the present end."""
    assert scene.state.clock.ends_at is not None
    scene.at = max(scene.at, scene.state.clock.ends_at)
    command = c.TimeUp(
        workshop=W, at=scene.at, by=scene.state.facilitator, zones=ZONES,
        drawn=scene.state.drawn, ends_at=scene.state.clock.ends_at,
    )  # fmt: skip
    return scene.play(command)


def ready(scene: Scene, *people: PersonId) -> None:
    for person in people:
        drawn = scene.state.drawn
        scene.play(c.MarkReady(workshop=W, at=scene.at, by=person, drawn=drawn, zones=ZONES))


def test_a_time_box_ends_gently() -> None:
    """It is said once; nothing moves by itself, and notes are still taken."""
    scene = Scene()
    assert [event.type for event in up(scene)] == ["time_ran_out"]
    assert (scene.state.activity.key, scene.state.clock.overtime) == ("frame", True)
    assert up(scene) == ()
    scene.write("one more thought")
    scene.next()
    assert not scene.state.clock.overtime


def test_more_time_begins_a_new_end() -> None:
    scene = Scene()
    up(scene)
    scene.play(c.Extend(workshop=W, at=scene.at, by=MARA, drawn=scene.state.drawn, minutes=5))
    assert not scene.state.clock.overtime
    assert scene.state.clock.ends_at == scene.at + timedelta(minutes=5)


@pytest.mark.parametrize("meanwhile", ["moved", "extended", "paused", "ended"])
def test_a_timer_that_was_set_for_something_else_does_nothing(meanwhile: str) -> None:
    scene = Scene()
    on: dict[str, Any] = {"workshop": W, "at": NOON, "by": MARA}
    drawn, ends_at = scene.state.drawn, scene.state.clock.ends_at
    assert ends_at is not None
    scene.play(
        {
            "moved": c.Next(**on, drawn=drawn),
            "extended": c.Extend(**on, drawn=drawn, minutes=5),
            "paused": c.Pause(**on),
            "ended": c.End(**on),
        }[meanwhile]
    )
    before = scene.state
    on["at"] += timedelta(hours=1)
    command = c.TimeUp(**on, drawn=drawn, ends_at=ends_at)
    assert scene.play(command) == ()
    assert scene.state is before


def test_a_deadline_is_a_time_on_the_wall_where_each_lives() -> None:
    """Monday 17:00: in Berlin 16:00 UTC; it ends when it has passed in New York as well."""
    scene = own_time()
    assert scene.state.clock.day == date(2026, 11, 23)
    assert scene.state.clock.ends_at == datetime(2026, 11, 23, 22, tzinfo=UTC)


def test_whoever_is_ready_is_not_waited_for() -> None:
    """Jonas in New York is ready: when the timer rings in Berlin, it moves on."""
    scene = own_time()
    ready(scene, JONAS)
    (entered,) = up(scene)
    assert (entered.type, entered.because) == ("activity_entered", "deadline")
    assert scene.state.clock.day == date(2026, 11, 24)


def test_somebody_who_turns_out_to_live_further_west_gets_their_time() -> None:
    scene = own_time()
    at = datetime(2026, 11, 23, 22, tzinfo=UTC)
    command = c.TimeUp(
        workshop=W, at=at, by=MARA, drawn=scene.state.drawn, ends_at=at,
        zones={**ZONES, INES: "Pacific/Honolulu"},
    )  # fmt: skip
    (extended,) = scene.play(command)
    assert (extended.type, extended.day) == ("time_extended", date(2026, 11, 23))
    assert scene.state.clock.ends_at == datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_it_moves_on_as_soon_as_all_are_ready() -> None:
    """Only where people take their own time; together, the facilitator moves."""
    for scene, moved in ((own_time(), True), (Scene(), False)):
        ready(scene, MARA, JONAS)
        assert scene.state.activity.key == "frame"
        ready(scene, INES)
        assert (scene.state.activity.key == "stages") is moved


def test_the_review_and_a_journey_without_stages_wait_for_somebody() -> None:
    """Nothing is left to move on to, or nothing to go stage by stage through: it is said."""
    blank, last = own_time(stages_=()), own_time()
    blank.next()
    last.go_to("review")
    for scene in (blank, last):
        before = scene.state.activity.key
        assert [event.type for event in up(scene)] == ["time_ran_out"]
        assert scene.state.activity.key == before
        ready(scene, *EVERYBODY)
        assert scene.state.activity.key == before


def test_undoing_what_a_deadline_did_gives_one_more_day() -> None:
    scene = own_time()
    up(scene)
    scene.play(c.Undo(workshop=W, at=scene.at, by=MARA, drawn=scene.state.drawn, zones=ZONES))
    assert (scene.state.activity.key, scene.state.clock.day) == ("frame", date(2026, 11, 24))
    assert scene.state.clock.ends_at == datetime(2026, 11, 24, 22, tzinfo=UTC)


def test_a_day_more_is_a_working_day_more() -> None:
    scene = own_time(at=datetime(2026, 11, 26, 9, tzinfo=UTC))
    assert scene.state.clock.day == date(2026, 11, 27)
    drawn = scene.state.drawn
    scene.play(c.Extend(workshop=W, at=scene.at, by=MARA, drawn=drawn, minutes=0, zones=ZONES))
    assert scene.state.clock.day == date(2026, 11, 30)


def test_a_pause_gives_back_at_least_the_time_that_was_left() -> None:
    """On Monday 10 hours before the end; two weeks later on a Saturday: until Monday."""
    scene = own_time()
    scene.at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    scene.play(c.Pause(workshop=W, at=scene.at, by=MARA, zones=ZONES))
    scene.at = datetime(2026, 12, 5, 12, tzinfo=UTC)
    scene.play(c.Resume(workshop=W, at=scene.at, by=MARA, zones=ZONES))
    assert scene.state.clock.day == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2026, 10, 23), 15), (date(2026, 10, 26), 16), (date(2027, 3, 29), 15)],
)
def test_daylight_saving_moves_the_instant_and_not_the_promise(day: date, utc_hour: int) -> None:
    assert instant(DAILY, day, BERLIN).hour == utc_hour


def test_an_hour_that_comes_twice_or_never_cuts_nobody_short() -> None:
    night = Pace(days=1, until="02:30", zone=BERLIN)
    assert instant(night, date(2026, 10, 25), BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert instant(night, date(2027, 3, 28), BERLIN) >= datetime(2027, 3, 28, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "a\x00b", None])
def test_a_zone_that_nobody_knows_stops_nothing(zone: str | None) -> None:
    assert instant(DAILY, date(2026, 11, 23), zone).day == 23
    assert end_for_all(DAILY, date(2026, 11, 23), EVERYBODY, {JONAS: zone or "x"})


def test_weekends_do_not_count() -> None:
    friday = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert last_day(DAILY, friday) == date(2026, 11, 30)
    assert last_day(Pace(days=5), friday) == date(2026, 12, 4)
    assert day_before(date(2026, 11, 30)) == date(2026, 11, 27)
    assert first_day(DAILY, friday + timedelta(hours=9)) == date(2026, 11, 30)


def test_a_reminder_comes_the_working_day_before_or_that_morning() -> None:
    """And not at all when the deadline is closer than that."""
    monday = date(2026, 11, 30)
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert reminder_at(DAILY, monday, NEW_YORK, at=friday) == datetime(2026, 11, 27, 22, tzinfo=UTC)
    late = friday + timedelta(hours=20)
    assert reminder_at(DAILY, monday, BERLIN, at=late) == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert reminder_at(DAILY, monday, BERLIN, at=late + timedelta(days=3)) is None


def test_only_who_asked_is_reminded_and_again_for_each_deadline() -> None:
    scene = own_time()
    want = c.WantReminder(workshop=W, at=NOON, by=JONAS, zones=ZONES)
    events = scene.play(want)
    assert scene.play(want) == ()
    first = [r for r in reactions(events, scene.state, zones=ZONES) if r.kind == "slack.remind"]
    assert [(r.args["person"], r.due_at) for r in first] == [
        (JONAS, datetime(2026, 11, 23, 14, tzinfo=UTC))
    ]
    moved = scene.next()
    again = [r for r in reactions(moved, scene.state, zones=ZONES) if r.kind == "slack.remind"]
    assert len(again) == 1
    scene.play(c.WantReminder(workshop=W, at=NOON, by=JONAS, wanted=False))
    assert not scene.state.clock.reminded
