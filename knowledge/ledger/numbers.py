"""Counters within a workspace: short numbers that are never given twice."""

from functools import cache

from sqlalchemy import Executable

from knowledge.ledger.schema.records import refs
from knowledge.ledger.transaction import Transaction, inserting


async def following(tx: Transaction, kind: str) -> int:
    """Return the next number of *kind*, from 1; a rolled back one may be given again."""
    first = {"workspace": tx.workspace, "kind": kind, "last": 1}
    return int((await tx.execute(_counting(tx.dialect), first)).scalar_one())


@cache
def _counting(dialect: str) -> Executable:
    return (
        inserting(refs, dialect=dialect)
        .on_conflict_do_update(
            index_elements=[refs.c.workspace, refs.c.kind], set_={"last": refs.c.last + 1}
        )
        .returning(refs.c.last)
    )
