"""Text that comes in: as Slack escaped it, and as people quote it."""

import re

from workshops.engine.text import visible

TOKEN = re.compile(r"<([@#!])?([^<>|]+)(?:\|([^<>]*))?>")
PAIRS = {'"': '"', "“": "”", "„": "“", "'": "'", "‘": "’", "«": "»", "»": "«", "‚": "‘"}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: object) -> str:
    """Return *text* without what no database takes: NUL, and halves of a letter."""
    return UNSTORABLE.sub("", str(text))


def unescaped(text: str | None) -> str:
    """Return *text* as it was typed: Slack's tokens as their labels, its escapes undone."""
    text = TOKEN.sub(_label, storable(text or ""))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def unquoted(text: str) -> str:
    """Return *text* without blanks and one pair of quotation marks around it; "" for nothing."""
    text = storable(text).strip()
    if len(text) > 1 and PAIRS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text if visible(text) else ""


def _label(found: re.Match[str]) -> str:
    kind, target, label = found[1], found[2], found[3]
    if kind == "@":
        return f"@{label or target}"
    if kind == "#":
        return f"#{label or target}"
    if kind == "!":
        return f"@{label or target.partition('^')[0]}".replace("@@", "@")
    return label or target
