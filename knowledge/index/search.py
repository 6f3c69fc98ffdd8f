"""Search: a workspace's entries in memory, found by meaning and by words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.identity import Places
from knowledge.index.embedder import Matrix
from knowledge.index.entries import Entry
from knowledge.index.library import Library
from knowledge.index.words import Words, terms
from knowledge.records.refs import Ref

Rows = NDArray[np.intp]
Key = TypeVar("Key", str, Ref)
WORDS_WEIGHT = 0.7
"""How much a full match of words counts beside meaning; docs/decisions says how it was chosen."""


@dataclass(frozen=True)
class Hit:
    """An entry and how well it fits; `score` is `cosine` + WORDS_WEIGHT * `words`."""

    entry: Entry
    score: float
    cosine: float
    words: float


@dataclass(frozen=True)
class Query:
    """A question as the index sees it: its direction and its stems.

    `vector` is of length 1, or empty where the model was away: only words are found then.
    """

    vector: Matrix
    terms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Listing:
    """The entries in their rows, and in which rows a persona, a lane or a place is found."""

    entries: tuple[Entry, ...]

    @cached_property
    def all(self) -> Rows:
        """Every row."""
        return np.arange(len(self.entries))

    @cached_property
    def by_persona(self) -> Mapping[Ref, Rows]:
        """The rows that are about a persona."""
        return _by((ref, n) for n, entry in enumerate(self.entries) for ref in entry.personas)

    @cached_property
    def by_lane(self) -> Mapping[str, Rows]:
        """The rows in a lane."""
        return _by((entry.lane, n) for n, entry in enumerate(self.entries))

    @cached_property
    def kept_apart(self) -> tuple[int, ...]:
        """The rows that are for those in a place only."""
        return tuple(row for row, entry in enumerate(self.entries) if entry.visibility)


@dataclass(frozen=True)
class Slice:
    """What one workspace can be asked, at one generation; immutable, safe to share.

    Rows of `matrix` are of length 1, or 0 where a text is not embedded yet: such an entry is
    found by its words until the index has caught up. Where the model was away, rows are empty.
    """

    library: Library
    listing: Listing
    matrix: Matrix
    words: Words

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that can be found, in the rows' order."""
        return self.listing.entries

    def hits(
        self,
        query: Query,
        *,
        places: Places,
        k: int = 8,
        personas: Collection[Ref] | None = None,
        lane: str | None = None,
    ) -> tuple[Hit, ...]:
        """Return what fits best among what somebody in *places* may see.

        Args:
            query: The question.
            places: Where the reader is; entries kept in another place are not found.
            k: Upper bound on hits.
            personas: Only what is about one of these; all when None.
            lane: Only what is in this lane; all when None.

        Returns:
            0-k hits, score descending, then by id; score in [-1, 1 + WORDS_WEIGHT].
        """
        rows = self._permitted(places, self._rows(personas, lane))
        near = self._near(query.vector, rows)
        words = self.words.scores(query.terms)[rows]
        score = near + np.float32(WORDS_WEIGHT) * words
        found = [
            Hit(self.entries[rows[n]], float(score[n]), float(near[n]), float(words[n]))
            for n in _top(score, k)
        ]
        return tuple(sorted(found, key=lambda hit: (-hit.score, hit.entry.id)))

    def _near(self, vector: Matrix, rows: Rows) -> Matrix:
        """Multiply in place when nearly all rows are wanted: copying them costs more."""
        if len(vector) != self.matrix.shape[1]:  # the model came or went in between
            return np.zeros(len(rows), np.float32)
        if 2 * len(rows) > len(self.entries):
            return np.asarray((self.matrix @ vector)[rows], np.float32)
        return np.asarray(self.matrix[rows] @ vector, np.float32)

    def _rows(self, personas: Collection[Ref] | None, lane: str | None) -> Rows:
        nothing = np.zeros(0, np.intp)
        rows = self.listing.all if personas is None else self._about(personas)
        return (
            rows if lane is None else np.intersect1d(rows, self.listing.by_lane.get(lane, nothing))
        )

    def _about(self, personas: Collection[Ref]) -> Rows:
        known = self.listing.by_persona
        found = [known[ref] for ref in personas if ref in known]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.intp)

    def _permitted(self, places: Places, rows: Rows) -> Rows:
        apart = self.listing.kept_apart
        hidden = [row for row in apart if self.entries[row].visibility not in places]
        return rows[~np.isin(rows, hidden)] if hidden else rows


def _by(named: Iterable[tuple[Key, int]]) -> dict[Key, Rows]:
    """Return by name the rows of that name, in their order."""
    found: dict[Key, list[int]] = {}
    for name, row in named:
        found.setdefault(name, []).append(row)
    return {name: np.array(rows, np.intp) for name, rows in found.items()}


def _top(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    if len(scores) <= k:
        return np.arange(len(scores), dtype=np.intp)
    return np.asarray(np.argpartition(scores, len(scores) - k)[-k:], np.intp)


def searchable(entry: Entry, *, language: str = "en") -> list[str]:
    """Return the stems by which *entry* is found: its text's and its context's."""
    return [*terms(entry.text, language=language), *_of_context(entry.context, language)]


@lru_cache(maxsize=65_536)
def _of_context(context: str, language: str) -> tuple[str, ...]:
    """Many entries share a context."""
    return tuple(terms(context, language=language))
