"""Slices: the workspaces that this process holds in memory, fresh whenever they are asked for."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import structlog

from knowledge.identity import WorkspaceId
from knowledge.index import entries as found
from knowledge.index.embedder import Embedder, Matrix
from knowledge.index.entries import Entry
from knowledge.index.errors import IndexUnavailable, NotEmbeddable
from knowledge.index.library import Library
from knowledge.index.search import Listing, Query, Slice, searchable
from knowledge.index.vectors import Row, VectorCache, stacked
from knowledge.index.words import Words
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.models.one_liners import OneLiner

log = structlog.get_logger()

EMBED_AT_ONCE = 256
"""So many missing vectors a question waits for; more are left to the index effect."""
CAPACITY = 256
NEVER = -1


@dataclass
class Held:
    """What is kept of one workspace; `seen` counts the vectors that the slice was made from."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    slice: Slice | None = None
    vectors: dict[str, Row] = field(default_factory=dict)
    stems: dict[str, list[str]] = field(default_factory=dict)
    warm: bool = False
    complete: bool = False
    seen: int = 0


class Slices:
    """Gives the slice of a workspace as its ledger is now, whatever the index has done so far.

    Attributes:
        away: Whether the model was away when it was last needed: only words are found then.
    """

    def __init__(self, embedder: Callable[[], Embedder], *, cache_dir: Path) -> None:
        """Say how the model is had, and where vectors are kept.

        Args:
            embedder: Returns the model or raises `IndexUnavailable`, and keeps nobody waiting.
            cache_dir: A file for each workspace is kept there.
        """
        self._open = embedder
        self.away = False
        self._cache_dir = cache_dir
        self._held: OrderedDict[WorkspaceId, Held] = OrderedDict()

    @property
    def embedder(self) -> Embedder:
        """Return the model.

        Raises:
            IndexUnavailable: It can't be had at the moment.
        """
        return self._open()

    def held(self, workspace: WorkspaceId) -> Held:
        """Return what is kept of *workspace*; the one not used for longest is let go."""
        held = self._held.setdefault(workspace, Held())
        self._held.move_to_end(workspace)
        if len(self._held) > CAPACITY:
            self._held.popitem(last=False)
        return held

    def cache(self, workspace: WorkspaceId) -> VectorCache:
        """Return the file with the vectors of *workspace*."""
        model = self.embedder
        whose = f"{model.model_id}\n{workspace}".encode("utf-8", "surrogatepass")
        name = f"{hashlib.sha256(whose).hexdigest()[:40]}.vectors"
        return VectorCache(self._cache_dir / name, dimension=model.dimension)

    def forget(self, workspace: WorkspaceId) -> None:
        """Let go of everything kept of *workspace*."""
        self._held.pop(workspace, None)

    async def tidy(self, workspace: WorkspaceId) -> None:
        """Let go of the vectors of texts that are on record no more."""
        held = self.held(workspace)
        async with held.lock:  # nobody may be looking for one of them
            if held.slice is not None and held.complete:
                wanted = {entry.digest for entry in held.slice.entries}
                held.vectors = {key: row for key, row in held.vectors.items() if key in wanted}

    def query(self, text: str, *, stems: Sequence[str]) -> Query:
        """Turn a text into a direction, beside the stems that matter in it; blocking.

        Without the model it has no direction.
        """
        with self._unless_away():
            return Query(self.embedder.vectors([text])[0], tuple(stems))
        return Query(np.zeros(0, np.float32), tuple(stems))

    @contextmanager
    def _unless_away(self) -> Iterator[None]:
        """Break off where the model can't be had; note whether it could."""
        try:
            yield
        except (IndexUnavailable, NotEmbeddable) as error:
            if not self.away:
                log.warning("index.model_away", why=type(error).__name__)
            self.away = True
        else:
            self.away = False

    async def of(self, tx: Transaction) -> Slice:
        """Return the slice of the transaction's workspace, of its present generation."""
        held = self.held(tx.workspace)
        async with held.lock:
            generation = await store.generation(tx)
            library = await _library(tx, held.slice, generation)
            settled = held.complete or held.seen == len(held.vectors)
            if held.slice is not None and settled and _finds_the_same(held.slice.library, library):
                if library is not held.slice.library:
                    held.slice = replace(held.slice, library=library)
            else:
                held.slice = await asyncio.to_thread(self._build, held, library)
            return held.slice

    def _build(self, held: Held, library: Library) -> Slice:
        listed = found.entries(library)
        held.stems = _stems(listed, held.stems)
        words = _words(held, listed)
        # From here on the model is needed, which may still be on its way.
        with self._unless_away():
            matrix = self._matrix(held, library.workspace, listed)
            return Slice(library, Listing(listed), matrix, words)
        held.complete, held.seen = False, NEVER
        return Slice(library, Listing(listed), np.zeros((len(listed), 0), np.float32), words)

    def _matrix(self, held: Held, workspace: WorkspaceId, listed: tuple[Entry, ...]) -> Matrix:
        if not held.warm:
            held.vectors |= self.cache(workspace).read()
            held.warm = True
        missing = {e.digest: e.meaning for e in listed if e.digest not in held.vectors}
        if len(missing) <= EMBED_AT_ONCE:
            held.vectors |= embedded(self.embedder, missing)
            missing = {}
        held.complete, held.seen = not missing, len(held.vectors)
        digests = (entry.digest for entry in listed)
        return stacked(digests, held.vectors, dimension=self.embedder.dimension)


def _finds_the_same(before: Library, after: Library) -> bool:
    """Say whether only sentences came or changed that nobody has confirmed: none can be found."""
    if before is after:
        return True
    changed = (v for ref, v in after.versions.items() if before.versions.get(ref) is not v)
    return all(_unfound(v) and _unfound(before.versions.get(v.ref)) for v in changed)


def _unfound(version: store.Version | None) -> bool:
    if version is None:
        return True
    return isinstance(version.body, OneLiner) and not version.body.match.confirmed


def _words(held: Held, listed: tuple[Entry, ...]) -> Words:
    """Keep the words' index when a refresh brought vectors only."""
    if held.slice is not None and held.slice.entries == listed:
        return held.slice.words
    return Words([held.stems[entry.digest] for entry in listed])


def embedded(embedder: Embedder, texts: Mapping[str, str]) -> dict[str, Row]:
    """Return the vector of each text under its key."""
    return dict(zip(texts, embedder.vectors([*texts.values()]), strict=True))


def _stems(listed: tuple[Entry, ...], known: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {e.digest: known[e.digest] if e.digest in known else searchable(e) for e in listed}


async def _library(tx: Transaction, before: Slice | None, generation: int) -> Library:
    """Read what changed since the last time; everything the first time."""
    if before is None:
        versions = await store.all_current(tx)
        return Library.of(tx.workspace, versions, generation=generation)
    if before.library.generation == generation:
        return before.library
    changed = await store.changed_since(tx, before.library.generation)
    merged = {**before.library.versions, **{version.ref: version for version in changed}}
    return Library.of(tx.workspace, merged.values(), generation=generation)
