"""PostgreSQL: many writers, waiting for each other by row and key (docs/decisions/001)."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, Executable, UpdateBase
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from knowledge.ledger.database import Opened, Parameters, Row, Rows, Tables
from knowledge.ledger.errors import LedgerBusy

T = TypeVar("T")

CONNECTIONS = 10
QUEUE_S = 30
"""How long one waits for a free connection."""


class Postgresql:
    """One database by address; the mailbox is a table beside the others."""

    dialect = "postgresql"

    def __init__(self, address: URL) -> None:
        self._engine = create_async_engine(
            address.set(drivername="postgresql+psycopg"),
            hide_parameters=True,  # what people wrote never gets into an error's text
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=QUEUE_S,
            pool_pre_ping=True,
        )
        self.ledger: Tables = Pool(self._engine)
        self.mail: Tables = self.ledger

    @property
    def has_mailbox(self) -> bool:
        """It is a table beside the others."""
        return True

    @property
    def there(self) -> bool:
        """A database that its server has is there, if empty."""
        return True

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


class Pool:
    """Connections for writing and for reading."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._writer = engine
        self._reader = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Return the engine, once for writing and once for reading."""
        return self._writer.sync_engine, self._reader.sync_engine

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Opened]:
        """Begin at READ COMMITTED: what was waited for is seen.

        Raises:
            LedgerBusy: No connection became free.
        """
        async with _begun(self._writer) as opened:
            yield opened

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Opened]:
        """Read one snapshot; the database refuses writes."""
        async with _begun(self._reader) as opened:
            yield opened

    async def write(self, statement: UpdateBase, parameters: Row, *, durable: bool = True) -> None:
        """Run one statement that is a transaction by itself; it is always durable."""
        async with self.writing() as opened:
            await opened.execute(statement, parameters)
            await opened.commit()


class _Opened:
    """A connection within a transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Parameters = None) -> Rows:
        return await self._connection.execute(statement, parameters)

    async def commit(self) -> None:
        await self._connection.commit()

    async def run(self, act: Callable[[Connection], T]) -> T:
        return await self._connection.run_sync(act)


@asynccontextmanager
async def _begun(engine: AsyncEngine) -> AsyncIterator[Opened]:
    try:
        connection = await engine.connect()
    except PoolTimeout as error:
        raise LedgerBusy("no connection became free") from error
    try:
        await connection.begin()
        yield _Opened(connection)
    finally:
        await connection.close()
