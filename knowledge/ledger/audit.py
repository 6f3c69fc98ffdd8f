"""Who did what that somebody may one day ask about: ids and keys, never content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from knowledge.identity import PersonId
from knowledge.ledger import numbers
from knowledge.ledger.columns import JSON
from knowledge.ledger.schema.workspaces import audit
from knowledge.ledger.transaction import Transaction


@dataclass(frozen=True)
class Entry:
    """One line of the audit."""

    id: int
    at: datetime
    person: PersonId
    what: str
    facts: JSON


async def note(tx: Transaction, person: PersonId, *, what: str, facts: Mapping[str, JSON]) -> None:
    """Write down that *person* did *what*."""
    row = {
        "workspace": tx.workspace,
        "id": await numbers.following(tx, "audit"),
        "at": tx.now,
        "person": person,
        "what": what,
        "facts": dict(facts),
    }
    await tx.execute(insert(audit), row)


async def last(tx: Transaction, n: int) -> tuple[Entry, ...]:
    """Return the *n* latest entries, the latest first."""
    columns = (audit.c.id, audit.c.at, audit.c.person, audit.c.what, audit.c.facts)
    rows = await tx.execute(
        select(*columns)
        .where(audit.c.workspace == tx.workspace)
        .order_by(audit.c.id.desc())
        .limit(n)
    )
    return tuple(Entry(*row) for row in rows)
