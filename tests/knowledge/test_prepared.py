"""A prepared statement does what SQLAlchemy would do with it, and is read once."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import UpdateBase, bindparam, delete, insert
from sqlalchemy.exc import DBAPIError, IntegrityError
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


def test_several_rows_are_written_together_or_not_at_all(driver: sqlite3.Connection) -> None:
    with pytest.raises(IntegrityError):
        prepared(KEEP).run(driver, [letter(1), letter(2, key=None)])
    assert driver.execute("SELECT count(*) FROM mail").fetchone() == (0,)
    assert not driver.in_transaction


def test_a_statement_runs_for_each_of_several_rows(driver: sqlite3.Connection) -> None:
    prepared(KEEP).run(driver, [letter(number) for number in (1, 2, 3)])
    gone = delete(mail).where(mail.c.id == bindparam("letter"))
    prepared(gone).run(driver, [{"letter": 1}, {"letter": 3}])
    assert driver.execute("SELECT id FROM mail").fetchall() == [(2,)]


def test_an_error_is_told_without_what_was_written(driver: sqlite3.Connection) -> None:
    with pytest.raises(DBAPIError) as failed:
        prepared(KEEP).run(driver, letter(1, attempt=None))
    assert "audit" not in str(failed.value)


def test_a_statement_is_read_once() -> None:
    assert prepared(KEEP) is prepared(KEEP)
