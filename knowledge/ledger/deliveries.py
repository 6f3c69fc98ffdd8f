"""What was delivered to us and what we answered, for ever: nothing counts twice."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.exc import IntegrityError

from knowledge.ledger import bodies
from knowledge.ledger.columns import JSON
from knowledge.ledger.errors import DeliveryRepeated
from knowledge.ledger.killpoints import reach
from knowledge.ledger.schema.traffic import deliveries
from knowledge.ledger.transaction import HERE, Transaction


@dataclass(frozen=True)
class Response:
    """What the first delivery was answered with; None is a bare acknowledgement."""

    body: dict[str, JSON] | None


async def answered(tx: Transaction, key: str) -> Response | None:
    """Return the response given to the first delivery with *key*; None when this is the first.

    In a writing transaction, a second delivery of the same key waits here until the first one
    is committed or rolled back.
    """
    await _one_at_a_time(tx, key)
    row = (await tx.ask(_answered(), key=key)).one_or_none()
    return None if row is None else Response(await _response(tx, row.response))


@cache
def _answered() -> Select[Any]:
    return select(deliveries.c.response).where(
        deliveries.c.workspace == HERE, deliveries.c.key == bindparam("key")
    )


async def record(tx: Transaction, key: str, response: dict[str, JSON] | None) -> None:
    """Remember that *key* was delivered and how it is answered.

    Raises:
        DeliveryRepeated: The key is known already; the transaction is to be given up.
    """
    reach("before_insert")
    digest = None if response is None else await bodies.put(tx, response)
    row = {"workspace": tx.workspace, "key": key, "at": tx.now, "response": digest}
    try:
        await tx.execute(deliveries.insert(), row)
    except IntegrityError as error:
        if not key:
            raise
        raise DeliveryRepeated(key) from error


async def first(tx: Transaction, key: str) -> bool:
    """Say whether *key* comes for the first time, and remember that it came."""
    if await answered(tx, key) is not None:
        return False
    await record(tx, key, None)
    return True


async def _one_at_a_time(tx: Transaction, key: str) -> None:
    # SQLite has one writer anyway. PostgreSQL locks the key before there is a row to lock.
    if tx.dialect == "postgresql":
        name = f"delivery {tx.workspace} {key}"
        await tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


async def _response(tx: Transaction, digest: str | None) -> dict[str, JSON] | None:
    if digest is None:
        return None
    body = (await bodies.get(tx, [digest]))[digest]
    assert isinstance(body, dict)
    return body
