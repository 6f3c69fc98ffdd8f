"""Groups: what may say the same is proposed; people accept, leave apart, move, rename."""

import pytest

from knowledge.index.embedder import Matrix
from knowledge.records.diff import changes
from knowledge.records.models.claims import Hypothesis, Insight
from knowledge.records.models.journeys import Journey
from tests.embedding import Remembering
from tests.workshops.drafted import journey
from tests.workshops.scene import INES, JONAS, MARA, NOON, Scene, W, start
from workshops import grouping
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.groups import pending
from workshops.errors import NotFacilitator
from workshops.known import known


def scene(*, voice: bool = False) -> tuple[Scene, list[NoteId]]:
    """Return a journey whose first stage has three notes that say two things."""
    played = Scene(start("journey")).go_to("touchpoints")
    if voice:
        played.play(c.SetVoice(workshop=W, at=NOON, by=MARA, as_="sealed"))
    said = ("Samples on site", "Trade fair", "Brings samples to the site")
    return played, [played.write(text, stage="s1", by=JONAS) for text in said]


def propose(played: Scene, *groups: tuple[NoteId, ...], of: str = "digest"):  # type: ignore[no-untyped-def]
    return played.play(c.ProposeGroups(workshop=W, at=NOON, by=MARA, of=of, groups=groups))


def test_near_duplicates_are_proposed_within_their_stage_and_lane(
    remembering: Remembering,
) -> None:
    """The same words in another stage are another thing; the order of notes does not matter."""
    played, (samples, fair, brings) = scene()
    played.write("Samples on site", stage="s2", by=INES)
    notes = grouping.compared(played.state)
    assert grouping.groups(notes, remembering.vectors) == ((samples, brings),)
    again = grouping.groups(tuple(reversed(notes)), remembering.vectors)
    assert again == ((samples, brings),)
    assert fair not in again[0]


def test_a_group_has_no_end_that_is_unlike_its_beginning() -> None:
    """Each is like each other: a chain of small steps is no group."""

    def vectors(texts: object) -> Matrix:
        import numpy as np

        angles = np.radians([0, 40, 80])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    played, (first, second, _) = scene()
    assert grouping.groups(grouping.compared(played.state), vectors) == ((first, second),)


def test_the_same_notes_are_compared_once() -> None:
    """The digest changes with a text, not with time."""
    played, notes = scene()
    of = grouping.digest(grouping.compared(played.state))
    assert propose(played, (notes[0], notes[2]), of=of)
    assert propose(played, (notes[0], notes[2]), of=of) == ()
    played.play(c.EditNote(workshop=W, at=NOON, by=JONAS, note=notes[1], text="Fair in May"))
    assert grouping.digest(grouping.compared(played.state)) != of


def test_an_accepted_group_goes_on_record_once_with_all_who_said_it() -> None:
    played, (samples, fair, brings) = scene()
    propose(played, (samples, brings))
    played.play(c.GroupNotes(workshop=W, at=NOON, by=MARA, notes=(samples, brings)))
    assert pending(played.state) == ()
    said = {one.id: one.text for one in journey(played).insights}
    assert said == {samples: "Samples on site", fair: "Trade fair"}


def test_what_was_on_record_and_is_merged_is_told_with_what_stands_for_it() -> None:
    """Also after a later workshop merges that one: nothing that was said is just gone."""
    texts = {"i1": "We bring samples", "i2": "Samples by post", "i3": "A fair"}
    claims = [Insight(id=id, text=text, lane="touchpoints") for id, text in texts.items()]
    believed = (Hypothesis(id="h1", text="Fear"), Hypothesis(id="h2", text="Angst"))
    record = first = Journey(title="Path", insights=tuple(claims), hypotheses=believed)
    for gone, stays in (("i1", "i2"), ("i2", "i3"), ("h2", "h1")):
        played = Scene(start("journey", known=known(record), base="J1@1"))
        merge = c.Decide(
            workshop=W, at=NOON, by=MARA, note=NoteId(gone), decision="merge", into=NoteId(stays)
        )
        played.play(merge)
        record = journey(played, record)
    told = {one.id: one.after["id"] for one in changes(first, record) if one.what == "merged"}
    assert told == {"i1": "i3", "i2": "i3", "h2": "h1"}
    assert not [one for one in changes(first, record) if one.what == "removed"]


def test_a_group_speaks_in_its_own_words_and_each_note_keeps_its_own() -> None:
    played, (samples, _, brings) = scene()
    played.play(c.GroupNotes(workshop=W, at=NOON, by=MARA, notes=(samples, brings)))
    name = c.NameGroup(workshop=W, at=NOON, by=MARA, note=brings, name="We bring samples")
    assert played.play(name)
    assert played.play(name) == ()
    assert journey(played).insights[0].text == "We bring samples"
    assert played.state.notes[samples].text == "Samples on site"
    played.play(c.NameGroup(workshop=W, at=NOON, by=MARA, note=samples, name=" \u200b"))
    assert journey(played).insights[0].text == "Samples on site"


def test_what_was_left_apart_is_not_proposed_again() -> None:
    played, (samples, fair, brings) = scene()
    propose(played, (samples, brings))
    played.play(c.LeaveApart(workshop=W, at=NOON, by=MARA, notes=(samples, brings)))
    assert pending(played.state) == ()
    assert [note.id for note in grouping.compared(played.state)] == [fair]


def test_a_late_click_groups_what_still_stands_alone() -> None:
    """A note that was taken back or parked meanwhile, or moved away, stays out of it."""
    played, (samples, fair, brings) = scene()
    played.play(c.WithdrawNote(workshop=W, at=NOON, by=JONAS, note=brings))
    played.play(c.SortNote(workshop=W, at=NOON, by=MARA, note=fair, stage="s2"))
    events = played.play(
        c.GroupNotes(workshop=W, at=NOON, by=MARA, notes=(samples, fair, brings, NoteId("none")))
    )
    assert events == ()


def test_sealed_notes_are_neither_compared_nor_grouped() -> None:
    played, (samples, _, brings) = scene(voice=True)
    assert grouping.compared(played.state) == ()
    propose(played, (samples, brings))
    assert played.state.proposed.groups == ()
    assert played.play(c.GroupNotes(workshop=W, at=NOON, by=MARA, notes=(samples, brings))) == ()


def test_only_whoever_leads_groups() -> None:
    played, (samples, _, brings) = scene()
    for kind in (c.GroupNotes, c.LeaveApart):
        with pytest.raises(NotFacilitator):
            played.play(kind(workshop=W, at=NOON, by=INES, notes=(samples, brings)))
