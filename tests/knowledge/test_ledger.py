"""The transaction: all or nothing, one workspace, and readers that only read."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from knowledge.ledger import (
    DeliveryRepeated,
    Ledger,
    LedgerBusy,
    LedgerError,
    LedgerUnavailable,
    NothingCommitted,
    WorkspaceRequired,
    WriteRefused,
    deliveries,
    effects,
    people,
    sqlite,
)
from knowledge.ledger.schema.workspaces import bodies
from knowledge.ledger.schema.workspaces import people as people_table
from tests.knowledge.conftest import ACME, NOON, OTHER, Clock

NOT_WORKSPACES = ["", " ", None, 7]


@pytest.mark.parametrize("workspace", NOT_WORKSPACES)
async def test_a_transaction_needs_a_workspace(ledger: Ledger, workspace: object) -> None:
    with pytest.raises(WorkspaceRequired):
        async with ledger.transaction(workspace):  # type: ignore[arg-type]
            pass


@pytest.mark.parametrize("workspace", NOT_WORKSPACES)
async def test_reading_needs_a_workspace(ledger: Ledger, workspace: object) -> None:
    with pytest.raises(WorkspaceRequired):
        async with ledger.reading(workspace):  # type: ignore[arg-type]
            pass


async def test_a_transaction_refuses_what_is_of_another_workspace(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        with pytest.raises(WorkspaceRequired):
            tx.only(OTHER)


async def test_now_stands_still_within_a_transaction(ledger: Ledger, clock: Clock) -> None:
    async with ledger.transaction(ACME) as tx:
        clock.turn(60)
        assert tx.now == NOON


async def test_a_reader_cannot_write(ledger: Ledger) -> None:
    """The database refuses, not only our code; and the reader goes on working."""
    row = {"workspace": ACME, "person": "p1", "outside": "U1", "deactivated": False}
    async with ledger.reading(ACME) as tx:
        with pytest.raises(WriteRefused):
            await tx.execute(insert(people_table), row)
    async with ledger.reading(ACME) as tx:
        assert await people.known(tx, "U1") is None


async def test_a_reader_sees_one_snapshot(ledger: Ledger) -> None:
    async with ledger.reading(ACME) as reader:
        assert await people.known(reader, "U1") is None
        async with ledger.transaction(ACME) as tx:
            await people.of(tx, "U1")
        assert await people.known(reader, "U1") is None
    async with ledger.reading(ACME) as reader:
        assert await people.known(reader, "U1") == "p1"


async def test_what_waits_for_the_commit_happens_after_it(ledger: Ledger) -> None:
    seen: list[str] = []

    async def fail() -> None:
        async with ledger.transaction(ACME) as tx:
            tx.on_commit(lambda: seen.append("rolled back"))
            raise ZeroDivisionError

    async with ledger.transaction(ACME) as tx:
        tx.on_commit(lambda: seen.append("committed"))
        assert seen == []
    with pytest.raises(ZeroDivisionError):
        await fail()
    assert seen == ["committed"]


async def test_the_dispatcher_is_woken_by_a_commit_with_effects(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await people.of(tx, "U1")
    assert not ledger.wake().is_set()
    async with ledger.transaction(ACME) as tx:
        await effects.enqueue(tx, "slack.board", {}, lane="place:C1")
        assert not ledger.wake().is_set()
    assert ledger.wake().is_set()


async def test_a_cancelled_transaction_leaves_nothing_and_blocks_nobody(ledger: Ledger) -> None:
    begun = asyncio.Event()

    async def hang() -> None:
        async with ledger.transaction(ACME) as tx:
            await people.of(tx, "U1")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with ledger.transaction(ACME) as tx:
        assert await people.known(tx, "U1") is None


async def test_forty_writers_in_one_process_all_get_their_turn(ledger: Ledger) -> None:
    async def write(number: int) -> None:
        async with ledger.transaction(ACME) as tx:
            await people.of(tx, f"U{number}")

    await asyncio.gather(*(write(number) for number in range(40)))
    async with ledger.reading(ACME) as tx:
        rows = await tx.execute(
            select(people_table.c.person).where(people_table.c.workspace == ACME)
        )
        assert len({row.person for row in rows}) == 40


async def test_a_busy_database_is_said_to_be_busy(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_S", 0.02)
    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy):
            async with ledger.transaction(ACME):
                pass
        other.close()
        async with ledger.transaction(ACME) as tx:
            await people.of(tx, "U1")


async def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "desireline.db"
    file.write_bytes(b"never a database " * 100)
    with pytest.raises(LedgerUnavailable):
        await Ledger.open(f"sqlite:///{file}", clock=clock, kill_at="")


async def test_a_server_that_is_gone_is_unavailable(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(LedgerUnavailable):
        await Ledger.open(f"postgresql://nobody@/none?host={tmp_path}", clock=clock, kill_at="")


@pytest.mark.parametrize("url", ["mysql://host/db", "sqlite://", "sqlite:///:memory:"])
async def test_other_databases_are_refused(url: str, clock: Clock) -> None:
    with pytest.raises(LedgerError):
        await Ledger.open(url, clock=clock, kill_at="")


async def test_errors_hold_no_content(ledger: Ledger) -> None:
    """What people wrote must not reach a log by way of an error's text."""
    row = {"workspace": ACME, "digest": "d", "salt": "s", "body": "canary-7f3a"}
    async with ledger.transaction(ACME) as tx:
        await tx.execute(insert(bodies), row)
    with pytest.raises(IntegrityError) as caught:
        async with ledger.transaction(ACME) as tx:
            await tx.execute(insert(bodies), row)
    assert "canary-7f3a" not in str(caught.value)


async def test_a_transaction_that_goes_on_after_a_failure_is_not_committed(
    ledger: Ledger,
) -> None:
    """Else one database would keep half of it, and the other nothing without a word."""

    async def repeat() -> None:
        async with ledger.transaction(ACME) as tx:
            await people.of(tx, "U1")
            await deliveries.record(tx, "event 1", None)
            with contextlib.suppress(DeliveryRepeated):
                await deliveries.record(tx, "event 1", None)

    with pytest.raises(NothingCommitted):
        await repeat()
    async with ledger.reading(ACME) as tx:
        assert await people.known(tx, "U1") is None


async def test_a_full_disk_is_said_and_nothing_is_half_written(
    sqlite_url: str, clock: Clock
) -> None:
    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:
        async with ledger.transaction(ACME) as tx:
            pages = (await tx.execute(text("PRAGMA page_count"))).scalar()
            await tx.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(LedgerUnavailable, match="FULL"):
            async with ledger.transaction(ACME) as tx:
                await deliveries.record(tx, "event 1", {"text": "x" * 100_000})
        async with ledger.reading(ACME) as tx:
            assert await deliveries.answered(tx, "event 1") is None


async def test_a_restarted_server_is_found_again(postgresql_url: str, clock: Clock) -> None:
    connections = "FROM pg_stat_activity WHERE datname = current_database()"
    async with await Ledger.open(postgresql_url, clock=clock, kill_at="") as ledger:
        with pytest.raises(LedgerUnavailable):
            async with ledger.transaction(ACME) as tx:
                await tx.execute(text(f"SELECT pg_terminate_backend(pid) {connections}"))
        async with ledger.transaction(ACME) as tx:
            assert await people.of(tx, "U1") == "p1"


async def test_sqlite_is_as_durable_as_it_can_be(sqlite_url: str, clock: Clock) -> None:
    opening = Ledger.open(sqlite_url, clock=clock, kill_at="")
    async with await opening as ledger, ledger.transaction(ACME) as tx:
        found = [
            (await tx.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
