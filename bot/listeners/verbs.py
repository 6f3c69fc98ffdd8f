"""The words after `/journey`: a verb and the rest."""

import re

from bot.views.text import PAIRS, storable, unescaped, unquoted

KEPT_FIRST = frozenset({"note"})
"""What must not be lost and takes a while to answer: to find whom a sentence is about."""


def parsed(text: str) -> tuple[str, str]:
    """Return the verb, in lower case, and what follows; both "" when nothing is said."""
    said = unescaped(storable(text)).strip()
    if not unquoted(said):
        return "", ""
    verb, *rest = said.split(maxsplit=1)
    return verb.casefold(), rest[0] if rest else ""


_NOTE = re.compile(rf"note\s*(?::|(?=\s[{re.escape(''.join(PAIRS))}]))\s*(.*)", re.I | re.S)


def noted(said: str) -> str | None:
    """Return what `note: …` or `note "…"` asks to keep, "" for nothing; None for a question."""
    found = _NOTE.fullmatch(said.strip())
    if found is None:
        return None
    sentence = unquoted(found[1])
    whole = ":" in said[: found.start(1)] or sentence != found[1].strip()
    return sentence if whole else None
