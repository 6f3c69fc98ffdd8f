"""What is stored is what was written, without what can't be stored or seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.engine.text import NOTE_LIMIT, clean, twin_key, wordless, written
from workshops.errors import NoteEmpty, NoteTooLong

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "\u00a0\u2003",
        "\u200b\u200c\u200d\u2060\ufeff",
        "\u202e",
        "\x00",
        "\ud800",
        "\u3164",
        "\u2800",
        "\u00ad",
    ],
)
def test_what_nobody_can_see_is_empty(text: str) -> None:
    with pytest.raises(NoteEmpty):
        clean(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  hi  ", "hi"),
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("a\x07b\x1b[31m", "ab[31m"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("\u202eabc", "\u202eabc"),
        (FAMILY, FAMILY),
        ("Z\u0351\u036b\u0343", "Z\u0351\u036b\u0343"),
        ("e\u0301", "e\u0301"),
        ("&amp; <!channel> ```x```", "&amp; <!channel> ```x```"),
    ],
)
def test_everything_else_stays_as_written(text: str, stored: str) -> None:
    assert clean(text) == stored


def test_a_note_holds_its_limit_and_not_one_more() -> None:
    assert len(clean("\U0001f468" * NOTE_LIMIT)) == NOTE_LIMIT
    with pytest.raises(NoteTooLong) as error:
        clean("x" * (NOTE_LIMIT + 1))
    assert (error.value.length, error.value.limit) == (NOTE_LIMIT + 1, NOTE_LIMIT)


@given(st.text(alphabet=st.characters(), max_size=50))
def test_what_is_stored_can_be_stored_again(text: str) -> None:
    """Cleaning is idempotent, and what is clean is UTF-8 without NUL."""
    try:
        stored = clean(text)
    except NoteEmpty:
        return
    assert clean(stored) == stored
    assert b"\x00" not in stored.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trial", "TRIAL"),
        ("Café", unicodedata.normalize("NFD", "Café")),
        ("Trial", "Tri\u200bal"),
        ("Trial", "Trial\u00a0"),
        ("A  trial", "a trial"),
        ("Trial", "Tria\u202el"),
        ("peace", "р\u0435\u0430се"),
        ("Ｔrial", "Trial"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_look_alike_are_twins(one: str, other: str) -> None:
    assert twin_key(one) == twin_key(other)


@pytest.mark.parametrize(("one", "other"), [("Trial", "Trials"), ("é", "e"), ("主", "王")])
def test_names_that_differ_are_none(one: str, other: str) -> None:
    assert twin_key(one) != twin_key(other)


def test_a_pasted_table_is_its_rows_without_its_rules() -> None:
    lines = [
        "| Step | Who |",
        "|---|:--:|---|",
        "Call | Mara",
        "\u200b",
        "+----+---+",
        "+++",
        "--> him",
    ]
    assert written("\n".join(lines)) == [lines[0], lines[2], "+++", "--> him"]


@pytest.mark.parametrize("text", ["\U0001f525", ":fire:", ":+1: :fire:", "...", FAMILY, "—"])
def test_signs_and_emoji_are_no_words(text: str) -> None:
    assert wordless(text)


@pytest.mark.parametrize("text", ["a", "7", "主", ":fire: hot", "a:b:c"])
def test_letters_and_digits_are(text: str) -> None:
    assert not wordless(text)
