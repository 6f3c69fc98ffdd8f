"""Until when a host wants no calls (429): shared by all processes."""

from datetime import datetime

from sqlalchemy import func, select

from knowledge.ledger.schema.traffic import gates
from knowledge.ledger.transaction import Transaction

WHOLE = ""
"""In the column `channel`: the gate is for the whole workspace."""


async def closed_until(
    tx: Transaction, *, method: str, channel: str | None = None
) -> datetime | None:
    """Return when *method* may be called again; None when it may be called now.

    A gate of the whole workspace holds for each of its channels.
    """
    statement = select(func.max(gates.c.not_before, type_=gates.c.not_before.type)).where(
        gates.c.workspace == tx.workspace,
        gates.c.method == method,
        gates.c.channel.in_({WHOLE, channel or WHOLE}),
        gates.c.not_before > tx.now,
    )
    found: datetime | None = (await tx.execute(statement)).scalar_one()
    return found


async def close(
    tx: Transaction, *, method: str, until: datetime, channel: str | None = None
) -> None:
    """Keep *method* shut until *until*; a gate that is shut for longer stays so."""
    insert = tx.insert(gates).values(
        workspace=tx.workspace, method=method, channel=channel or WHOLE, not_before=until
    )
    await tx.execute(
        insert.on_conflict_do_update(
            index_elements=[gates.c.workspace, gates.c.method, gates.c.channel],
            set_={"not_before": insert.excluded.not_before},
            where=gates.c.not_before < insert.excluded.not_before,
        )
    )
