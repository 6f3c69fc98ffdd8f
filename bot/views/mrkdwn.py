"""Text that people wrote, made inert for Slack's mrkdwn.

Stored text stays as it was written; every renderer passes it through here on the way out.
Source of the three escapes: Slack's "Formatting text for app surfaces". Bare links are kept
from becoming live by `verbatim` (see `blocks.mrkdwn`).
"""

import re

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of the text after them, also that of our own words."""

INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
FENCE = re.compile("`(?=`)")


def escape(text: str) -> str:
    """Return *text* with nothing in it that Slack would bring to life."""
    text = INVISIBLE.sub(" ", BIDI.sub("", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return FENCE.sub("`\u200b", text)


def inline(text: str) -> str:
    """Return *text* escaped and on one line, to stand inside a sentence of ours."""
    return escape(" ".join(text.split()))


def plain(text: str) -> str:
    """Return *text* for a `plain_text` object: on one line, nothing that turns direction."""
    return INVISIBLE.sub(" ", BIDI.sub("", " ".join(text.split())))


def aloud(text: str) -> str:
    """Return a sentence of ours as it is read aloud: without the stars that make words bold."""
    return plain(text.replace("*", ""))


def person(outside_id: str) -> str:
    """Mention somebody of ours on purpose; only with an id that Slack gave us."""
    if not re.fullmatch(r"[UW][A-Z0-9]{2,30}", outside_id):
        return inline(outside_id)
    return f"<@{outside_id}>"


def instant(epoch_s: int, fallback: str, *, form: str = "{time}") -> str:
    """Show an instant in each reader's own time zone (Slack's date token)."""
    return f"<!date^{epoch_s}^{form}|{inline(fallback)}>"
