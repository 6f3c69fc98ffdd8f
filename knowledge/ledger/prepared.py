"""Statements that SQLite's driver takes as they are.

Slack waits for a letter to be kept, and SQLAlchemy's way to the driver takes longer than the driver
itself: it is gone once for each statement, not for each letter.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import UpdateBase
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from knowledge.ledger.database import Parameters

NAMED = SQLiteDialect_pysqlite(paramstyle="named")
Row = Mapping[str, Any]


@lru_cache(maxsize=16)
def prepared(statement: UpdateBase) -> "Prepared":
    """Return *statement* as the driver takes it; quick for one that was built once."""
    return Prepared(statement)


class Prepared:
    """A statement that writes, with names for its parameters."""

    def __init__(self, statement: UpdateBase) -> None:
        compiled = statement.compile(dialect=NAMED)
        assert isinstance(compiled, SQLCompiler)
        self._text = str(compiled)
        self._stored = {
            name: bound.type.dialect_impl(NAMED).bind_processor(NAMED)
            for name, bound in compiled.binds.items()
        }

    def run(self, connection: sqlite3.Connection, parameters: Parameters) -> None:
        """Run it once, or once for each of several *parameters* in one transaction.

        Raises:
            DBAPIError: As SQLAlchemy tells an error of the driver, without the parameters.
        """
        try:
            if isinstance(parameters, Sequence):
                self._run_all(connection, parameters)
            else:
                connection.execute(self._text, self._row(parameters or {}))
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self._text, None, error, sqlite3.Error, hide_parameters=True
            ) from error

    def _run_all(self, connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            connection.executemany(self._text, [self._row(row) for row in rows])

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            name: store(row[name]) if store else row[name] for name, store in self._stored.items()
        }
