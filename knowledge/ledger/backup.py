"""A copy of the ledger while it is in use."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from knowledge.ledger.connections import database
from knowledge.ledger.errors import LedgerError, LedgerUnavailable, NoLedger

NOT_OURS = "PostgreSQL makes its own copies: pg_dump"


def back_up(url: str, target: Path) -> None:
    """Write the ledger at *url* as it is now to *target*; who uses it goes on meanwhile.

    What comes in while it is copied is in the copy, or is not: never in part. The mailbox stays
    out, since what lies there is dealt with in a moment, or delivered again.

    Args:
        url: `sqlite:///path/desireline.db`.
        target: A file that is not there yet; only this account may read it.

    Raises:
        NoLedger: There is nothing to copy.
        FileExistsError: *target* is there already.
        LedgerUnavailable: The ledger can't be read, or *target* not be written.
        LedgerError: The ledger is no SQLite file.
    """
    address = make_url(url)
    if database(url).dialect != "sqlite":
        raise LedgerError(NOT_OURS)
    source = Path(address.database or "")
    if not source.is_file():
        raise NoLedger("there is no ledger yet; the first start makes it")
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _copy(source, target)
    except sqlite3.Error as error:
        target.unlink()
        raise LedgerUnavailable(str(error)) from error


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as used, closing(sqlite3.connect(target)) as copy:
        used.backup(copy)
        (state,) = copy.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
