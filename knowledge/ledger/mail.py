"""Mail: what was delivered to us and is not dealt with yet, durable before it is acknowledged.

A letter is kept by one statement, so that the acknowledgement waits for nothing else. It is held
by whoever kept it, and by anybody once that has taken too long. It is dealt with at least once:
whoever deals with it knows a delivery that counted already by its key. Nothing of a letter is left
when it has been dealt with.

Only keeping is durable. Whatever else is lost with the computer is done again: a letter comes up
when its holder's time is over.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Executable,
    Select,
    UpdateBase,
    bindparam,
    delete,
    select,
    update,
)

from knowledge.identity import WorkspaceId
from knowledge.ledger.columns import JSON
from knowledge.ledger.killpoints import reach
from knowledge.ledger.ledger import Ledger
from knowledge.ledger.schema.traffic import mail
from knowledge.ledger.transaction import given, inserting, required

LEASE = timedelta(seconds=15)
"""How long a letter is its holder's; after a crash, this long passes until it is taken up again."""


@dataclass(frozen=True)
class Letter:
    """A delivery as it came; `attempt` is 1 for the first."""

    id: int
    workspace: WorkspaceId
    body: JSON
    attempt: int


async def keep(
    ledger: Ledger, workspace: WorkspaceId, key: str, body: JSON, *, holder: str
) -> None:
    """Keep a delivery; one whose key lies here already is the same one again.

    Args:
        ledger: Where.
        workspace: Whose delivery it is.
        key: By which a repetition is known.
        body: What was delivered.
        holder: Who will deal with it.

    Raises:
        WorkspaceRequired: No workspace is named.
        LedgerUnavailable: It can't be kept, and must not be acknowledged.
    """
    reach("mail_before")
    now = ledger.now()
    row = {
        "workspace": required(workspace),
        "key": key,
        "body": body,
        "holder": holder,
        "kept_at": now,
        "due_at": now + LEASE,
        "attempt": 1,
    }
    await ledger.write_mail(_adding(ledger.dialect), row)
    reach("mail_kept")


async def arrived(
    ledger: Ledger, *, holder: str, limit: int, but: Collection[int] = ()
) -> tuple[Letter, ...]:
    """Return the letters that *holder* keeps, but those of these numbers, oldest first.

    The numbers say nothing of when a letter can be seen: PostgreSQL gives them before the commit.
    """
    async with ledger.reading_mailbox() as session:
        asked = {"holder": holder, "but": [*but], "most": limit}
        rows = await session.execute(_arrived(), asked)
        return tuple(
            Letter(row.id, WorkspaceId(row.workspace), row.body, row.attempt) for row in rows
        )


async def left(
    ledger: Ledger, *, holder: str, limit: int, but: Collection[int] = ()
) -> tuple[Letter, ...]:
    """Take up what was put back, or left by a holder who is gone, but these; oldest first."""
    async with ledger.reading_mailbox() as session:
        asked = {"now": session.now, "but": [*but], "most": 1}
        if not [*await session.execute(_left(), asked)]:
            return ()  # looked at first, since it is asked for all the time
    async with ledger.mailbox() as session:
        asked |= {"now": session.now, "most": limit}
        found = [*await session.execute(_left().with_for_update(skip_locked=True), asked)]
        ids = [row.id for row in found]
        taken = {"holder": holder, "due_at": session.now + LEASE, "attempt": mail.c.attempt + 1}
        await session.execute(update(mail).where(mail.c.id.in_(ids)).values(taken))
    return tuple(
        Letter(row.id, WorkspaceId(row.workspace), row.body, row.attempt + 1) for row in found
    )


async def dealt_with(ledger: Ledger, letters: Collection[Letter]) -> None:
    """Throw letters away."""
    if not letters:
        return
    reach("mail_dealt")
    gone = {"letters": [letter.id for letter in letters]}
    await ledger.write_mail(_gone(), gone, durable=False)


async def put_back(ledger: Ledger, letter: Letter, *, due_at: datetime, error: str) -> None:
    """Let anybody take a letter up at *due_at*; *error* is a name, never content."""
    back = {"letter": letter.id, "holder": "", "due_at": due_at, "error": error}
    await ledger.write_mail(_put_back(), back, durable=False)


async def give_up(ledger: Ledger, letter: Letter, *, error: str) -> None:
    """Take a letter up no more; it stays to be looked at."""
    given_up = {"letter": letter.id, "dead_at": ledger.now(), "error": error}
    await ledger.write_mail(_given_up(), given_up, durable=False)


async def given_up(ledger: Ledger) -> tuple[str, ...]:
    """Return the error for which each letter was given up, oldest first."""
    async with ledger.reading_mailbox() as session:
        dead = select(mail.c.error).where(mail.c.dead_at.is_not(None)).order_by(mail.c.id)
        return tuple((await session.execute(dead)).scalars())


async def waiting(ledger: Ledger) -> int:
    """Return how many letters are still to be dealt with."""
    async with ledger.reading_mailbox() as session:
        found = await session.execute(select(mail.c.id).where(mail.c.dead_at.is_(None)))
        return len(found.all())


async def unheard(ledger: Ledger, workspace: WorkspaceId) -> tuple[JSON, ...]:
    """Return a workspace's deliveries that are still to be dealt with.

    Raises:
        WorkspaceRequired: No workspace is named.
    """
    theirs = mail.c.workspace == required(workspace)
    async with ledger.reading_mailbox() as session:
        found = await session.execute(select(mail.c.body).where(theirs, mail.c.dead_at.is_(None)))
        return tuple(found.scalars())


_THIS = mail.c.id == bindparam("letter")

# Built once: a statement takes longer to build than to run, and Slack waits for some of these.


@cache
def _adding(dialect: str) -> UpdateBase:
    row = ("workspace", "key", "body", "holder", "kept_at", "due_at", "attempt")
    adding = inserting(mail, dialect=dialect).values(given(*row))
    return adding.on_conflict_do_nothing()


@cache
def _arrived() -> Executable:
    return _waiting().where(mail.c.holder == bindparam("holder"))


@cache
def _left() -> Select[Any]:
    return _waiting().where(mail.c.due_at <= bindparam("now"))


def _waiting() -> Select[Any]:
    return (
        select(mail.c.id, mail.c.workspace, mail.c.body, mail.c.attempt)
        .where(mail.c.dead_at.is_(None), mail.c.id.not_in(bindparam("but", expanding=True)))
        .order_by(mail.c.id)
        .limit(bindparam("most"))
    )


@cache
def _gone() -> UpdateBase:
    return delete(mail).where(mail.c.id.in_(bindparam("letters", expanding=True)))


@cache
def _put_back() -> UpdateBase:
    return _changing("holder", "due_at", "error")


@cache
def _given_up() -> UpdateBase:
    return _changing("dead_at", "error")


def _changing(*names: str) -> UpdateBase:
    return update(mail).where(_THIS).values(given(*names))
