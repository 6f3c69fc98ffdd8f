"""Words: BM25 over stems, bounded by what a perfect match of the question could score."""

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

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
    return stems([word for word in tokens(text) if word not in known.stop], known)


def stems(words: Sequence[str], known: Lexicon) -> list[str]:
    """Return the stem of each word, in order."""
    stemmed: list[str] = _stemmer(known.stemmer).stemWords(list(words))
    return stemmed


class Words:
    """A BM25 index over documents that are already split into stems."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._index = _built(documents)
        self._idf = _idf(documents)

    def idf(self, term: str) -> float:
        """Return how rare *term* is; an unknown one is the rarest."""
        return self._idf.get(term, _rarity(self._size, 0))

    def scores(self, question: Sequence[str]) -> Scores:
        """Return for each document the share of the question's weight that it holds, in [0, 1].

        A term scores less than its IDF however often it occurs, so the sum of the IDFs is the
        bound, and a word that nobody ever wrote lowers every document's share.
        """
        wanted = sorted(set(question))
        known = [term for term in wanted if term in self._idf]
        if self._index is None or not known:
            return np.zeros(self._size, np.float32)
        found = np.asarray(self._index.get_scores(known), np.float32)
        return np.asarray(found / sum(self.idf(term) for term in wanted), np.float32)


def _rarity(size: int, holders: int) -> float:
    return float(np.log(1 + (size - holders + 0.5) / (holders + 0.5)))


def _idf(documents: Sequence[Sequence[str]]) -> dict[str, float]:
    holders = Counter(chain.from_iterable(map(set, documents)))
    return {term: _rarity(len(documents), n) for term, n in holders.items()}


def _built(documents: Sequence[Sequence[str]]) -> Any:
    if not any(documents):
        return None
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it asks for DEBUG on import
    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    index.index([list(document) for document in documents], show_progress=False)
    return index
