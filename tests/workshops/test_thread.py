"""Replies: create, edit and delete may arrive in any order, twice, late, or not at all."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.identity import PersonId
from tests.workshops.scene import JONAS, MARA, NOON, Scene, W, start, wants
from workshops.engine import commands as c
from workshops.engine.decisions.notes import NOTES_LIMIT
from workshops.errors import NoteTooLong, OnlyNumber, RepliesNotTaken, TooManyNotes, WorkshopClosed
from workshops.reactions import reactions


def standing(scene: Scene) -> list[tuple[str, str | None, bool]]:
    return sorted(scene.said(), key=repr)


def lanes(scene: Scene) -> dict[str, str]:
    standing = (note for note in scene.state.notes.values() if not note.withdrawn)
    return {note.text: note.lane for note in standing}


def test_a_reply_is_a_note_a_line_in_its_stage() -> None:
    scene = wants()
    scene.reply("lower price\n2: a trial\n9: what")
    assert scene.said() == [
        ("lower price", None, True),
        ("a trial", "s2", False),
        ("9: what", None, True),
    ]


def test_where_no_stage_is_asked_a_number_is_a_row() -> None:
    """Without one it goes where replies usually go; another number later takes the note along."""
    scene = Scene(start("journey"))
    scene.reply("an audit failed\n2: they think of the price")
    assert lanes(scene) == {"an audit failed": "trigger", "they think of the price": "hypotheses"}
    scene.reply("2: an audit failed\n1: they think of the price", version="100.2")
    assert lanes(scene) == {"an audit failed": "hypotheses", "they think of the price": "trigger"}


def test_the_same_reply_twice_counts_once() -> None:
    """A mention arrives as two events with one ts."""
    scene = wants()
    assert scene.reply("2: a trial")
    assert scene.reply("2: a trial") == ()


def test_an_edit_applies_only_if_newer_and_keeps_what_stays() -> None:
    scene = wants()
    scene.reply("1: a\n2: b")
    kept = scene.state.in_order()[1].id
    scene.reply("1: new\n1: a, really\n2: b", version="100.5")
    scene.reply("1: old", version="100.3")
    assert standing(scene) == [("a, really", "s1", False), ("b", "s2", False), ("new", "s1", False)]
    assert scene.state.notes[kept].text == "b"


def test_versions_are_numbers_not_texts() -> None:
    scene = wants()
    scene.reply("1: a", source="99.9")
    scene.reply("1: b", source="99.9", version="100.000001")
    scene.reply("1: c", source="99.9", version="100.2")
    assert scene.said() == [("c", "s1", False)]


def test_a_reply_edited_to_nothing_takes_its_notes_back() -> None:
    scene = wants()
    scene.reply("1: a")
    scene.reply("\u200b", version="100.5")
    assert scene.said() == []
    scene.reply("1: again", version="100.6")
    assert scene.said() == [("again", "s1", False)]


def test_an_edit_after_next_stays_with_its_activity() -> None:
    scene = wants()
    scene.reply("1: a")
    scene.next()
    scene.reply("1: b", version="100.5")
    (note,) = scene.state.in_order()
    assert (note.text, note.activity, note.lane) == ("b", "wants", "goals")


def test_a_note_sorted_by_hand_stays_sorted_when_its_text_is_edited() -> None:
    scene = wants()
    scene.reply("a")
    note = scene.state.in_order()[0].id
    scene.play(c.SortNote(workshop=W, at=NOON, by=MARA, note=note, stage="s3"))
    scene.reply("b", version="100.5")
    assert scene.said() == [("b", "s3", False)]


def test_a_feeling_may_be_replied_by_its_word() -> None:
    scene = Scene().go_to("feelings")
    scene.reply("1: Exposed, nobody backs her\n2: grumpy")
    felt = [(note.text, note.feeling and note.feeling.value) for note in scene.state.in_order()]
    assert felt == [("Exposed, nobody backs her", -1), ("grumpy", None)]


def test_where_replies_do_not_count_it_is_said() -> None:
    scene = Scene().go_to("review")
    with pytest.raises(RepliesNotTaken) as error:
        scene.reply("looks good")
    assert error.value.activity == "Review"


def test_nothing_visible_is_nothing() -> None:
    scene = wants()
    assert scene.reply(" \u200b ") == ()


def test_a_number_alone_is_no_note_and_its_author_is_told() -> None:
    """Mended, it is confirmed like any other; edited to it later, its notes are taken back."""
    scene = wants()
    with pytest.raises(OnlyNumber):
        scene.reply("2:")
    mended = scene.reply("2: a trial", version="100.2")
    assert "slack.react" in [one.kind for one in reactions(mended, scene.state)]
    scene.reply("2:", version="100.3")
    assert scene.said() == []


def test_a_reply_too_long_is_refused_whole() -> None:
    scene = wants()
    with pytest.raises(NoteTooLong):
        scene.reply(f"1: fine\n{'x' * 40_000}")
    with pytest.raises(TooManyNotes):
        scene.reply("\n".join(["x"] * (NOTES_LIMIT + 1)))
    assert scene.said() == []


def test_after_the_end_a_reply_is_refused_but_an_old_one_again_is_nothing() -> None:
    scene = wants()
    scene.reply("1: a")
    scene.play(c.End(workshop=W, at=NOON, by=MARA))
    assert scene.reply("1: a") == ()
    with pytest.raises(WorkshopClosed):
        scene.reply("1: b", source="200.1")


def test_after_the_end_talk_may_be_changed_or_deleted_and_a_note_may_not() -> None:
    """What never was a note, or is none any more, concerns nobody: no word about the end."""
    scene = wants()
    scene.reply("1: a")
    scene.reply("1: b", source="150.1")
    scene.reply("\u200b", source="150.1", version="150.2")
    scene.play(c.End(workshop=W, at=NOON, by=MARA))
    for talk in ("200.1", "150.1"):
        assert scene.reply("1: c", source=talk, version="300.1") == scene.unreply(talk) == ()
    with pytest.raises(WorkshopClosed):
        scene.reply("1: c", version="300.1")
    with pytest.raises(WorkshopClosed):
        scene.unreply()


def test_a_newcomers_reply_makes_them_take_part() -> None:
    scene = wants()
    scene.reply("1: a", by=PersonId("tim"))
    assert "tim" in scene.state.people


TEXTS = st.lists(
    st.builds("{}{}".format, st.sampled_from(["", "1: ", "2: ", "9: "]), st.sampled_from("abc")),
    max_size=4,
).map("\n".join)
FEELINGS = st.lists(
    st.builds("{}: {}".format, st.integers(1, 2), st.sampled_from(["calm", "exposed", "odd"])),
    max_size=4,
).map("\n".join)


def converge(activity: str, versions: list[str], *, deleted: bool) -> None:
    """Play the versions in every order, once and twice, and compare what stands."""
    deliveries: list[tuple[str, str] | None] = [
        (f"100.{number}", text) for number, text in enumerate(versions, start=1)
    ]
    deliveries += [None] if deleted else []
    found = set()
    for order in permutations(deliveries):
        scene = Scene().go_to(activity)
        for delivery in (*order, *order[:1]):
            if delivery is None:
                scene.unreply()
            else:
                scene.reply(delivery[1], version=delivery[0], by=JONAS)
        found.add(tuple(standing(scene)))
    assert len(found) == 1
    if deleted:
        assert found == {()}


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.booleans())
def test_replies_converge_whatever_the_order(versions: list[str], deleted: bool) -> None:
    """Create, edits and delete in any order and doubled leave the same notes standing."""
    converge("wants", versions, deleted=deleted)


@settings(max_examples=40)
@given(st.lists(FEELINGS, min_size=1, max_size=3), st.booleans())
def test_feelings_in_replies_converge_too(versions: list[str], deleted: bool) -> None:
    """Also where a later line of one reply replaces an earlier one."""
    converge("feelings", versions, deleted=deleted)
