"""Indexing: makes Chroma and the vectors in memory say what the ledger says."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.identity import WorkspaceId
from knowledge.index.errors import IndexUnavailable, ModelAway
from knowledge.index.index import Index
from knowledge.index.search import Slice
from knowledge.index.slices import Held, embedded
from knowledge.ledger import Ledger, reach

if TYPE_CHECKING:
    from knowledge.index.store import VectorStore

BATCH = 128
Progress = Callable[[int, int], None]
"""Called with how many of how many texts are embedded."""


@dataclass(frozen=True)
class Indexed:
    """What one run changed."""

    written: int
    deleted: int


async def record(
    ledger: Ledger, index: Index, workspace: WorkspaceId, *, progress: Progress | None = None
) -> Indexed:
    """Bring the index of *workspace* up to its records; the effect `index.record`.

    May be run at any time and any number of times: it compares what is stored with what is on
    record, so a run that was cut short is made good by the next.

    Raises:
        IndexUnavailable: Chroma or the model can't be reached; nothing is lost, try again.
    """
    reach("index_before")
    async with index.writing(workspace):
        async with ledger.reading(workspace) as tx:
            slice_ = await index.slices.of(tx)
        store = await index.store()
        done = await asyncio.to_thread(_healed, index, slice_, store, progress)
        if done.deleted:
            await index.slices.tidy(workspace)
    reach("index_after")
    return done


def _healed(
    index: Index, slice_: Slice, store: "VectorStore", progress: Progress | None
) -> Indexed:
    """Files that went bad while they were open are thrown away, once, and written anew."""
    try:
        return _run(index, slice_, store, progress)
    except ModelAway:  # the files are well
        raise
    except IndexUnavailable:
        if not store.owned:
            raise
    store.reset()
    index.stored.clear()
    return _run(index, slice_, store, progress)


def _run(index: Index, slice_: Slice, store: "VectorStore", progress: Progress | None) -> Indexed:
    held = index.slices.held(slice_.library.workspace)
    _fill(index, held, slice_, store, progress)
    return _converge(index, held, slice_, store)


async def rebuild(
    ledger: Ledger, index: Index, workspace: WorkspaceId, *, progress: Progress | None = None
) -> Indexed:
    """Index *workspace* from nothing; questions are answered meanwhile, by words at first."""
    async with index.writing(workspace):
        store = await index.store()
        await asyncio.to_thread(store.drop, workspace)
        await asyncio.to_thread(index.slices.cache(workspace).forget)
        index.slices.forget(workspace)
        index.stored.pop(workspace, None)
    return await record(ledger, index, workspace, progress=progress)


def _fill(
    index: Index, held: Held, slice_: Slice, store: "VectorStore", progress: Progress | None
) -> None:
    """Find the vectors that are missing: in Chroma, or by embedding in small batches."""
    missing = _missing(held, slice_)
    if len(missing) > BATCH:
        held.vectors |= store.vectors(slice_.library.workspace)
        missing = _missing(held, slice_)
    waiting, total = [*missing.items()], len(missing)
    for start in range(0, total, BATCH):
        held.vectors |= embedded(index.embedder(), dict(waiting[start : start + BATCH]))
        if progress:
            progress(min(start + BATCH, total), total)


def _missing(held: Held, slice_: Slice) -> dict[str, str]:
    return {e.digest: e.meaning for e in slice_.entries if e.digest not in held.vectors}


def _converge(index: Index, held: Held, slice_: Slice, store: "VectorStore") -> Indexed:
    workspace = slice_.library.workspace
    wanted = {entry.id: entry for entry in slice_.entries}
    stored = _stored(index, store, workspace)
    fresh = [entry for entry in wanted.values() if stored.get(entry.id) != entry.digest]
    gone = stored.keys() - wanted.keys()
    store.put(workspace, fresh, held.vectors)
    store.delete(workspace, gone)
    index.stored[workspace] = {id_: entry.digest for id_, entry in wanted.items()}
    _cache(index, held, slice_, workspace)
    return Indexed(written=len(fresh), deleted=len(gone))


def _stored(index: Index, store: "VectorStore", workspace: WorkspaceId) -> Mapping[str, str]:
    """Remember what is stored only where nobody else writes."""
    if store.owned and workspace in index.stored:
        return index.stored[workspace]
    return store.digests(workspace)


def _cache(index: Index, held: Held, slice_: Slice, workspace: WorkspaceId) -> None:
    """Keep the file that makes the next start quick, without texts that are gone."""
    if not index.owner:
        return
    cache = index.slices.cache(workspace)
    known, wanted = cache.read(), {entry.digest for entry in slice_.entries}
    if known.keys() - wanted:
        cache.rewrite({digest: held.vectors[digest] for digest in wanted})
    else:
        cache.append({digest: held.vectors[digest] for digest in wanted - known.keys()})
