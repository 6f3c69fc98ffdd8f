"""Templates: agendas and models that a team keeps for itself, to be used or taken away again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, func, or_, select

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger.columns import JSON
from knowledge.ledger.schema.workshops import templates
from knowledge.ledger.transaction import Transaction

Kind = Literal["agenda", "model"]


@dataclass(frozen=True)
class Template:
    """One of them; with a `visibility` it is known in that place only."""

    kind: Kind
    key: str
    body: JSON
    visibility: PlaceId | None
    person: PersonId
    at: datetime


async def put(
    tx: Transaction,
    kind: Kind,
    key: str,
    body: JSON,
    *,
    person: PersonId,
    visibility: PlaceId | None = None,
) -> None:
    """Keep a template; an earlier one of this key is replaced."""
    said = {"body": body, "visibility": visibility, "person": person, "at": tx.now}
    insert = tx.insert(templates).values(workspace=tx.workspace, kind=kind, key=key, **said)
    named = [templates.c.workspace, templates.c.kind, templates.c.key]
    await tx.execute(insert.on_conflict_do_update(index_elements=named, set_=said))


async def remove(tx: Transaction, kind: Kind, key: str) -> None:
    """Take a template away; nothing happens when there is none."""
    row = templates.c
    await tx.execute(
        delete(templates).where(row.workspace == tx.workspace, row.kind == kind, row.key == key)
    )


async def known_in(tx: Transaction, place: PlaceId | None) -> tuple[Template, ...]:
    """Return the templates that may be used in a place, the oldest first."""
    row = templates.c
    rows = await tx.execute(
        select(row.kind, row.key, row.body, row.visibility, row.person, row.at)
        .where(
            row.workspace == tx.workspace,
            or_(row.visibility.is_(None), row.visibility == (place or "")),
        )
        .order_by(row.at, row.key)
    )
    return tuple(Template(*found) for found in rows)


async def count(tx: Transaction) -> int:
    """Return how many templates the workspace keeps."""
    counted = await tx.execute(
        select(func.count()).select_from(templates).where(templates.c.workspace == tx.workspace)
    )
    return int(counted.scalar_one())
