"""Words: BM25 over stems, bounded by what a perfect match of the question could score."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import Stemmer
from numpy.typing import NDArray

from knowledge.index.lexicon import Lexicon, lexicon

K1, B = 1.2, 0.75
_WORD = re.compile(r"[\w']+")
Scores = NDArray[np.float32]


@lru_cache(maxsize=8)
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)


def tokens(text: str) -> list[str]:
    """Return the words of *text* in order; case, accents and possessives folded."""
    folded = text.casefold().replace("’", "'")
    plain = folded if folded.isascii() else _unaccented(folded)
    words = (word.strip("'_").removesuffix("'s") for word in _WORD.findall(plain))
    return [word for word in words if word]


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def terms(text: str, *, language: str = "en") -> list[str]:
    """Return the stems that carry meaning, in order."""
    known = lexicon(language)
    stop = known.stop
    return stems([word for word in tokens(text) if word not in stop], known)


def stems(words: Sequence[str], known: Lexicon) -> list[str]:
    """Return the stem of each word, in order."""
    stemmed: list[str] = _stemmer(known.stemmer).stemWords(list(words))
    return stemmed


class Words:
    """A BM25 index, weighted as Lucene does it, over documents already split into stems.

    It is made anew whenever a text changes, so making it is a few passes over arrays. Term after
    term, `_rows` says which documents hold it and `_weights` what it weighs in each.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._numbers: dict[str, int] = {}
        lengths = np.fromiter(map(len, documents), np.intp, self._size)
        said = [
            self._numbers.setdefault(term, len(self._numbers))
            for term in chain.from_iterable(documents)
        ]
        spots = np.array(said, np.intp) * self._size + np.repeat(np.arange(self._size), lengths)
        held, times = np.unique(spots, return_counts=True)
        term, self._rows = np.divmod(held, max(self._size, 1))
        holders = np.bincount(term, minlength=len(self._numbers))
        self._starts = np.concatenate(([0], np.cumsum(holders)))
        self._idf = _rarity(self._size, holders)
        length = lengths[self._rows] / (lengths.mean() if said else 1)
        weights = self._idf[term] * times / (times + K1 * (1 - B + B * length))
        self._weights = weights.astype(np.float32)

    def __contains__(self, term: object) -> bool:
        """Say whether any document holds *term*."""
        return term in self._numbers

    def scores(self, question: Sequence[str]) -> Scores:
        """Return for each document the share of the question's weight that it holds, in [0, 1].

        A term scores less than its IDF however often it occurs, so the sum of the IDFs is the
        bound, and a word that nobody ever wrote lowers every document's share.
        """
        scores = np.zeros(self._size, np.float32)
        wanted = set(question)
        known = sorted(self._numbers[term] for term in wanted if term in self._numbers)
        for number in known:
            of_term = slice(self._starts[number], self._starts[number + 1])
            scores[self._rows[of_term]] += self._weights[of_term]
        bound = self._idf[known].sum() + (len(wanted) - len(known)) * _rarity(self._size, 0)
        return scores / np.float32(bound) if known else scores


def _rarity(size: int, holders: NDArray[np.intp] | int) -> NDArray[np.float64]:
    """Return the IDF of a term that so many of *size* documents hold."""
    return np.asarray(np.log(1 + (size - holders + 0.5) / (holders + 0.5)))
