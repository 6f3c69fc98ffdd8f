"""The engines: how each database is opened for one writer and for readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from knowledge.ledger import crossing
from knowledge.ledger.errors import LedgerBusy, LedgerError, LedgerUnavailable, WriteRefused

BUSY_MS = 10_000
READERS = 4
QUEUE_S = 30
"""How long a writer waits for its turn within the process."""


@dataclass(frozen=True)
class Engines:
    """One engine that writes and one that the database itself keeps from writing."""

    writer: AsyncEngine
    reader: AsyncEngine

    async def dispose(self) -> None:
        """Close all connections."""
        await self.writer.dispose()
        await self.reader.dispose()


def engines(url: str) -> Engines:
    """Return the engines for a `sqlite:///` or `postgresql://` address.

    Raises:
        LedgerError: Another kind of database, or SQLite without a file.
    """
    address = make_url(url)
    match address.get_backend_name():
        case "sqlite":
            return _sqlite(address)
        case "postgresql":
            return _postgresql(address)
        case other:
            raise LedgerError(f"no such database: {other}; use sqlite:///file or postgresql://")


def _sqlite(address: URL) -> Engines:
    if not address.database or address.database == ":memory:":
        raise LedgerError("SQLite needs a file: sqlite:///path/to/desireline.db")
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # One writer connection per process: forty writers with twenty connections waited ten
    # times longer than with one.
    writer = _sqlite_engine(address, size=1)
    reader = _sqlite_engine(address, size=READERS)
    _prepare(
        writer,
        "BEGIN IMMEDIATE",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
    )
    _prepare(reader, "BEGIN", "PRAGMA query_only=ON")
    return Engines(writer, reader)


def _sqlite_engine(address: URL, *, size: int) -> AsyncEngine:
    file = str(address.database)
    return create_async_engine(
        address.set(drivername="sqlite+aiosqlite"),
        hide_parameters=True,  # what people wrote never gets into an error's text
        pool_size=size,
        max_overflow=0,
        pool_timeout=QUEUE_S,
        async_creator=lambda: crossing.connect(file, timeout_s=BUSY_MS / 1000),
    )


def _prepare(engine: AsyncEngine, begin: str, *pragmas: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _postgresql(address: URL) -> Engines:
    writer = create_async_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=10,
        max_overflow=0,
        pool_timeout=QUEUE_S,
        pool_pre_ping=True,
    )
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(writer, reader)


@contextmanager
def translated() -> Iterator[None]:
    """Let the ledger's errors out instead of the driver's, where they mean the same."""
    try:
        yield
    except PoolTimeout as error:
        raise LedgerBusy("no connection became free") from error
    except DBAPIError as error:
        understood = meaning(error)
        if understood is None:
            raise
        raise understood from error.orig


def meaning(error: DBAPIError) -> LedgerError | None:
    """Return what a driver's error means to the ledger's users; None for a fault of our own."""
    code = getattr(error.orig, "sqlstate", None)
    # https://www.postgresql.org/docs/current/errcodes-appendix.html
    if code in {"40001", "40P01", "55P03"}:
        return LedgerBusy(f"postgresql says {code}")
    if code == "25006":
        return WriteRefused("this transaction only reads")
    if code in {"23505", "23503", "23514", "P0001"}:
        return None
    if code and code[:2] in {"08", "53", "57", "58"}:
        return LedgerUnavailable(f"postgresql says {code}")
    return None if code else _meaning_without_code(error)


def _meaning_without_code(error: DBAPIError) -> LedgerError | None:
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    # https://www.sqlite.org/rescode.html
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerBusy(name)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_CORRUPT")):
        return LedgerUnavailable(name)
    if name == "SQLITE_READONLY":
        return WriteRefused("this transaction, or the file, can only be read")
    if name in {"SQLITE_NOTADB", "SQLITE_READONLY_DBMOVED", "SQLITE_READONLY_DIRECTORY"}:
        return LedgerUnavailable(name)
    gone = error.connection_invalidated or (not name and isinstance(error, OperationalError))
    return LedgerUnavailable(type(error.orig).__name__) if gone else None
