"""The words after `/journey`: a verb and the rest."""

from bot.views.text import storable, unescaped, unquoted

KEPT_FIRST = frozenset({"note"})
"""What must not be lost and takes a while to answer: to find whom a sentence is about."""


def parsed(text: str) -> tuple[str, str]:
    """Return the verb, in lower case, and what follows; both "" when nothing is said."""
    said = unescaped(storable(text)).strip()
    if not unquoted(said):
        return "", ""
    verb, *rest = said.split(maxsplit=1)
    return verb.casefold(), rest[0] if rest else ""
