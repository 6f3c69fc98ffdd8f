"""Chroma: one owner, idempotent, and never a crash whatever happened to its files."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.identity import WorkspaceId
from knowledge.index import probe
from knowledge.index.embedder import Provided
from knowledge.index.entries import Entry
from knowledge.index.errors import IndexBusy, IndexUnavailable
from knowledge.index.store import VectorStore
from knowledge.index.vectors import Row
from knowledge.records.refs import Ref

ONE, TWO = WorkspaceId("one"), WorkspaceId("two")


class Small(Provided):
    """A model of three dimensions; the store embeds nothing itself."""

    def __init__(self, dimension: int = 3, model_id: str = "small") -> None:
        self.dimension, self.model_id = dimension, model_id


def entry(number: int, text: str = "gloves") -> Entry:
    return Entry(
        id=f"J1:i{number}", ref=Ref.parse("J1"), version=1, insight=f"i{number}", lane="needs",
        stage=None, personas=(), text=f"{text} {number}", context="", visibility=None,
    )  # fmt: skip


def rows(entries: list[Entry], width: int = 3) -> dict[str, Row]:
    return {e.digest: np.eye(width, dtype=np.float32)[n % width] for n, e in enumerate(entries)}


ENTRIES = [entry(n) for n in range(1, 6)]
PERSISTED = 1_100
"""From a thousand entries on Chroma writes its vectors to files of their own."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chroma"


@pytest.fixture
def store(path: Path) -> Iterator[VectorStore]:
    opened = VectorStore.open(path, Small())
    yield opened
    opened.close()


def filled(path: Path, entries: list[Entry] = ENTRIES) -> None:
    store = VectorStore.open(path, Small())
    store.put(ONE, entries, rows(entries))
    store.close()


def test_what_is_put_is_there_once(store: VectorStore) -> None:
    for _ in range(2):
        store.put(ONE, ENTRIES, rows(ENTRIES))
    assert store.digests(ONE) == {e.id: e.digest for e in ENTRIES}
    found = store.vectors(ONE)
    assert all(np.array_equal(found[d], row) for d, row in rows(ENTRIES).items())


def test_the_same_id_is_written_over(store: VectorStore) -> None:
    store.put(ONE, ENTRIES, rows(ENTRIES))
    changed = entry(1, "boots")
    store.put(ONE, [changed], rows([changed]))
    assert store.digests(ONE)["J1:i1"] == changed.digest
    assert len(store.digests(ONE)) == len(ENTRIES)


def test_deleting_twice_is_deleting_once(store: VectorStore) -> None:
    store.put(ONE, ENTRIES, rows(ENTRIES))
    for _ in range(2):
        store.delete(ONE, ["J1:i1", "J1:unknown"])
    assert "J1:i1" not in store.digests(ONE)
    store.delete(ONE, [])


def test_workspaces_are_apart(store: VectorStore) -> None:
    store.put(ONE, ENTRIES, rows(ENTRIES))
    assert store.digests(TWO) == {}
    store.put(TWO, ENTRIES[:1], rows(ENTRIES[:1]))
    store.drop(ONE)
    assert store.digests(ONE) == {}
    assert len(store.digests(TWO)) == 1


def test_it_is_all_there_after_a_restart(path: Path) -> None:
    filled(path)
    store = VectorStore.open(path, Small())
    assert len(store.digests(ONE)) == len(ENTRIES)
    store.close()


def test_another_model_starts_empty(path: Path) -> None:
    filled(path)
    store = VectorStore.open(path, Small(model_id="other"))
    assert store.digests(ONE) == {}
    store.drop(ONE)
    store.close()
    store = VectorStore.open(path, Small())
    assert store.digests(ONE) == {}
    store.close()


def test_another_dimension_starts_empty(path: Path) -> None:
    """A model that kept its name and changed its width."""
    filled(path)
    store = VectorStore.open(path, Small(dimension=4))
    assert store.digests(ONE) == {}
    store.put(ONE, ENTRIES, rows(ENTRIES, 4))
    assert len(store.digests(ONE)) == len(ENTRIES)
    store.close()


def test_a_second_process_is_told_who_owns_it(store: VectorStore, path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from knowledge.index.ownership import Ownership;"
        "Ownership.take(Path(sys.argv[1]))"
    )
    lock = path.with_name("chroma.lock")
    ended = subprocess.run(
        [sys.executable, "-c", code, str(lock)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "IndexBusy" in ended.stderr
    with pytest.raises(IndexBusy, match="process"):
        VectorStore.open(path, Small())


def test_the_next_owner_gets_it_after_a_close(path: Path) -> None:
    for _ in range(2):
        VectorStore.open(path, Small()).close()


def gone(path: Path) -> None:
    shutil.rmtree(path)


def truncated(path: Path) -> None:
    database = path / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:5000])


def garbage(path: Path) -> None:
    (path / "chroma.sqlite3").write_bytes(b"\xff" * 100_000)


def newer(path: Path) -> None:
    with sqlite3.connect(path / "chroma.sqlite3") as database:
        database.execute("DROP TABLE collections")
        database.execute("CREATE TABLE collections_of_the_future (id TEXT)")
    database.close()


DAMAGE = [gone, truncated, garbage, newer]


def test_files_that_nobody_closed_are_kept_if_they_can_be_read(path: Path) -> None:
    """After a kill nothing is embedded anew unless something is damaged."""
    many = [entry(n) for n in range(PERSISTED)]
    filled(path, many)
    probe.note_open(path)
    assert probe.sound(path)
    store = VectorStore.open(path, Small())
    assert len(store.digests(ONE)) == PERSISTED
    store.close()


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damaged_files_are_opened_anew(path: Path, damage: Callable[[Path], None]) -> None:
    filled(path)
    damage(path)
    store = VectorStore.open(path, Small())
    assert len(store.digests(ONE)) in (0, len(ENTRIES))
    store.put(ONE, ENTRIES, rows(ENTRIES))
    assert len(store.vectors(ONE)) > 0
    assert len(store.digests(ONE)) == len(ENTRIES)
    store.close()


def test_damaged_vectors_are_opened_anew(path: Path) -> None:
    many = [entry(n) for n in range(PERSISTED)]
    filled(path, many)
    files = [*path.rglob("*.bin")]
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[:10])
    assert not probe.sound(path)
    store = VectorStore.open(path, Small())
    store.put(ONE, many, rows(many))
    assert len(store.vectors(ONE)) == PERSISTED
    store.close()


def test_files_that_vanish_while_open_are_no_crash(path: Path) -> None:
    store = VectorStore.open(path, Small())
    store.put(ONE, ENTRIES, rows(ENTRIES))
    shutil.rmtree(path)
    store.reset()
    assert store.digests(ONE) == {}
    store.put(ONE, ENTRIES, rows(ENTRIES))
    assert len(store.digests(ONE)) == len(ENTRIES)
    store.close()


def test_a_server_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(IndexUnavailable, match=r"127\.0\.0\.1:9"):
        VectorStore.open(path, Small(), url="http://127.0.0.1:9")
