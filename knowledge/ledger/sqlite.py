"""SQLite: statements run where they are asked for; only waiting is done elsewhere.

A statement takes some ten microseconds, and going to another thread and back ten times as long.
So nothing crosses but the commit, which waits for the disk. The lock of another process is waited
for without holding anybody up.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Executable, create_engine, event
from sqlalchemy.exc import OperationalError

from knowledge.ledger.database import Opened, Parameters, Rows
from knowledge.ledger.errors import LedgerBusy, LedgerError

T = TypeVar("T")

READERS = 4
BUSY_S = 10.0
"""How long another process may hold the database before a writer gives up."""

QUEUE_S = 30.0
"""How long a writer waits for its turn within the process."""

READER_BUSY_S = 1.0
"""A reader waits only while another process recovers the file."""

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.0005, 0.02


class Sqlite:
    """One file: one writing connection a process, and some that SQLite keeps from writing.

    One writer, since forty writers with twenty connections waited ten times longer.
    """

    dialect = "sqlite"

    def __init__(self, address: URL) -> None:
        if not address.database or address.database == ":memory:":
            raise LedgerError("SQLite needs a file: sqlite:///path/to/desireline.db")
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        self._writer = _engine(
            address.database,
            "BEGIN IMMEDIATE",
            "PRAGMA busy_timeout=0",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON",
            # What is deleted is overwritten: a key that is gone lies in no free page.
            "PRAGMA secure_delete=ON",
        )
        self._reader = _engine(address.database, "BEGIN", "PRAGMA query_only=ON")
        self._turn = asyncio.Lock()
        self._seats = asyncio.Semaphore(READERS)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="ledger-disk")

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Return the engine of the writer and that of the readers."""
        return self._writer, self._reader

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Opened]:
        """Begin with `BEGIN IMMEDIATE`: what is read within is what will be written over.

        Raises:
            LedgerBusy: Others held the database for too long.
        """
        async with _in_turn(self._turn):
            with self._writer.connect() as connection:
                await _begun(connection)
                yield _Opened(connection, self._disk)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Opened]:
        """Read one snapshot; `query_only` refuses writes."""
        async with self._seats:
            with self._reader.connect() as connection:
                yield _Opened(connection, self._disk)

    async def close(self) -> None:
        """Close all connections and end the thread."""
        self._writer.dispose()
        self._reader.dispose()
        self._disk.shutdown()


class _Opened:
    """A connection within a transaction."""

    def __init__(self, connection: Connection, disk: ThreadPoolExecutor) -> None:
        self._connection = connection
        self._disk = disk

    async def execute(self, statement: Executable, parameters: Parameters = None) -> Rows:
        return self._connection.execute(statement, parameters)

    async def commit(self) -> None:
        committing = asyncio.get_running_loop().run_in_executor(self._disk, self._connection.commit)
        try:
            await asyncio.shield(committing)
        except asyncio.CancelledError:
            # Whoever gave up waiting must not give the connection back under the commit.
            await asyncio.wait({committing})
            raise

    async def run(self, act: Callable[[Connection], T]) -> T:
        return act(self._connection)


def _engine(file: str, begin: str, *pragmas: str) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=file),
        hide_parameters=True,  # what people wrote never gets into an error's text
        pool_size=READERS,
        max_overflow=0,
        # The driver's own idea of transactions leaves DDL outside of them.
        creator=lambda: sqlite3.connect(
            file, timeout=READER_BUSY_S, isolation_level=None, check_same_thread=False
        ),
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@asynccontextmanager
async def _in_turn(turn: asyncio.Lock) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(QUEUE_S):
            await turn.acquire()
    except TimeoutError:
        raise LedgerBusy("the writers before did not end") from None
    try:
        yield
    finally:
        turn.release()


async def _begun(connection: Connection) -> None:
    """Begin as soon as no other process is writing.

    Raises:
        OperationalError: Some process was, for too long.
    """
    deadline, pause_s = time.monotonic() + BUSY_S, SHORTEST_PAUSE_S
    while True:
        try:
            connection.begin()
            return
        except OperationalError as error:
            name = getattr(error.orig, "sqlite_errorname", "")
            if not name.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
        await asyncio.sleep(pause_s)
        pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
