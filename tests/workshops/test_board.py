"""The board's facts: who said what where, in the current activity."""

from dataclasses import replace

import pytest

from knowledge.identity import PersonId
from knowledge.records.models.claims import Feeling
from tests.workshops.scene import INES, JONAS, MARA, NOON, TITLES, Scene, W, start, wants
from workshops.engine import commands as c
from workshops.engine.board import board
from workshops.engine.events import Known
from workshops.engine.groups import parked
from workshops.engine.state import NoteId

DEPARTMENTS = {MARA: "Sales", JONAS: "Service", INES: "Marketing"}


def differing(note: NoteId, *, by: PersonId) -> c.SeeDifferently:
    return c.SeeDifferently(
        workshop=W, at=NOON, by=by, voice=PersonId("v1"), note=note, id="d1",
        text="a reference", department=None, departments={},
    )  # fmt: skip


def test_each_stage_shows_how_many_notes_it_has() -> None:
    scene = wants()
    scene.write("a", stage="s1")
    scene.write("b", stage="s1", by=INES)
    scene.write("c")
    shown = board(scene.state)
    assert [(cell.number, cell.notes) for cell in shown.stages] == [(1, 2), (2, 0), (3, 0)]
    assert (shown.notes, shown.unsorted) == (3, 1)


def test_who_contributed_is_counted_in_this_activity_only() -> None:
    scene = Scene()
    scene.write("An accident", by=MARA)
    scene.go_to("wants")
    assert board(scene.state).contributed == frozenset()
    scene.write("a", by=JONAS)
    shown = board(scene.state)
    assert (shown.contributed, shown.silent) == (frozenset({JONAS}), (MARA, INES))


def test_a_note_taken_back_no_longer_counts() -> None:
    scene = wants()
    scene.reply("1: a")
    scene.unreply()
    assert board(scene.state).contributed == frozenset()


def test_who_sees_a_note_differently_has_been_heard() -> None:
    """To be told that they were silent, after they spoke up, is what people don't forgive."""
    scene = wants()
    note = scene.write("a", stage="s1", by=MARA)
    scene.play(differing(note, by=JONAS))
    shown = board(scene.state)
    assert (shown.silent, shown.voices) == ((INES,), 2)


def test_departments_not_heard_yet_are_missing_once_others_are() -> None:
    scene = wants()
    assert board(scene.state, departments=DEPARTMENTS).missing_departments == ()
    scene.write("a", by=MARA)
    missing = board(scene.state, departments=DEPARTMENTS).missing_departments
    assert missing == ("Service", "Marketing")


def test_what_is_parked_needs_no_stage() -> None:
    scene = wants()
    note = scene.write("The parking lot is too small")
    scene.play(c.Decide(workshop=W, at=NOON, by=MARA, note=note, decision="park"))
    assert (board(scene.state).unsorted, parked(scene.state)) == (0, (scene.state.notes[note],))
    scene.play(c.Decide(workshop=W, at=NOON, by=MARA, note=note, decision=None))
    assert (board(scene.state).unsorted, parked(scene.state)) == (1, ())


def test_what_is_sealed_is_not_shown_in_the_parking_lot() -> None:
    scene = Scene(replace(start(), as_="sealed"))
    note = scene.write("An accident")
    scene.play(c.Decide(workshop=W, at=NOON, by=MARA, note=note, decision="park"))
    assert parked(scene.state) == ()


def test_whoever_left_is_not_counted_but_what_they_wrote_is() -> None:
    scene = wants()
    scene.write("a", by=JONAS, stage="s1")
    scene.play(c.LeavePerson(workshop=W, at=NOON, by=JONAS, person=JONAS))
    shown = board(scene.state)
    assert (shown.contributed, shown.people, shown.notes) == (frozenset(), (MARA, INES), 1)


def test_what_is_stored_already_is_nobodys_contribution() -> None:
    feeling = Feeling(word="calm", value=0)
    known = (Known(id="i1", text="calm", lane="feelings", stage="s1", feeling=feeling),)
    scene = Scene(begin=start(known=known, base="J1@1")).go_to("feelings")
    shown = board(scene.state)
    assert (shown.notes, shown.contributed) == (0, frozenset())


@pytest.mark.parametrize("activity", ["frame", "stages", "review"])
def test_what_concerns_the_whole_has_no_stages_or_is_counted_by_stage(activity: str) -> None:
    scene = Scene().go_to(activity)
    each = scene.state.activity.scope == "each_stage"
    assert bool(board(scene.state).stages) is each


def test_a_newcomer_counts_among_the_people() -> None:
    scene = wants()
    scene.write("a", by=PersonId("tim"))
    assert len(board(scene.state).people) == 4


def test_the_stages_are_shown_to_whoever_is_asked_for_better_ones() -> None:
    scene = Scene()
    assert board(scene.state).proposed == ()
    scene.go_to("stages")
    assert [(cell.number, cell.title) for cell in board(scene.state).proposed] == [
        *enumerate(TITLES, start=1)
    ]


def test_what_is_seen_differently_is_counted_where_it_was_written_and_in_the_review() -> None:
    """On the next activity's board it would stand beside "No notes yet"."""
    scene = wants()
    note = scene.write("a trial", stage="s1")
    scene.play(differing(note, by=INES))
    counted = []
    for activity in ("wants", "feelings", "review"):
        scene.go_to(activity)
        counted.append((activity, board(scene.state).disputed))
    assert counted == [("wants", 1), ("feelings", 0), ("review", 1)]
