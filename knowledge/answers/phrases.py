"""Phrases: names and titles, split once; they are looked for in every question."""

from functools import lru_cache

from knowledge.index import words
from knowledge.index.lexicon import lexicon


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """List the words of *text* in order, folded."""
    return tuple(words.tokens(text))


@lru_cache(maxsize=65_536)
def stems(text: str, language: str) -> tuple[str, ...]:
    """List the stems of the words of *text* in order."""
    return tuple(words.stems(tokens(text), lexicon(language)))
