"""What happens in rehearsals: kept like any workshop while it lasts, and then not at all.

Their events stand in a table of their own, for what happened in a workshop can't be deleted.
"""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from knowledge.identity import PersonId
from knowledge.ledger import voices
from knowledge.ledger.events import StoredEvent, move, rows_of
from knowledge.ledger.schema.workshops import rehearsal_events, workshops
from knowledge.ledger.transaction import Transaction


async def append(
    tx: Transaction, workshop_id: str, *, expected_seq: int, events: Sequence[StoredEvent]
) -> int:
    """Add *events* after number *expected_seq* and return the number of the last one.

    Raises:
        NoSuchWorkshop: There is no such workshop.
        SequenceMoved: Somebody else added events meanwhile; nothing was added.
    """
    last = await move(tx, workshop_id, expected=expected_seq, by=len(events))
    rows = rows_of(tx, workshop_id, events, after=expected_seq)
    said = [{**row, "body": event.body} for row, event in zip(rows, events, strict=True)]
    if said:
        await tx.execute(insert(rehearsal_events), said)
    return last


async def read(tx: Transaction, workshop_id: str, *, after: int = 0) -> tuple[StoredEvent, ...]:
    """Return the events after number *after* in their order."""
    row = rehearsal_events.c
    found = await tx.execute(
        select(row.type, row.v, row.person, row.body, row.seq, row.at)
        .where(row.workspace == tx.workspace, row.workshop == workshop_id, row.seq > after)
        .order_by(row.seq)
    )
    return tuple(
        StoredEvent(type, v, PersonId(person), body, seq, at)
        for type, v, person, body, seq, at in found
    )


async def forget(tx: Transaction, workshop_id: str) -> None:
    """Delete a rehearsal with all that happened in it."""
    await voices.forget(tx, workshop_id)
    for table, id in ((rehearsal_events, rehearsal_events.c.workshop), (workshops, workshops.c.id)):
        await tx.execute(delete(table).where(table.c.workspace == tx.workspace, id == workshop_id))
