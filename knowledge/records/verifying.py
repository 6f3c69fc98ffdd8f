"""Proof that no version was changed, removed or slipped in behind the ledger's back."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Row, and_, func, select

from knowledge.ledger.bodies import digest_of
from knowledge.ledger.schema.records import record_versions
from knowledge.ledger.schema.workspaces import bodies, workspaces
from knowledge.ledger.transaction import Transaction
from knowledge.records import chain
from knowledge.records.refs import Kind, Ref

_v = record_versions.c
_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class Breach:
    """One version that is not as it was written.

    `what`: "gap", a number is missing before it; "chain", what is said of it or before it was
    changed; "body", its body is missing or another one (an erased body is none); "missing", the
    workspace's versions are fewer than were published, so the last ones of some record are gone:
    `ref` is None and `version` how many.
    """

    ref: Ref | None
    version: int
    what: Literal["gap", "chain", "body", "missing"]


async def verify_chain(tx: Transaction, ref: Ref | None = None) -> tuple[Breach, ...]:
    """Return what is wrong with a record's versions, or with all of the workspace's."""
    one = () if ref is None else (_v.kind == ref.kind.value, _v.record == ref.number)
    same = and_(bodies.c.workspace == _v.workspace, bodies.c.digest == _v.digest)
    rows = await tx.execute(
        select(record_versions, bodies.c.salt, bodies.c.body, bodies.c.erased_at)
        .select_from(record_versions.outerjoin(bodies, same))
        .where(_v.workspace == tx.workspace, *one)
        .order_by(_v.kind, _v.record, _v.version)
    )
    found: list[Breach] = []
    for (kind, number), versions in groupby(rows, key=lambda row: (row.kind, row.record)):
        found += _breaches(tx, Ref(Kind(kind), number), [*versions])
    return tuple(found) if ref else (*found, *await _missing(tx))


async def _missing(tx: Transaction) -> list[Breach]:
    """Compare what is there with the generation, which grew by one with every version."""
    counted = select(func.count()).select_from(record_versions).where(_v.workspace == tx.workspace)
    grown = select(workspaces.c.generation).where(workspaces.c.workspace == tx.workspace)
    there = (await tx.execute(counted)).scalar_one()
    published = (await tx.execute(grown)).scalar_one_or_none() or 0
    return [Breach(None, published - there, "missing")] if published != there else []


def _breaches(tx: Transaction, ref: Ref, versions: list[_Row]) -> list[Breach]:
    found = []
    previous = chain.FIRST
    expected = 1
    for row in versions:
        if row.version != expected:
            found.append(Breach(ref, row.version, "gap"))
        link = chain.link(
            tx.workspace, ref, row.version, row._asdict(), digest=row.digest, previous=previous
        )
        if link != row.chain:
            found.append(Breach(ref, row.version, "chain"))
        if not _whole(row):
            found.append(Breach(ref, row.version, "body"))
        previous, expected = row.chain, row.version + 1
    return found


def _whole(row: _Row) -> bool:
    if row.body is None:
        return False
    return row.erased_at is not None or digest_of(row.salt, row.body) == row.digest
