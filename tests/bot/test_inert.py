"""What people write is shown word for word, and nothing in it comes to life, in any view."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import regex

from bot.views import guard
from tests.bot.drawings import DRAWINGS, Draw
from tests.bot.facts import NAMES
from tests.bot.naughty import NAUGHTY
from tests.bot.spoiling import Spoil

MARK = "Zanzibar"
ANYWHERE = {name for name, draw in DRAWINGS.items() if MARK in str(draw(Spoil(MARK)))}
OURS = re.compile(
    "|".join([*map(re.escape, NAMES.values()), "<#C0WORKWEAR>", r"<!date\^\d+\^\{time\}\|[^<>|]*>"])
)
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
LIVE_ENTITY = re.compile("&(?!(?:amp|lt|gt);)")


def _texts(drawn: Any) -> Iterator[tuple[str, str]]:
    """Yield every text that Slack shows, with how Slack reads it."""
    waiting = [("text", drawn)]
    while waiting:
        key, node = waiting.pop()
        if isinstance(node, list):
            waiting += [(key, one) for one in node]
        elif isinstance(node, dict) and node.get("type") in ("plain_text", "mrkdwn"):
            if node["type"] == "mrkdwn":
                assert node["verbatim"] is True
            yield node["type"], node["text"]
        elif isinstance(node, dict):
            waiting += node.items()
        elif key in ("text", "initial_value") and isinstance(node, str):
            yield "mrkdwn" if key == "text" else "typed", node


def _dead(kind: str, text: str) -> None:
    if kind == "typed":
        return
    assert not TURNING.search(text)
    assert not UNSHOWN.search(text)
    text.encode()
    if kind == "mrkdwn":
        rest = OURS.sub("", text)
        assert not set("<>") & set(rest)
        assert not LIVE_ENTITY.search(rest)
        assert "``" not in rest


def _bare(text: str) -> str:
    """Return a text without what is never shown, on one line."""
    text = UNSHOWN.sub(" ", TURNING.sub("", text))
    return " ".join(re.sub("`\u200b", "`", text).split())


def _seen(kind: str, text: str) -> str:
    """Return what people see of a text that Slack reads so."""
    return _bare(html.unescape(text) if kind == "mrkdwn" else text)


def _beginning(text: str) -> str:
    """Return as much of a text as even the shortest place shows."""
    kept = ""
    for one in regex.finditer(r"\X", text):
        if len(kept) + len(one[0]) > 20:
            break
        kept += one[0]
    return kept


def _shown(draw: Draw, spoil: Spoil) -> dict[str, Any]:
    shown = draw(spoil)
    if "options" in shown:
        return guard.options(shown)
    return guard.view(shown) if "type" in shown else guard.message(shown)


def test_every_view_with_words_of_people_is_covered() -> None:
    """Only forms that show nothing of anybody are left out."""
    assert len(ANYWHERE) > 55
    assert len(set(NAUGHTY)) == len(NAUGHTY)
    assert len(NAUGHTY) > 150


@pytest.mark.parametrize("text", NAUGHTY, ids=map(str, range(len(NAUGHTY))))
def test_nothing_that_people_write_comes_to_life(text: str) -> None:
    """No mention, link, date or turned direction of theirs; the text itself stays."""
    spoil, wanted = Spoil(text), _beginning(_bare(text))
    for name in sorted(ANYWHERE):
        texts = list(_texts(_shown(DRAWINGS[name], spoil)))
        assert texts, name
        for kind, shown in texts:
            assert kind == "typed" or shown.strip(), (name, text, "an empty text is refused")
            _dead(kind, shown)
        assert any(wanted in _seen(kind, shown) for kind, shown in texts), (name, text, texts)
