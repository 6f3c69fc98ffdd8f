"""A backup is whole, also while somebody writes, and is for this account alone."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.ledger import Ledger, LedgerError, LedgerUnavailable, NoLedger, people
from knowledge.ledger.backup import back_up
from tests.knowledge.conftest import ACME, Clock


def rows(file: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as opened:
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        tables = [str(name) for (name,) in names.fetchall()]
        return [(name, *row) for name in tables for row in opened.execute(f"SELECT * FROM {name}")]


async def test_a_backup_holds_what_the_ledger_holds(
    sqlite_url: str, tmp_path: Path, clock: Clock
) -> None:
    """Read from the copy alone; it can be opened as a ledger."""
    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:
        async with ledger.transaction(ACME) as tx:
            await people.of(tx, "U1")
        back_up(sqlite_url, tmp_path / "backup.db")
    source = Path(sqlite_url.removeprefix("sqlite:///"))
    assert rows(tmp_path / "backup.db") == rows(source)
    async with (
        await Ledger.open(
            f"sqlite:///{tmp_path / 'backup.db'}", clock=clock, kill_at=""
        ) as restored,
        restored.reading(ACME) as tx,
    ):
        assert await people.known(tx, "U1")


async def test_what_is_being_written_is_in_it_whole_or_not_at_all(
    sqlite_url: str, tmp_path: Path, clock: Clock
) -> None:
    """Two rows of one transaction are never parted."""
    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:

        async def write() -> None:
            for number in range(60):
                async with ledger.transaction(ACME) as tx:
                    await people.of(tx, f"U{number}a")
                    await people.of(tx, f"U{number}b")

        async def copy(number: int) -> int:
            await asyncio.to_thread(back_up, sqlite_url, tmp_path / f"{number}.db")
            with closing(sqlite3.connect(tmp_path / f"{number}.db")) as opened:
                return int(opened.execute("SELECT count(*) FROM people").fetchone()[0])

        writing = asyncio.create_task(write())
        counted = [await copy(number) for number in range(8)]
        await writing
    assert [count % 2 for count in counted] == [0] * 8


def test_a_file_that_is_there_is_not_written_over(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_text("the last one")
    with pytest.raises(FileExistsError):
        back_up(sqlite_url, target)
    assert target.read_text() == "the last one"


def test_a_backup_is_for_this_account_alone(sqlite_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "backup.db")
    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == 0o600


def test_nothing_is_left_of_a_backup_that_failed(tmp_path: Path) -> None:
    (tmp_path / "desireline.db").write_text("no database at all" * 99)
    with pytest.raises(LedgerUnavailable):
        back_up(f"sqlite:///{tmp_path / 'desireline.db'}", tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


def test_where_nothing_is_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoLedger):
        back_up(f"sqlite:///{tmp_path / 'none' / 'desireline.db'}", tmp_path / "backup.db")
    assert [*tmp_path.iterdir()] == []


def test_postgresql_is_told_its_own_way(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="pg_dump"):
        back_up("postgresql://u@127.0.0.1:1/x", tmp_path / "backup.db")
