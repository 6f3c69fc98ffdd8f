"""Silent first: sealed until the reveal, without names where that was promised."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.identity import PersonId
from tests.workshops.scene import INES, JONAS, MARA, NOON, Scene, W, start
from workshops.drafting import draft
from workshops.engine import commands as c
from workshops.engine.board import board
from workshops.engine.events import Voice
from workshops.engine.seal import nameless, sealed, to_be_seen
from workshops.errors import NotFacilitator, NotYours, PromiseChanged

DIGEST = PersonId("voice-1")


def begun(as_: Voice) -> Scene:
    return Scene(begin=replace(start(), as_=as_))


def whisper(scene: Scene, text: str, *, by: PersonId = JONAS, voice: PersonId = DIGEST) -> str:
    """Write without a name; the digest comes with the command."""
    new = c.NewNote(id=scene.new_id(), lane=scene.state.activity.lanes[0].lane, text=text)
    key = scene.state.activity.key
    scene.play(c.AddNotes(workshop=W, at=NOON, by=by, voice=voice, activity=key, notes=(new,)))
    return new.id


def reveal(scene: Scene, *, by: PersonId = MARA) -> None:
    scene.play(c.Reveal(workshop=W, at=NOON, by=by, drawn=scene.state.drawn))


def test_what_is_sealed_is_counted_and_seen_after_the_reveal_only() -> None:
    scene = begun("sealed")
    scene.write("An accident")
    shown = board(scene.state)
    assert (shown.notes, shown.voices, shown.sealed) == (1, 1, True)
    assert list(to_be_seen(scene.state)) == []
    with pytest.raises(NotFacilitator):
        reveal(scene, by=JONAS)
    reveal(scene)
    assert [note.text for note in to_be_seen(scene.state)] == ["An accident"]


def test_the_reveal_is_for_good() -> None:
    """Undone moves and later notes do not seal again what everybody has seen."""
    scene = begun("sealed")
    scene.write("An accident")
    scene.next()
    assert not sealed(scene.state, "frame")
    scene.play(c.Undo(workshop=W, at=NOON, by=MARA, drawn=scene.state.drawn))
    assert not sealed(scene.state, "frame")
    scene.write("An audit")
    assert len(list(to_be_seen(scene.state))) == 2


def test_going_back_reveals_nothing_and_the_review_everything() -> None:
    scene = begun("sealed")
    scene.next()
    scene.write("Sees people get hurt")
    scene.play(c.Back(workshop=W, at=NOON, by=MARA, drawn=scene.state.drawn))
    assert sealed(scene.state, "stages")
    drawn = scene.state.drawn
    scene.play(c.WrapUp(workshop=W, at=NOON, by=MARA, drawn=drawn, reason="Out of time"))
    assert len(list(to_be_seen(scene.state))) == 1


def test_publishing_leaves_nothing_sealed() -> None:
    scene = begun("sealed")
    scene.write("An accident")
    scene.play(c.Publish(workshop=W, at=NOON, by=MARA, records=("J1@1",)))
    assert not sealed(scene.state, "frame")


def test_without_a_name_nothing_but_the_digest_is_left() -> None:
    """Not in the event, not among the people, not in the record; not even a newcomer's."""
    scene = begun("nameless")
    whisper(scene, "Nobody reports near misses", by=PersonId("tim"))
    (added,) = [event for event in scene.events if event.type == "note_added"]
    assert (added.by, added.nameless) == (DIGEST, True)
    assert PersonId("tim") not in scene.state.people
    assert "tim" not in "".join(event.model_dump_json() for event in scene.events)
    scene.next()
    drafted = draft(scene.state, None, subjects=(), members={})
    assert "voice-" not in drafted.model_dump_json()


def test_the_author_changes_and_takes_back_what_nobody_else_can() -> None:
    scene = begun("nameless")
    note = whisper(scene, "Nobody reports near misses")
    own: dict[str, Any] = {"workshop": W, "at": NOON, "note": note}
    with pytest.raises(NotYours):
        scene.play(c.EditNote(**own, by=INES, voice=PersonId("voice-2"), text="x"))
    (edited,) = scene.play(c.EditNote(**own, by=JONAS, voice=DIGEST, text="Few report them"))
    (gone,) = scene.play(c.WithdrawNote(**own, by=JONAS, voice=DIGEST))
    assert {edited.by, gone.by} == {DIGEST}


def test_a_note_without_a_name_needs_a_digest() -> None:
    """Otherwise nothing is written, rather than the name."""
    scene = begun("nameless")
    with pytest.raises(ValueError, match="digest"):
        scene.write("An accident")
    assert not scene.state.notes


def test_who_wrote_without_a_name_is_counted_and_never_listed() -> None:
    scene = begun("nameless")
    whisper(scene, "a")
    whisper(scene, "b")
    whisper(scene, "c", by=INES, voice=PersonId("voice-2"))
    shown = board(scene.state, departments={JONAS: "Service", MARA: "Sales"})
    assert (shown.voices, shown.contributed, shown.silent) == (2, frozenset(), ())
    assert shown.missing_departments == ()


def test_how_notes_are_taken_changes_for_what_nobody_wrote_to_yet() -> None:
    """What was promised to those who wrote already stays."""
    scene = begun("nameless")
    whisper(scene, "a")
    scene.play(c.SetVoice(workshop=W, at=NOON, by=MARA, as_="open"))
    assert nameless(scene.state, "frame")
    scene.next()
    assert not sealed(scene.state, "stages")
    scene.play(c.SetVoice(workshop=W, at=NOON, by=MARA, as_="sealed"))
    assert sealed(scene.state, "stages")
    assert scene.play(c.SetVoice(workshop=W, at=NOON, by=MARA, as_="sealed")) == ()


@pytest.mark.parametrize("promised", ["sealed", "nameless"])
def test_a_promise_that_was_made_is_not_broken(promised: Voice) -> None:
    """Opened under it, saved when notes are open: refused, and nothing is written."""
    scene = begun("open")
    new = c.NewNote(id=scene.new_id(), lane="trigger", text="a")
    with pytest.raises(PromiseChanged):
        scene.play(
            c.AddNotes(
                workshop=W, at=NOON, by=JONAS, voice=DIGEST, activity="frame", notes=(new,),
                promised=promised,
            )
        )  # fmt: skip


def test_a_reply_for_all_to_see_waits_until_its_author_lets_it_count() -> None:
    scene = begun("sealed")
    (held,) = scene.reply("An accident")
    assert (held.type, scene.said()) == ("reply_held", [])
    count = c.CountReply(workshop=W, at=NOON, by=JONAS, source="100.1")
    with pytest.raises(NotYours):
        scene.play(replace(count, by=INES))
    scene.play(count)
    assert scene.said() == [("An accident", None, False)]
    assert scene.play(count) == ()
    scene.reply("An accident on the late shift", version="100.2")
    assert scene.said() == [("An accident on the late shift", None, False)]


def test_a_reply_that_is_taken_back_stays_so() -> None:
    scene = begun("sealed")
    scene.reply("An accident")
    scene.unreply()
    assert scene.play(c.CountReply(workshop=W, at=NOON, by=JONAS, source="100.1")) == ()
    assert scene.reply("An accident!", version="100.2") == ()
    assert scene.said() == []


def test_a_counted_reply_is_its_authors_by_name_also_where_others_have_none() -> None:
    """Everybody saw who wrote it."""
    scene = begun("nameless")
    scene.reply("An accident")
    scene.play(c.CountReply(workshop=W, at=NOON, by=JONAS, voice=DIGEST, source="100.1"))
    (note,) = scene.state.in_order()
    assert (note.person, note.nameless) == (JONAS, False)
