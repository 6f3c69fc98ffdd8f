"""Counters within a workspace: short numbers that are never given twice."""

from knowledge.ledger.schema.records import refs
from knowledge.ledger.transaction import Transaction


async def following(tx: Transaction, kind: str) -> int:
    """Return the next number of *kind*, from 1; a rolled back one may be given again."""
    insert = tx.insert(refs).values(workspace=tx.workspace, kind=kind, last=1)
    statement = insert.on_conflict_do_update(
        index_elements=[refs.c.workspace, refs.c.kind], set_={"last": refs.c.last + 1}
    ).returning(refs.c.last)
    return int((await tx.execute(statement)).scalar_one())
