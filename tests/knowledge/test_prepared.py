"""A prepared statement does what SQLAlchemy would do with it, and is read once."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import UpdateBase, bindparam, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from knowledge.ledger.prepared import NAMED, prepared
from knowledge.ledger.schema.traffic import mail

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
KEEP: UpdateBase = insert(mail).values({c.name: bindparam(c.name) for c in mail.c})


@pytest.fixture
def driver() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(str(CreateTable(mail).compile(dialect=NAMED)))
    yield connection
    connection.close()


def letter(number: int, **changed: object) -> dict[str, object]:
    return {
        "id": number,
        "workspace": "T1",
        "key": f"event:{number}",
        "body": {"text": "she fears the audit"},
        "holder": "h1",
        "kept_at": NOON,
        "due_at": NOON,
        "attempt": 1,
        "dead_at": None,
        "error": None,
        **changed,
    }


def test_a_row_is_stored_as_its_columns_say(driver: sqlite3.Connection) -> None:
    prepared(KEEP).run(driver, letter(1))
    found = driver.execute("SELECT body, kept_at, dead_at FROM mail").fetchall()
    assert found == [('{"text":"she fears the audit"}', "2026-03-03T12:00:00.000000Z", None)]


def test_an_error_is_told_without_what_was_written(driver: sqlite3.Connection) -> None:
    with pytest.raises(DBAPIError) as failed:
        prepared(KEEP).run(driver, letter(1, attempt=None))
    assert "audit" not in str(failed.value)


def test_a_statement_is_read_once() -> None:
    assert prepared(KEEP) is prepared(KEEP)
