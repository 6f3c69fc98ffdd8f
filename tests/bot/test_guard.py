"""Every limit of Slack, at the limit and one beyond."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.views import blocks, guard
from tests.bot.naughty import NAUGHTY

Json = dict[str, Any]


def _modal(*shown: Json, **parts: str) -> Json:
    titled = {"title": "T", "metadata": "", **parts}
    title, metadata = titled.pop("title"), titled.pop("metadata")
    return blocks.modal("c", title, shown, metadata=metadata, **titled)


def _section(text: str) -> Json:
    return _modal(blocks.section(text))


def _fields(text: str) -> Json:
    return _modal({"type": "section", "fields": [blocks.mrkdwn(text)]})


def _button(**parts: str) -> Json:
    label = parts.pop("label", "B")
    return _modal(blocks.actions(blocks.button(label, "a", **parts)))


def _asked(label: str = "L", hint: str = "h", placeholder: str = "p", initial: str = "i") -> Json:
    entry = blocks.entry("a", placeholder=placeholder, initial=initial)
    return _modal(blocks.asks(label, entry, block_id="b", hint=hint))


def _choice(label: str = "o", description: str = "d") -> Json:
    return _modal(
        blocks.actions(blocks.select("a", [blocks.option(label, "v", description=description)]))
    )


def _confirm(**said: str) -> Json:
    parts = {"title": "t", "question": "q", "yes": "y", "no": "n", **said}
    title, question = parts.pop("title"), parts.pop("question")
    element = blocks.button("B", "a")
    return _modal(blocks.actions({**element, "confirm": blocks.confirm(title, question, **parts)}))


TEXTS: dict[str, tuple[int, Callable[[str], Json]]] = {
    "section": (3000, _section),
    "field": (2000, _fields),
    "context": (3000, lambda text: _modal(blocks.context(text))),
    "header": (150, lambda text: _modal(blocks.header(text))),
    "button": (75, lambda text: _button(label=text)),
    "button value": (2000, lambda text: _button(value=text)),
    "button aloud": (75, lambda text: _button(aloud=text)),
    "label": (2000, lambda text: _asked(label=text)),
    "hint": (2000, lambda text: _asked(hint=text)),
    "placeholder": (150, lambda text: _asked(placeholder=text)),
    "initial value": (3000, lambda text: _asked(initial=text)),
    "option": (75, lambda text: _choice(label=text)),
    "description": (75, lambda text: _choice(description=text)),
    "confirm title": (100, lambda text: _confirm(title=text)),
    "confirm question": (300, lambda text: _confirm(question=text)),
    "confirm yes": (30, lambda text: _confirm(yes=text)),
    "confirm no": (30, lambda text: _confirm(no=text)),
    "modal title": (24, lambda text: _modal(title=text)),
    "modal submit": (24, lambda text: _modal(submit=text)),
    "modal close": (24, lambda text: _modal(close=text)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_at_its_limit_stays_and_one_beyond_is_cut(name: str) -> None:
    """Nothing is cut too early; what is cut says so."""
    most, draw = TEXTS[name]
    assert guard.view(draw("x" * most)) == draw("x" * most)
    assert guard.view(draw("x" * (most + 1))) == draw("x" * (most - 1) + "…")


def _radio(n: int) -> Json:
    options = [blocks.option("o", str(at)) for at in range(n)]
    return _modal(blocks.asks("L", blocks.radio("a", options), block_id="b"))


LISTS: dict[str, tuple[int, Callable[[int], Json]]] = {
    "actions": (
        25,
        lambda n: _modal(blocks.actions(*[blocks.button("B", str(at)) for at in range(n)])),
    ),
    "context": (10, lambda n: _modal(blocks.context(*["x"] * n))),
    "fields": (10, lambda n: _modal({"type": "section", "fields": [blocks.mrkdwn("x")] * n})),
    "select": (
        100,
        lambda n: _modal(
            blocks.actions(blocks.select("a", [blocks.option("o", str(at)) for at in range(n)]))
        ),
    ),
    "radio": (10, _radio),
    "overflow": (
        5,
        lambda n: _modal(
            blocks.actions({"type": "overflow", "options": [blocks.option("o", "v")] * n})
        ),
    ),
    "view": (100, lambda n: _modal(*[blocks.divider()] * n)),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_at_its_limit_stays_and_one_beyond_loses_its_end(name: str) -> None:
    """101 options, 26 buttons, 11 fields: the view still opens."""
    most, draw = LISTS[name]
    assert guard.view(draw(most)) == draw(most)
    assert guard.view(draw(most + 1)) == draw(most)


def test_choices_for_a_search_are_a_hundred() -> None:
    """101 are not taken by Slack."""
    found = {"options": [blocks.option("o", str(at)) for at in range(101)]}
    assert guard.options(found) == {"options": found["options"][:100]}


def test_a_message_has_fifty_blocks() -> None:
    """The 51st is dropped."""
    fifty = blocks.message("s", [blocks.divider()] * 50)
    assert guard.message(fifty) == fifty
    assert guard.message(blocks.message("s", [blocks.divider()] * 51)) == fifty


def test_a_message_of_forty_thousand_characters_is_made_to_fit() -> None:
    """Neither its summary nor its blocks together are too long."""
    long = "word " * 8000
    fitted = guard.message(blocks.message(long, [blocks.section(long)] * 14))
    assert len(fitted["text"]) <= guard.MESSAGE_TEXT
    total = sum(len(block["text"]["text"]) for block in fitted["blocks"])
    assert 9_000 <= total <= guard.MESSAGE_TOTAL


def test_a_view_is_not_larger_than_slack_takes() -> None:
    """A hundred full sections are 300 kB; what is shown first stays."""
    fitted = guard.view(_modal(*[blocks.section("ä" * 3000)] * 100))
    assert 10 <= len(fitted["blocks"]) < 100
    assert len(json.dumps(fitted)) < 250_000


def test_a_text_without_anything_to_see_becomes_an_ellipsis() -> None:
    """Slack refuses empty texts, and the whole view with them."""
    for empty in ("", " ", "\n"):
        assert guard.view(_section(empty)) == _section("…")
        assert guard.message({"text": empty, "blocks": []})["text"] == "…"


def _with_id(key: str, length: int) -> Json:
    view = _modal(blocks.actions(blocks.button("B", "a"), block_id="b"))
    holder = {
        "block_id": view["blocks"][0],
        "action_id": view["blocks"][0]["elements"][0],
        "callback_id": view,
        "private_metadata": view,
    }[key]
    holder[key] = "x" * length
    return view


@pytest.mark.parametrize(
    ("key", "most"),
    [("block_id", 255), ("action_id", 255), ("callback_id", 255), ("private_metadata", 3000)],
)
def test_what_cannot_be_cut_is_refused(key: str, most: int) -> None:
    """Half an id or half of the metadata would mean something else."""
    assert guard.view(_with_id(key, most)) == _with_id(key, most)
    with pytest.raises(guard.TooLong) as refused:
        guard.view(_with_id(key, most + 1))
    assert refused.value.key == key


def test_the_value_of_a_choice_cannot_be_cut() -> None:
    """It names a record or a stage."""
    guard.options({"options": [blocks.option("o", "x" * 150)]})
    with pytest.raises(guard.TooLong):
        guard.options({"options": [blocks.option("o", "x" * 151)]})


TOKEN = regex.compile(r"&(?:amp|lt|gt);|<[^<>\s][^<>]*>|\X")


@given(
    st.lists(st.sampled_from([*NAUGHTY, "&amp;", "<@U1>", "👩‍🔬", "e\u0301", "x"])).map("".join),
    st.integers(1, 200),
)
def test_a_cut_falls_between_letters(text: str, most: int) -> None:
    """Never inside a grapheme, an entity or a token; never longer than allowed."""
    short = guard.cut(text, most)
    assert len(short) <= most
    if len(text) > most:
        assert short.endswith("…")
        pieces, kept = TOKEN.findall(text), short[:-1]
        while kept and kept.startswith(pieces[0]):
            kept = kept[len(pieces.pop(0)) :]
        assert kept == ""
    else:
        assert short == text
