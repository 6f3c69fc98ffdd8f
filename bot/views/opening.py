"""Buttons that open what a text names: a record, or one version of it."""

from collections.abc import Iterable

from bot.views import blocks
from bot.views.blocks import Element
from prompts.words import Words

SHOWN = 5


def open_button(at: str, words: Words) -> Element:
    """Return the button that opens `J1` or `J1@2`."""
    return blocks.button(words("buttons.open", version=at), f"record.show:{at}", value=at)


def open_buttons(ats: Iterable[str], words: Words, *, most: int = SHOWN) -> list[Element]:
    """Return a button for each, the first few only, each once."""
    return [open_button(at, words) for at in list(dict.fromkeys(ats))[:most]]
