"""Statements that SQLite's driver takes as they are.

Slack waits for a letter to be kept, and SQLAlchemy's way to the driver takes longer than the driver
itself: it is gone once for each statement, not for each letter.
"""

import sqlite3
from functools import lru_cache
from typing import Any

from sqlalchemy import UpdateBase
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from knowledge.ledger.database import Row

NAMED = SQLiteDialect_pysqlite(paramstyle="named")


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

    def run(self, connection: sqlite3.Connection, row: Row) -> None:
        """Run it with the parameters of *row*.

        Raises:
            DBAPIError: As SQLAlchemy tells an error of the driver, without the parameters.
        """
        try:
            connection.execute(self._text, self._row(row))
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self._text, None, error, sqlite3.Error, hide_parameters=True
            ) from error

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            name: store(row[name]) if store else row[name] for name, store in self._stored.items()
        }
