"""Until when a host wants no calls (429): shared by all processes."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from knowledge.ledger.schema.traffic import gates
from knowledge.ledger.transaction import HERE, Transaction

WHOLE = ""
"""In the column `channel`: the gate is for the whole workspace."""


async def closed_until(
    tx: Transaction, *, method: str, channel: str | None = None
) -> datetime | None:
    """Return when *method* may be called again; None when it may be called now.

    A gate of the whole workspace holds for each of its channels.
    """
    asked = {"method": method, "channel": channel or WHOLE, "now": tx.now}
    found: datetime | None = (await tx.ask(_closed_until(), **asked)).scalar_one()
    return found


@cache
def _closed_until() -> Select[Any]:
    return select(func.max(gates.c.not_before, type_=gates.c.not_before.type)).where(
        gates.c.workspace == HERE,
        gates.c.method == bindparam("method"),
        gates.c.channel.in_([WHOLE, bindparam("channel")]),
        gates.c.not_before > bindparam("now"),
    )


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
