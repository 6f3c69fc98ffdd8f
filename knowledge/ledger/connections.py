"""Which database an address names, and what its errors mean."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from knowledge.ledger.database import Database
from knowledge.ledger.errors import LedgerBusy, LedgerError, LedgerUnavailable, WriteRefused
from knowledge.ledger.sqlite import Sqlite


def database(url: str) -> Database:
    """Return the database at a `sqlite:///` or `postgresql://` address.

    Raises:
        LedgerError: No address, another kind of database, or SQLite without a file.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # Its own words could repeat the password.
        raise LedgerError("no address; use sqlite:///file or postgresql://") from None
    match address.get_backend_name():
        case "sqlite":
            return Sqlite(address)
        case "postgresql":
            # A tenth of a second that a start on SQLite need not pay.
            from knowledge.ledger.postgresql import Postgresql

            return Postgresql(address)
        case other:
            raise LedgerError(f"no such database: {other}; use sqlite:///file or postgresql://")


@contextmanager
def translated() -> Iterator[None]:
    """Let the ledger's errors out instead of the driver's, where they mean the same."""
    try:
        yield
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
    if code == "42501" or (code and code[:2] in {"08", "53", "57", "58"}):
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
