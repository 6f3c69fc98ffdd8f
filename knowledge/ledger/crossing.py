"""SQLite in a thread of its own, with one crossing for each statement.

The driver crosses to its thread and back four times for a statement: to make the cursor, to
execute, to fetch and to close. A listener's transaction has about ten statements and Slack is
waiting for it, so all four are done in one crossing here.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite

CHUNK = 64
"""Asked for by the driver, for iteration; nothing here iterates."""


class Cursor:
    """What SQLAlchemy asks of an asyncio driver's cursor; rows are there after `execute`."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "Cursor":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Cursor":
        """Run one statement and fetch all of its rows."""
        return await self._cross(lambda cursor: cursor.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> "Cursor":
        """Run one statement for each of *parameters*."""
        return await self._cross(lambda cursor: cursor.executemany(sql, parameters))

    async def fetchall(self) -> list[Any]:
        """Return the rows that were not fetched yet."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Forget the rows; the database's own cursor is closed already."""
        self._rows = []

    async def _cross(self, run: Callable[[sqlite3.Cursor], object]) -> "Cursor":
        await self._connection.in_thread(self._run, run)
        return self

    def _run(self, database: sqlite3.Connection, run: Callable[[sqlite3.Cursor], object]) -> None:
        cursor = database.cursor()
        try:
            run(cursor)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """The driver's connection with our cursor."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Return a cursor without crossing."""
        return Cursor(self)

    async def in_thread(self, run: Callable[..., None], *arguments: Any) -> None:
        """Call *run* with the database in its thread."""
        await self._execute(run, self._conn, *arguments)  # type: ignore[no-untyped-call]


async def connect(file: str, *, timeout_s: float) -> Connection:
    """Open a database file; transactions begin and end only when told so."""
    # The driver's own idea of transactions leaves DDL outside of them.
    opening = partial(sqlite3.connect, file, timeout=timeout_s, isolation_level=None)
    connection = Connection(opening, CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does: a hung database must not hold the exit
    await connection
    return connection
