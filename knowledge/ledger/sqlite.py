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
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, Executable, UpdateBase, create_engine, event
from sqlalchemy.exc import OperationalError

from knowledge.ledger.database import Opened, Parameters, Row, Rows, Tables
from knowledge.ledger.errors import LedgerBusy, LedgerError
from knowledge.ledger.prepared import prepared

T = TypeVar("T")

READERS = 4
BUSY_S = 10.0
"""How long another process may hold the database before a writer gives up."""

QUEUE_S = 30.0
"""How long a writer waits for its turn within the process."""

READER_BUSY_S = 1.0
"""A reader waits only while another process recovers the file."""

DURABLE = (
    "PRAGMA busy_timeout=10000",  # processes that start together all want to turn WAL on
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten, and lies in no free page
    "PRAGMA busy_timeout=0",
)
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.0005, 0.02


class Sqlite:
    """The ledger's file, and the mailbox in a file beside it."""

    dialect = "sqlite"

    def __init__(self, address: URL) -> None:
        if not address.database or address.database == ":memory:":
            raise LedgerError("SQLite needs a file: sqlite:///path/to/desireline.db")
        path = Path(address.database)
        self._paths = path, path.with_name(f"{path.stem}-mail{path.suffix}")
        self._ledger, self._mail = map(File, self._paths)
        self.ledger: Tables = self._ledger
        self.mail: Tables = self._mail

    @property
    def there(self) -> bool:
        """Whether the ledger's file is there."""
        return self._paths[0].is_file()

    @property
    def has_mailbox(self) -> bool:
        """Whether the mailbox's file is there."""
        return self._paths[1].is_file()

    async def close(self) -> None:
        """Close all connections and end the threads."""
        self._ledger.close()
        self._mail.close()


class File:
    """One writing connection a process, and some that SQLite keeps from writing.

    One writer, since forty writers with twenty connections waited ten times longer.
    """

    def __init__(self, path: Path) -> None:
        self._writer = _engine(path, *DURABLE, begin="BEGIN IMMEDIATE")
        self._reader = _engine(path, "PRAGMA query_only=ON", begin="BEGIN")
        # Who waits for the disk leaves the tidying of the file to who doesn't.
        self._durable = _Alone(path, *DURABLE, "PRAGMA wal_autocheckpoint=0")
        self._loose = _engine(path, *DURABLE, "PRAGMA synchronous=NORMAL")
        self._turn = asyncio.Lock()
        self._seats = asyncio.Semaphore(READERS)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix=f"commit-{path.stem}")

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
            # Where several start together, turning WAL on waits for nobody either.
            with await _when_free(self._writer.connect) as connection:
                await _when_free(connection.begin)
                yield _Opened(connection, self._disk)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Opened]:
        """Read one snapshot; `query_only` refuses writes."""
        async with self._seats:
            with self._reader.connect() as connection:
                yield _Opened(connection, self._disk)

    async def write(self, statement: UpdateBase, parameters: Row, *, durable: bool = True) -> None:
        """Run one statement that is a transaction by itself, and wait for the disk here.

        Beginning, committing and going to the thread cost three times as much as the statement.
        The driver holds the file for no longer than it runs: between two statements it would wait
        for the interpreter, which another thread may keep for five milliseconds.

        Raises:
            LedgerBusy: Others held the database for too long.
        """
        if durable:
            ready = prepared(statement)
            await _when_free(lambda: ready.run(self._durable.driver, parameters))
        else:
            await _when_free(lambda: self._write_loosely(statement, parameters))

    def _write_loosely(self, statement: UpdateBase, parameters: Row) -> None:
        with self._loose.begin() as connection:  # in name only: no `begin` is given
            connection.execute(statement, parameters)

    def close(self) -> None:
        """Close all connections and end the thread."""
        self._durable.close()
        for engine in (self._loose, *self.engines):
            engine.dispose()
        self._disk.shutdown()


class _Alone:
    """A connection for statements that are transactions by themselves, opened by the first one."""

    def __init__(self, path: Path, *pragmas: str) -> None:
        self._engine = _engine(path, *pragmas)

    @cached_property
    def _connection(self) -> Connection:
        return self._engine.connect()

    @property
    def driver(self) -> sqlite3.Connection:
        """Return the driver's connection.

        Raises:
            OperationalError: It can't be opened.
        """
        return cast(sqlite3.Connection, self._connection.connection.driver_connection)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if "_connection" in vars(self):
            self._connection.close()
        self._engine.dispose()


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


def _engine(file: Path, *pragmas: str, begin: str = "") -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        hide_parameters=True,  # what people wrote never gets into an error's text
        pool_size=READERS,
        max_overflow=0,
        creator=lambda: _connected(file),
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        if begin:
            connection.exec_driver_sql(begin)

    return engine


def _connected(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    # The driver's own idea of transactions leaves DDL outside of them.
    return sqlite3.connect(
        file, timeout=READER_BUSY_S, isolation_level=None, check_same_thread=False
    )


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


async def _when_free(act: Callable[[], T]) -> T:
    """Call *act* as soon as no other process is writing.

    Raises:
        OperationalError: Some process was, for too long.
    """
    deadline, pause_s = time.monotonic() + BUSY_S, SHORTEST_PAUSE_S
    while True:
        try:
            return act()
        except OperationalError as error:
            name = getattr(error.orig, "sqlite_errorname", "")
            if not name.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
        await asyncio.sleep(pause_s)
        pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
