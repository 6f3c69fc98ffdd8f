"""The mailbox: what is kept is there after a crash, and is dealt with by one at a time."""

import sqlite3
import traceback
from collections.abc import Collection
from pathlib import Path
from typing import cast

import pytest

from knowledge.identity import WorkspaceId
from knowledge.ledger import JSON, Ledger, LedgerUnavailable, WorkspaceRequired, mail, people
from knowledge.ledger.sqlite import File
from tests.knowledge.conftest import ACME, NOON, OTHER, Clock

BODY: JSON = {"event_id": "Ev1", "event": {"text": "a NUL \x00, half a letter \ud83d"}}
SAID = "she fears the audit"


async def kept(ledger: Ledger, *keys: str, holder: str = "h1") -> None:
    for key in keys:
        await mail.keep(ledger, ACME, key, {"n": key}, holder=holder)


async def numbers(ledger: Ledger, *, but: Collection[int] = ()) -> list[object]:
    letters = await mail.arrived(ledger, holder="h1", but=but, limit=10)
    return [letter.body["n"] for letter in letters if isinstance(letter.body, dict)]


async def test_a_letter_is_as_it_was_delivered(ledger: Ledger) -> None:
    """Whatever Slack sends comes out as it went in."""
    await mail.keep(ledger, ACME, "event:Ev1", BODY, holder="h1")
    (letter,) = await mail.arrived(ledger, holder="h1", limit=10)
    assert (letter.workspace, letter.body, letter.attempt) == (ACME, BODY, 1)


async def test_letters_come_in_their_order_and_once(ledger: Ledger) -> None:
    """A holder asks for what is not in its hands, whichever number that has."""
    await kept(ledger, "a", "b", "a", "c")
    first, second, third = await mail.arrived(ledger, holder="h1", limit=10)
    assert await numbers(ledger) == ["a", "b", "c"]
    assert await numbers(ledger, but=[first.id, third.id]) == ["b"]
    assert await numbers(ledger, but=[first.id, second.id, third.id]) == []


async def test_the_same_key_in_two_workspaces_is_two_letters(ledger: Ledger) -> None:
    await mail.keep(ledger, ACME, "a", {}, holder="h1")
    await mail.keep(ledger, OTHER, "a", {}, holder="h1")
    assert await mail.waiting(ledger) == 2


async def test_what_is_still_to_be_heard_is_told_by_workspace(ledger: Ledger) -> None:
    """What was given up is heard by nobody any more."""
    await kept(ledger, "a", "b")
    await mail.keep(ledger, OTHER, "c", {"n": "c"}, holder="h1")
    first, *_ = await mail.arrived(ledger, holder="h1", limit=1)
    await mail.give_up(ledger, first, error="KeyError")
    assert await mail.unheard(ledger, ACME) == ({"n": "b"},)
    assert await mail.unheard(ledger, OTHER) == ({"n": "c"},)
    with pytest.raises(WorkspaceRequired):
        await mail.unheard(ledger, WorkspaceId(""))


async def test_nobody_takes_what_another_holds_until_its_time_is_over(
    ledger: Ledger, clock: Clock
) -> None:
    """A process that died leaves its letters to the others, after fifteen seconds."""
    await kept(ledger, "a")
    assert await mail.left(ledger, holder="h2", limit=10) == ()
    clock.turn(mail.LEASE.total_seconds())
    (letter,) = await mail.left(ledger, holder="h2", limit=10)
    assert letter.attempt == 2
    assert await mail.left(ledger, holder="h3", limit=10) == ()
    assert await numbers(ledger) == []


async def test_nothing_is_left_of_what_was_dealt_with(ledger: Ledger) -> None:
    await kept(ledger, "a", "b")
    letters = await mail.arrived(ledger, holder="h1", limit=10)
    await mail.dealt_with(ledger, letters[:1])
    assert await numbers(ledger) == ["b"]
    await mail.dealt_with(ledger, letters)
    assert await mail.waiting(ledger) == 0
    await kept(ledger, "c")
    assert await numbers(ledger) == ["c"]


async def test_what_is_put_back_comes_again_when_it_is_due(ledger: Ledger, clock: Clock) -> None:
    await kept(ledger, "a")
    (letter,) = await mail.arrived(ledger, holder="h1", limit=10)
    await mail.put_back(ledger, letter, due_at=NOON.replace(minute=1), error="Busy")
    assert await numbers(ledger) == []
    clock.turn(60)
    assert [one.attempt for one in await mail.left(ledger, holder="h1", limit=10)] == [2]


async def test_what_is_given_up_is_kept_to_be_looked_at(ledger: Ledger, clock: Clock) -> None:
    await kept(ledger, "a")
    (letter,) = await mail.arrived(ledger, holder="h1", limit=10)
    await mail.give_up(ledger, letter, error="KeyError")
    clock.turn(3600)
    assert await mail.left(ledger, holder="h1", limit=10) == ()
    assert await numbers(ledger) == []
    assert await mail.waiting(ledger) == 0


async def test_a_letter_needs_a_workspace(ledger: Ledger) -> None:
    with pytest.raises(WorkspaceRequired):
        await mail.keep(ledger, " ", "a", {}, holder="h1")  # type: ignore[arg-type]


async def test_keeping_waits_for_no_writer_of_the_ledger(ledger: Ledger) -> None:
    """Whoever writes to the ledger for long holds up no acknowledgement."""
    async with ledger.transaction(ACME) as tx:
        await people.of(tx, "U1")
        await kept(ledger, "a")
        assert await numbers(ledger) == ["a"]


async def test_keeping_waits_for_no_other_process_that_writes(
    sqlite_url: str, clock: Clock
) -> None:
    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await kept(ledger, "a")
        assert await mail.waiting(ledger) == 1
        other.close()


async def test_only_keeping_waits_for_the_disk(sqlite_url: str, clock: Clock) -> None:
    """FULL is 2, NORMAL is 1: what is thrown away may come back, what is kept may not be lost."""
    file = File(Path(sqlite_url.removeprefix("sqlite:///")))
    asked = "PRAGMA synchronous"
    with file._loose.begin() as loose:
        waits = [file._durable.driver.execute(asked).fetchone(), *loose.exec_driver_sql(asked)]
    file.close()
    assert waits == [(2,), (1,)]


async def test_letters_are_thrown_away_by_one_statement_without_a_transaction_around_it(
    sqlite_url: str, clock: Clock
) -> None:
    """Between two statements the file would be held while another thread has the interpreter."""
    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:
        for key in "abc":
            await kept(ledger, key)
        _, *dealt = await mail.arrived(ledger, holder="h1", limit=9)
        await mail.dealt_with(ledger, [])
        file = cast(File, ledger._database.mail)
        with file._loose.connect() as connection:
            driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        said: list[str] = []
        driver.set_trace_callback(said.append)
        await mail.dealt_with(ledger, dealt)
        assert [statement.split()[0] for statement in said] == ["DELETE"]
        assert await mail.waiting(ledger) == 1


async def test_a_mailbox_that_cannot_be_written_is_told_without_the_letter(
    sqlite_url: str, clock: Clock
) -> None:
    """The door must not acknowledge then, and what somebody wrote must not get into a log."""
    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:
        for file in Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("*-mail.db*"):
            file.write_bytes(b"no database at all" * 99)
        with pytest.raises(LedgerUnavailable) as failed:
            await mail.keep(ledger, ACME, "a", {"text": SAID}, holder="h1")
        assert SAID not in "".join(traceback.format_exception(failed.value))
