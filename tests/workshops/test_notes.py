"""Notes: saved where they were written, changed by their author, never lost."""

import pytest

from knowledge.identity import PersonId
from tests.workshops.scene import INES, JONAS, MARA, NOON, Scene, W, wants
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.decisions.notes import NOTES_LIMIT
from workshops.errors import (
    LaneNotAsked,
    NoSuchActivity,
    NoSuchNote,
    NoSuchStage,
    NoteEmpty,
    NoteTooLong,
    NotYours,
    TooManyNotes,
)


def edit(note: NoteId, text: str, *, by: PersonId = JONAS) -> c.EditNote:
    return c.EditNote(workshop=W, at=NOON, by=by, note=note, text=text)


def test_a_form_opened_before_next_saves_to_its_activity() -> None:
    scene = Scene()
    scene.next()
    note = scene.write("An accident", activity="frame")
    assert scene.state.notes[note].activity == "frame"


def test_the_same_form_twice_saves_once() -> None:
    scene = Scene()
    new = c.NewNote(id=NoteId("n1"), lane="trigger", text="An accident")
    command = c.AddNotes(workshop=W, at=NOON, by=JONAS, activity="frame", notes=(new,))
    assert scene.play(command)
    assert scene.play(command) == ()


@pytest.mark.parametrize(
    ("lane", "activity", "error"),
    [("goals", "frame", LaneNotAsked), ("trigger", "nowhere", NoSuchActivity)],
)
def test_what_no_form_asks_is_refused(lane: str, activity: str, error: type[Exception]) -> None:
    new = c.NewNote(id=NoteId("n1"), lane=lane, text="x")
    scene = Scene()
    with pytest.raises(error):
        scene.play(c.AddNotes(workshop=W, at=NOON, by=JONAS, activity=activity, notes=(new,)))


def test_half_a_form_is_not_saved() -> None:
    """One note that can't be saved keeps the others in the form."""
    scene = Scene()
    notes = tuple(c.NewNote(id=NoteId(f"n{t}"), lane="trigger", text=t) for t in ("a", "", "b"))
    with pytest.raises(NoteEmpty):
        scene.play(c.AddNotes(workshop=W, at=NOON, by=JONAS, activity="frame", notes=notes))
    assert not scene.said()


def test_a_note_too_long_and_a_form_too_full_are_refused() -> None:
    scene = Scene()
    with pytest.raises(NoteTooLong):
        scene.write("x" * 3001)
    many = tuple(
        c.NewNote(id=NoteId(f"m{n}"), lane="trigger", text="x") for n in range(NOTES_LIMIT + 1)
    )
    with pytest.raises(TooManyNotes):
        scene.play(c.AddNotes(workshop=W, at=NOON, by=JONAS, activity="frame", notes=many))


def test_only_the_author_edits_and_takes_back() -> None:
    scene = Scene()
    note = scene.write("mine")
    with pytest.raises(NotYours):
        scene.play(edit(note, "yours", by=INES))
    with pytest.raises(NotYours):
        scene.play(c.WithdrawNote(workshop=W, at=NOON, by=MARA, note=note))
    assert scene.play(edit(note, "mine")) == ()
    scene.play(edit(note, "better"))
    assert scene.said() == [("better", None, False)]


def test_editing_to_nothing_is_refused_and_nothing_changes() -> None:
    scene = Scene()
    note = scene.write("mine")
    with pytest.raises(NoteEmpty):
        scene.play(edit(note, "\u200b"))
    assert scene.said() == [("mine", None, False)]


def test_a_note_taken_back_is_gone_and_stays_in_the_log() -> None:
    scene = Scene()
    note = scene.write("mine")
    withdraw = c.WithdrawNote(workshop=W, at=NOON, by=JONAS, note=note)
    assert scene.play(withdraw)
    assert scene.play(withdraw) == ()
    with pytest.raises(NoSuchNote):
        scene.play(edit(note, "back"))
    assert scene.state.notes[note].text == "mine"


def test_a_person_has_one_feeling_a_stage() -> None:
    """The newest counts; another person's stays beside it."""
    scene = Scene().go_to("feelings")
    scene.write(stage="s1", feeling=("exposed", -1))
    scene.write(stage="s1", feeling=("calm", 0))
    scene.write(stage="s2", feeling=("calm", 0))
    scene.write(stage="s1", feeling=("delighted", 2), by=INES)
    felt = [(n.person, n.stage, n.feeling.word) for n in scene.state.in_order() if n.feeling]
    assert felt == [(JONAS, "s1", "calm"), (JONAS, "s2", "calm"), (INES, "s1", "delighted")]


def test_a_feeling_sorted_into_a_stage_replaces_the_one_there() -> None:
    scene = Scene().go_to("feelings")
    scene.reply("exposed")
    note = scene.state.in_order()[0]
    scene.write(stage="s1", feeling=("calm", 0))
    scene.play(c.SortNote(workshop=W, at=NOON, by=JONAS, note=note.id, stage="s1"))
    assert scene.said() == [("exposed", "s1", False)]


def test_a_feeling_needs_no_words_of_its_own_but_a_word() -> None:
    scene = Scene().go_to("feelings")
    note = scene.write(stage="s1", feeling=("exposed", -1))
    assert scene.state.notes[note].text == "exposed"
    with pytest.raises(NoteEmpty):
        scene.write(stage="s1")


def test_sorting_is_for_the_author_or_the_facilitator() -> None:
    scene = wants()
    note = scene.write("a trial")
    assert scene.state.notes[note].unsorted
    with pytest.raises(NotYours):
        scene.play(c.SortNote(workshop=W, at=NOON, by=INES, note=note, stage="s1"))
    with pytest.raises(NoSuchStage):
        scene.play(c.SortNote(workshop=W, at=NOON, by=JONAS, note=note, stage="s9"))
    scene.play(c.SortNote(workshop=W, at=NOON, by=JONAS, note=note, stage="s1"))
    assert scene.play(c.SortNote(workshop=W, at=NOON, by=MARA, note=note, stage="s1")) == ()
