"""The schema comes by migrations: forward only, all or nothing, and append-only stays so."""

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Ledger, SchemaTooNew, events, killpoints, migrating, workshops
from knowledge.ledger.connections import database
from knowledge.ledger.events import StoredEvent
from knowledge.ledger.schema import mailbox, metadata
from knowledge.records import store
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from tests.forked import Forked, start
from tests.knowledge.conftest import ACME, Clock

ANN = PersonId("p1")


async def _opened(url: str) -> None:
    ledger = await Ledger.open(url, clock=lambda: datetime.now(UTC))
    await ledger.close()


def _open(url: str) -> None:
    asyncio.run(_opened(url))


def begin(url: str, log: Path, *, kill_at: str = "") -> Forked:
    """Let a process open a ledger."""
    armed = {**os.environ, killpoints.SETTING: kill_at}
    return start(_open, url, log=log, environment=armed)


def test_the_newest_revision_is_the_last_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == migrating.NEWEST


async def test_migrations_make_what_the_code_uses(empty_database_url: str, clock: Clock) -> None:
    def differences(connection: Connection) -> list[object]:
        def migrated(name: str | None, kind: str, _: object) -> bool:
            return kind != "table" or name not in mailbox.tables

        opts = {
            "version_table": migrating.VERSIONS,
            "compare_type": True,
            "include_name": migrated,
        }
        context = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(context, metadata))

    await (await Ledger.open(empty_database_url, clock=clock, kill_at="")).close()
    opened = database(empty_database_url)
    async with opened.ledger.reading() as reading:
        assert await reading.run(differences) == []
    await opened.close()


async def written(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await workshops.create(tx, "w1", place=PlaceId("C1"), facilitator=ANN)
        event = StoredEvent("Started", 1, ANN, {})
        await events.append(tx, "w1", expected_seq=0, events=[event])
        body = Persona(name="Petra")
        ref = Ref(Kind.PERSONA, 1)
        await store.publish(tx, ref, body, person=ANN, reason="workshop", base=None)


COPY = {
    "workshop_events": "SELECT workspace, workshop, seq, 'x', v, at, person, digest",
    "record_versions": (
        "SELECT workspace, kind, record, version, base, 'x', at, person, digest, chain, "
        "visibility, language, generation"
    ),
}


async def refused(ledger: Ledger, statement: str) -> None:
    """Somebody who has the whole database in hand tries to change history."""
    await written(ledger)
    with pytest.raises(DBAPIError, match="append-only"):
        async with ledger.transaction(ACME) as tx:
            await tx.execute(text(statement))
    async with ledger.reading(ACME) as tx:
        (event,) = await events.read(tx, "w1")
        (version,) = await store.history(tx, Ref(Kind.PERSONA, 1))
    assert (event.type, version.reason) == ("Started", "workshop")


@pytest.mark.parametrize("table", COPY)
@pytest.mark.parametrize("change", ["UPDATE {} SET person = 'p9'", "DELETE FROM {}"])
async def test_the_database_refuses_to_change_history(
    ledger: Ledger, table: str, change: str
) -> None:
    await refused(ledger, change.format(table))


@pytest.mark.parametrize("table", COPY)
async def test_postgresql_refuses_to_empty_history(
    postgresql_url: str, clock: Clock, table: str
) -> None:
    ledger = await Ledger.open(postgresql_url, clock=clock, kill_at="")
    await refused(ledger, f"TRUNCATE {table}")
    await ledger.close()


@pytest.mark.parametrize("table", COPY)
async def test_sqlite_refuses_to_replace_history(sqlite_url: str, clock: Clock, table: str) -> None:
    """REPLACE fires no trigger on DELETE, so it needs one of its own."""
    ledger = await Ledger.open(sqlite_url, clock=clock, kill_at="")
    await refused(ledger, f"INSERT OR REPLACE INTO {table} {COPY[table]} FROM {table}")
    await ledger.close()


async def test_a_newer_schema_is_left_alone(database_url: str, clock: Clock) -> None:
    ledger = await Ledger.open(database_url, clock=clock, kill_at="")
    async with ledger.transaction(ACME) as tx:
        await tx.execute(text(f"UPDATE {migrating.VERSIONS} SET version_num = '9999'"))
    await ledger.close()
    with pytest.raises(SchemaTooNew, match="9999") as caught:
        await Ledger.open(database_url, clock=clock, kill_at="")
    assert (caught.value.found, caught.value.known) == ("9999", migrating.NEWEST)


async def test_a_migration_killed_in_the_middle_starts_afresh(
    empty_database_url: str, tmp_path: Path, clock: Clock
) -> None:
    killed = begin(empty_database_url, tmp_path / "log", kill_at="migrating")
    assert await killed.wait() == -signal.SIGKILL
    ledger = await Ledger.open(empty_database_url, clock=clock, kill_at="")
    await written(ledger)
    await ledger.close()


async def test_processes_that_start_together_migrate_once(
    empty_database_url: str, tmp_path: Path, clock: Clock
) -> None:
    started = [begin(empty_database_url, tmp_path / "log") for _ in range(3)]
    assert [await each.wait() for each in started] == [0, 0, 0]
    ledger = await Ledger.open(empty_database_url, clock=clock, kill_at="")
    await written(ledger)
    await ledger.close()


async def test_opening_again_changes_nothing(database_url: str) -> None:
    for _ in range(2):
        ledger = await Ledger.open(database_url, clock=lambda: datetime.now(UTC), kill_at="")
        await ledger.close()
