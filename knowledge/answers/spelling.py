"""Spelling: the word that was meant, where the thumb slipped once."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from knowledge.index.lexicon import lexicon

SHORTEST = 4
"""Below so many letters nearly every word is a slip of another one."""
SHORTEST_CUT = 3
"""So many letters has a word that was cut short: "mgr", "dir"."""


def is_slip(typed: str, meant: str, *, exchanged: bool = True) -> bool:
    """Say whether one slip leads from *meant* to *typed*; the first letter is seldom wrong.

    Args:
        typed: A word as it stands in a question.
        meant: A word that it may stand for.
        exchanged: Whether a wrong letter counts too, beside one that is missing, one too many
            and two that are swapped: "Petre" is a slip of "Petra", but "charge" of no "change".
    """
    if typed == meant or typed[:1] != meant[:1] or min(len(typed), len(meant)) < SHORTEST:
        return False
    pairs = zip(typed, meant, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    one, other = typed[same:], meant[same:]
    if one[1:] == other or one == other[1:]:
        return True
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or (exchanged and one[1:] == other[1:])


def is_cut(typed: str, meant: str) -> bool:
    """Say whether *typed* is *meant* cut short: "mgr" for "manager", "purch" for "purchasing"."""
    if len(typed) < SHORTEST_CUT or len(typed) >= len(meant) or typed[0] != meant[0]:
        return False
    left = iter(meant)
    return all(letter in left for letter in typed)


def of_lexicon(typed: Iterable[str], *, language: str) -> Mapping[str, str]:
    """Return what each of *typed* was meant to be, of the words that questions are read by.

    Longer words only: with four letters a slip is another word ("form" and "from").
    """
    found = ((word, _meant(word, language)) for word in typed if len(word) > SHORTEST)
    return {word: meant for word, meant in found if meant}


@lru_cache(maxsize=65_536)
def _meant(word: str, language: str) -> str | None:
    """Questions share most of their words, hence the memory."""
    near = _longer(language).get(word[0], ())
    return next((one for one in near if is_slip(word, one, exchanged=False)), None)


def by_letter(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return words by their first letter, in which a slip is seldom: few are left to compare."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return found


@lru_cache(maxsize=8)
def _longer(language: str) -> Mapping[str, Sequence[str]]:
    return by_letter(word for word in sorted(lexicon(language).words) if len(word) > SHORTEST)
