"""Where a place's people say that a persona stands now: "Petra is at convincing"."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger.schema.answers import pins
from knowledge.ledger.transaction import HERE, Transaction


@dataclass(frozen=True)
class Pin:
    """One pin; `persona` and `journey` are refs, `stage` a stage's id in that journey."""

    place: PlaceId
    persona: str
    journey: str | None
    stage: str | None
    person: PersonId
    at: datetime


async def put(
    tx: Transaction,
    place: PlaceId,
    *,
    persona: str,
    journey: str | None,
    stage: str | None,
    person: PersonId,
) -> None:
    """Pin a persona in a place; an earlier pin of theirs there is replaced."""
    said = {"journey": journey, "stage": stage, "person": person, "at": tx.now}
    insert = tx.insert(pins).values(workspace=tx.workspace, place=place, persona=persona, **said)
    key = [pins.c.workspace, pins.c.place, pins.c.persona]
    await tx.execute(insert.on_conflict_do_update(index_elements=key, set_=said))


async def remove(tx: Transaction, place: PlaceId, *, persona: str) -> None:
    """Take a pin away; nothing happens when there is none."""
    await tx.execute(
        delete(pins).where(
            pins.c.workspace == tx.workspace, pins.c.place == place, pins.c.persona == persona
        )
    )


async def in_place(tx: Transaction, place: PlaceId) -> tuple[Pin, ...]:
    """Return a place's pins, the latest first."""
    return tuple(Pin(*row) for row in await tx.ask(_in_place(), place=place))


@cache
def _in_place() -> Select[Any]:
    columns = (pins.c.place, pins.c.persona, pins.c.journey, pins.c.stage, pins.c.person, pins.c.at)
    return (
        select(*columns)
        .where(pins.c.workspace == HERE, pins.c.place == bindparam("place"))
        .order_by(pins.c.at.desc(), pins.c.persona)
    )
