"""What happened in workshops, append-only: the database itself refuses to change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, UpdateBase, and_, bindparam, insert, select, update

from knowledge.identity import PersonId
from knowledge.ledger import bodies, workshops
from knowledge.ledger.columns import JSON
from knowledge.ledger.errors import NoSuchBody, SequenceMoved
from knowledge.ledger.schema.workshops import workshop_events
from knowledge.ledger.schema.workshops import workshops as workshops_table
from knowledge.ledger.schema.workspaces import bodies as bodies_table
from knowledge.ledger.transaction import HERE, Transaction, given


@dataclass(frozen=True)
class StoredEvent:
    """One event as the ledger keeps it; what it means is known in `workshops`.

    `seq` (from 1) is given by `append`; `at` is the transaction's instant when None.
    """

    type: str
    v: int
    person: PersonId
    body: JSON
    seq: int = 0
    at: datetime | None = None


async def append(
    tx: Transaction, workshop_id: str, *, expected_seq: int, events: Sequence[StoredEvent]
) -> int:
    """Add *events* after number *expected_seq* and return the number of the last one.

    Raises:
        NoSuchWorkshop: There is no such workshop.
        SequenceMoved: Somebody else added events meanwhile; nothing was added.
    """
    last = await move(tx, workshop_id, expected=expected_seq, by=len(events))
    digests = await bodies.put_all(tx, [event.body for event in events])
    rows = rows_of(tx, workshop_id, events, after=expected_seq)
    said = [{**row, "digest": digest} for row, digest in zip(rows, digests, strict=True)]
    if said:
        await tx.execute(insert(workshop_events), said)
    return last


def rows_of(
    tx: Transaction, workshop_id: str, events: Sequence[StoredEvent], *, after: int
) -> list[dict[str, Any]]:
    """Return the rows of events, all but what is said in them."""
    return [
        {
            "workspace": tx.workspace,
            "workshop": workshop_id,
            "seq": seq,
            "type": event.type,
            "v": event.v,
            "at": event.at or tx.now,
            "person": event.person,
        }
        for seq, event in enumerate(events, after + 1)
    ]


async def move(tx: Transaction, workshop_id: str, *, expected: int, by: int) -> int:
    """Count *by* events more than *expected*, and return the number of the last one.

    Raises:
        NoSuchWorkshop: There is no such workshop.
        SequenceMoved: It is not at *expected* any more; nothing was counted.
    """
    if not await _moved(tx, workshop_id, expected, expected + by):
        found = (await workshops.get(tx, workshop_id)).seq
        raise SequenceMoved(workshop_id, expected=expected, found=found)
    return expected + by


async def _moved(tx: Transaction, workshop_id: str, expected: int, last: int) -> bool:
    """Move the workshop on from *expected*; whoever sees another number moves nothing."""
    to: dict[str, Any] = {"seq": last, "updated_at": tx.now}
    return (await tx.ask(_moving(), workshop=workshop_id, expected=expected, **to)).rowcount == 1


@cache
def _moving() -> UpdateBase:
    row = workshops_table.c
    this = (row.id == bindparam("workshop"), row.seq == bindparam("expected"))
    moving = update(workshops_table).where(row.workspace == HERE, *this)
    return moving.values(given("seq", "updated_at"))


async def read(tx: Transaction, workshop_id: str, *, after: int = 0) -> tuple[StoredEvent, ...]:
    """Return the events after number *after* in their order, in one query.

    Raises:
        NoSuchBody: An event's body is missing.
    """
    return tuple(
        StoredEvent(type, v, PersonId(person), _read(digest, body), seq, at)
        for seq, type, v, at, person, digest, body in await tx.ask(
            _following(), workshop=workshop_id, after=after
        )
    )


@cache
def _following() -> Select[Any]:
    events, texts = workshop_events.c, bodies_table.c
    whole = workshop_events.outerjoin(
        bodies_table,
        and_(texts.workspace == events.workspace, texts.digest == events.digest),
    )
    columns = (events.seq, events.type, events.v, events.at, events.person, events.digest)
    these = (events.workshop == bindparam("workshop"), events.seq > bindparam("after"))
    return (
        select(*columns, texts.body)
        .select_from(whole)
        .where(events.workspace == HERE, *these)
        .order_by(events.seq)
    )


def _read(digest: str, body: str | None) -> JSON:
    if body is None:
        raise NoSuchBody(digest)
    return bodies.read(body)
