"""The workshops' rows: what is asked of many workshops at once, and the lock of each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import Select, insert, select
from sqlalchemy import update as change
from sqlalchemy.sql.elements import ColumnElement

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger.errors import NoSuchWorkshop
from knowledge.ledger.schema.workshops import workshops
from knowledge.ledger.transaction import Transaction

RUNNING = "running"
ACTIVE = (RUNNING, "paused")
_FIELDS = ("id", "seq", "status", "place", "board_ts", "facilitator", "visibility", "rehearsal")
_COLUMNS = tuple(workshops.c[name] for name in (*_FIELDS, "created_at"))


@dataclass(frozen=True)
class Row:
    """One workshop as the ledger lists it; `seq` is the number of its last event."""

    id: str
    seq: int
    status: str
    place: PlaceId
    board_ts: str | None
    facilitator: PersonId
    visibility: PlaceId | None
    rehearsal: bool
    created_at: datetime


async def create(
    tx: Transaction,
    id: str,
    *,
    place: PlaceId,
    facilitator: PersonId,
    visibility: PlaceId | None = None,
    status: str = RUNNING,
    rehearsal: bool = False,
) -> None:
    """Add a workshop without events."""
    row = {
        "workspace": tx.workspace,
        "id": id,
        "seq": 0,
        "status": status,
        "place": place,
        "facilitator": facilitator,
        "visibility": visibility,
        "rehearsal": rehearsal,
        "created_at": tx.now,
        "updated_at": tx.now,
    }
    await tx.execute(insert(workshops), row)


async def lock(tx: Transaction, id: str) -> Row:
    """Return the workshop's row, which nobody else can lock or change until the commit.

    Raises:
        NoSuchWorkshop: There is none.
    """
    return await _one(tx, id, _rows(tx).where(workshops.c.id == id).with_for_update())


async def get(tx: Transaction, id: str) -> Row:
    """Return the workshop's row without locking it.

    Raises:
        NoSuchWorkshop: There is none.
    """
    return await _one(tx, id, _rows(tx).where(workshops.c.id == id))


async def update(tx: Transaction, id: str, **fields: str | int | None) -> None:
    """Set some of status, board_ts, facilitator, place, visibility, seq.

    Raises:
        NoSuchWorkshop: There is none.
    """
    unknown = set(fields) - (set(_FIELDS) - {"id", "rehearsal"})
    if unknown:
        raise TypeError(f"a workshop's row has no {sorted(unknown)}")
    done = await tx.execute(
        change(workshops)
        .where(workshops.c.workspace == tx.workspace, workshops.c.id == id)
        .values(**fields, updated_at=tx.now)
    )
    if done.rowcount == 0:
        raise NoSuchWorkshop(id)


async def active_in(tx: Transaction, place: PlaceId) -> tuple[Row, ...]:
    """Return the running and paused workshops of a place, the latest first."""
    return await _many(tx, workshops.c.place == place, workshops.c.status.in_(ACTIVE))


async def latest_in(tx: Transaction, place: PlaceId) -> Row | None:
    """Return the latest workshop of a place, also one that is over."""
    statement = _rows(tx).where(workshops.c.place == place).order_by(workshops.c.created_at.desc())
    row = (await tx.execute(statement.limit(1))).one_or_none()
    return None if row is None else _row(row)


async def by_board(tx: Transaction, place: PlaceId, board_ts: str) -> Row | None:
    """Return the workshop whose board is this message."""
    found = await _many(tx, workshops.c.place == place, workshops.c.board_ts == board_ts)
    return found[0] if found else None


async def all(tx: Transaction, *, statuses: Collection[str] | None = None) -> tuple[Row, ...]:
    """Return the workspace's workshops, the latest first."""
    return await _many(tx, *_in(statuses))


def _in(statuses: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if statuses is None else (workshops.c.status.in_(statuses),)


def _rows(tx: Transaction) -> Select[Any]:
    return select(*_COLUMNS).where(workshops.c.workspace == tx.workspace)


async def _one(tx: Transaction, id: str, statement: Select[Any]) -> Row:
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        raise NoSuchWorkshop(id)
    return _row(row)


async def _many(tx: Transaction, *conditions: ColumnElement[bool]) -> tuple[Row, ...]:
    latest_first = (workshops.c.created_at.desc(), workshops.c.id)
    rows = await tx.execute(_rows(tx).where(*conditions).order_by(*latest_first))
    return tuple(_row(row) for row in rows)


def _row(row: SqlRow[Any]) -> Row:
    return Row(**row._mapping)
