"""Indexing converges with the records, whatever was missing, broken or cut short."""

import asyncio
import os
import shutil
import signal
import threading
from pathlib import Path

import numpy as np
import pytest

from knowledge.examples import generate, load_examples
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.index import indexing, probe, slices
from knowledge.index.entries import entries
from knowledge.index.errors import IndexBusy
from knowledge.index.index import Index
from knowledge.index.ownership import Ownership
from knowledge.index.search import Hit
from knowledge.index.words import terms
from knowledge.ledger import Ledger, killpoints
from knowledge.records import store
from knowledge.records.models.claims import Insight
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from tests.forked import start
from tests.knowledge_index.conftest import NOW

ONE, TWO = WorkspaceId("one"), WorkspaceId("two")
PERSON = PersonId("p1")
NOWHERE: frozenset[PlaceId] = frozenset()


async def examples(ledger: Ledger, workspace: WorkspaceId = ONE) -> None:
    async with ledger.transaction(workspace) as tx:
        await load_examples(tx)


async def publish(ledger: Ledger, *texts: str, ref: Ref | None = None) -> Ref:
    insights = tuple(Insight(id=f"i{n}", text=text, lane="needs") for n, text in enumerate(texts))
    async with ledger.transaction(ONE) as tx:
        base = None if ref is None else (await store.current(tx, ref)).number
        ref = ref or await store.new_ref(tx, Kind.PERSONA)
        body = Persona(name="Quentin", insights=insights)
        await store.publish(tx, ref, body, person=PERSON, reason="test", base=base)
    return ref


async def hits(
    ledger: Ledger, index: Index, question: str, workspace: WorkspaceId = ONE
) -> tuple[Hit, ...]:
    async with ledger.reading(workspace) as tx:
        slice_ = await index.slices.of(tx)
    query = await asyncio.to_thread(index.slices.query, question, stems=terms(question))
    return slice_.hits(query, places=NOWHERE)


async def converged(ledger: Ledger, index: Index, workspace: WorkspaceId = ONE) -> bool:
    async with ledger.reading(workspace) as tx:
        library = (await index.slices.of(tx)).library
    chroma = await index.store()
    wanted = {entry.id: entry.digest for entry in entries(library)}
    vectors = await asyncio.to_thread(chroma.vectors, workspace)
    return chroma.digests(workspace) == wanted and vectors.keys() == set(wanted.values())


async def test_it_says_what_the_ledger_says(ledger: Ledger, index: Index) -> None:
    await examples(ledger)
    done = await indexing.record(ledger, index, ONE)
    assert done.written > 140
    assert await converged(ledger, index)


async def test_a_second_run_changes_nothing(ledger: Ledger, index: Index) -> None:
    await examples(ledger)
    await indexing.record(ledger, index, ONE)
    assert await indexing.record(ledger, index, ONE) == indexing.Indexed(written=0, deleted=0)


async def test_only_what_changed_is_written(ledger: Ledger, index: Index) -> None:
    ref = await publish(ledger, "a red boat", "a blue car")
    await indexing.record(ledger, index, ONE)
    await publish(ledger, "a red boat", "a green train", "a tram", ref=ref)
    assert await indexing.record(ledger, index, ONE) == indexing.Indexed(written=2, deleted=0)
    await publish(ledger, "a red boat", ref=ref)
    assert await indexing.record(ledger, index, ONE) == indexing.Indexed(written=0, deleted=2)
    assert await converged(ledger, index)


async def test_a_version_is_found_before_it_is_indexed(ledger: Ledger, index: Index) -> None:
    await examples(ledger)
    await indexing.record(ledger, index, ONE)
    assert "zeppelin" not in (await hits(ledger, index, "zeppelin mooring mast"))[0].entry.text
    ref = await publish(ledger, "He wants a zeppelin with a mooring mast.")
    found = (await hits(ledger, index, "zeppelin mooring mast"))[0].entry
    assert (found.ref, found.version) == (ref, 1)


async def test_a_restart_reads_its_vectors_instead_of_making_them(
    ledger: Ledger, data_dir: Path
) -> None:
    await examples(ledger)
    async with Index(data_dir) as first:
        await indexing.record(ledger, first, ONE)
        before = await hits(ledger, first, "gloves in the drawer")
    second = Index(data_dir)
    second.embedder()
    after = await hits(ledger, second, "gloves in the drawer")
    assert [(hit.entry.id, hit.score) for hit in after] == [
        (hit.entry.id, hit.score) for hit in before
    ]
    assert len(second.slices.cache(ONE).read()) == len(second.slices.held(ONE).vectors)


@pytest.mark.parametrize("lost", ["chroma", "vectors", "both"])
async def test_what_is_lost_is_made_again(ledger: Ledger, data_dir: Path, lost: str) -> None:
    await examples(ledger)
    async with Index(data_dir) as first:
        await indexing.record(ledger, first, ONE)
    for name in ("chroma", "vectors") if lost == "both" else (lost,):
        shutil.rmtree(data_dir / name)
    async with Index(data_dir) as second:
        await indexing.record(ledger, second, ONE)
        assert await converged(ledger, second)


async def test_files_that_go_bad_while_open_are_written_anew(
    ledger: Ledger, index: Index, data_dir: Path
) -> None:
    await examples(ledger)
    await indexing.record(ledger, index, ONE)
    for file in (data_dir / "chroma").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\0" * 2000)
    index.stored.clear()
    await indexing.record(ledger, index, ONE)
    assert await converged(ledger, index)


async def test_a_rebuild_answers_meanwhile(ledger: Ledger, index: Index) -> None:
    async with ledger.transaction(ONE) as tx:
        await generate(tx, 40, person=PERSON)
    await publish(ledger, "He wants a zeppelin with a mooring mast.")
    await indexing.record(ledger, index, ONE)
    rebuilding = asyncio.create_task(indexing.rebuild(ledger, index, ONE))
    asked = 0
    while not rebuilding.done():
        found = await hits(ledger, index, "zeppelin mooring mast")
        assert "zeppelin" in found[0].entry.text
        asked += 1
        await asyncio.sleep(0)
    assert (await rebuilding).written > 40
    assert asked > 1
    assert await converged(ledger, index)


async def test_a_second_process_is_refused_and_still_answers(
    ledger: Ledger, index: Index, data_dir: Path
) -> None:
    """The command line beside a running server: no shared Chroma, an answer all the same."""
    await examples(ledger)
    await indexing.record(ledger, index, ONE)
    async with Index(data_dir) as beside:
        with pytest.raises(IndexBusy):
            await indexing.record(ledger, beside, ONE)
        assert (await hits(ledger, beside, "gloves in the drawer"))[0].entry.lane == "quotes"
    assert await converged(ledger, index)


async def test_an_opening_that_is_cut_short_keeps_nobody_out(
    index: Index, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops while the files are looked at closes what that look goes on to open."""
    looking, go_on = threading.Event(), threading.Event()

    def look(path: Path) -> bool:
        looking.set()
        return go_on.wait(30)

    monkeypatch.setattr(probe, "sound", look)
    opening = asyncio.create_task(index.store())
    await asyncio.to_thread(looking.wait, 30)
    opening.cancel()
    closing = asyncio.create_task(index.close())
    await asyncio.gather(opening, return_exceptions=True)
    go_on.set()
    await closing
    Ownership.take(data_dir / "chroma.lock").release()


async def test_progress_is_told(
    ledger: Ledger, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "EMBED_AT_ONCE", 16)
    monkeypatch.setattr(indexing, "BATCH", 16)
    async with ledger.transaction(ONE) as tx:
        await generate(tx, 40, person=PERSON)
    told: list[tuple[int, int]] = []
    await indexing.record(ledger, index, ONE, progress=lambda n, of: told.append((n, of)))
    assert told == [(16, 40), (32, 40), (40, 40)]


async def test_twenty_workspaces_with_equal_texts_see_only_themselves(
    ledger: Ledger, index: Index
) -> None:
    names = [WorkspaceId(f"w{n}") for n in range(20)]
    for n, name in enumerate(names):
        async with ledger.transaction(name) as tx:
            await generate(tx, 5, person=PERSON, canary=f"canary{n}x")
    for n, name in enumerate(names):
        found = await hits(ledger, index, "who signs the order? canary3x", name)
        assert found
        assert all(f"canary{n}x" in hit.entry.text for hit in found)
    for name in names[:3]:
        await indexing.record(ledger, index, name)
        assert await converged(ledger, index, name)


async def test_what_is_kept_in_a_place_is_found_there_only(ledger: Ledger, index: Index) -> None:
    place = PlaceId("backroom")
    async with ledger.transaction(ONE) as tx:
        await generate(tx, 30, person=PERSON, canary="hidden", visibility=place)
    await publish(ledger, "open to all")
    query = await asyncio.to_thread(index.slices.query, "hidden", stems=["hidden"])
    async with ledger.reading(ONE) as tx:
        slice_ = await index.slices.of(tx)
    assert {hit.entry.text for hit in slice_.hits(query, places=NOWHERE)} == {"open to all"}
    assert "hidden" in slice_.hits(query, places=frozenset({place}))[0].entry.text
    elsewhere = frozenset({PlaceId("other")})
    assert {hit.entry.text for hit in slice_.hits(query, places=elsewhere)} == {"open to all"}


async def test_scores_are_bounded(ledger: Ledger, index: Index) -> None:
    await examples(ledger)
    for hit in await hits(ledger, index, "The good gloves are in the drawer."):
        assert -1 <= hit.cosine <= 1.0001
        assert 0 <= hit.words <= 1
        assert np.isfinite(hit.score)


async def _indexed(url: str, folder: Path) -> None:
    ledger = await Ledger.open(url, clock=lambda: NOW)
    await indexing.record(ledger, Index(folder), ONE)


def _index(url: str, folder: Path) -> None:
    asyncio.run(_indexed(url, folder))


@pytest.mark.parametrize("point", ["index_before", "index_after"])
async def test_a_killed_run_is_made_good_by_the_next(
    ledger: Ledger, sqlite_url: str, data_dir: Path, tmp_path: Path, point: str
) -> None:
    await examples(ledger)
    armed, log = {**os.environ, killpoints.SETTING: point}, tmp_path / "log"
    killed = start(_index, sqlite_url, data_dir, log=log, environment=armed)
    assert await killed.wait() == -signal.SIGKILL, log.read_text()
    async with Index(data_dir) as index:
        await indexing.record(ledger, index, ONE)
        assert await converged(ledger, index)


async def test_what_is_on_record_no_more_is_not_kept_in_memory(
    ledger: Ledger, index: Index
) -> None:
    """A process that runs for years holds what can be found, and not all that ever could."""
    ref = await publish(ledger, "They fear blame", "They need proof")
    await indexing.record(ledger, index, ONE)
    await publish(ledger, "They need proof", ref=ref)
    await indexing.record(ledger, index, ONE)
    assert len(index.slices.held(ONE).vectors) == 1
