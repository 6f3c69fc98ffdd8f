"""The workshops' rows: what is asked of many workshops at once, and the lock of each."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, insert, select
from sqlalchemy import update as change

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger.errors import NoSuchWorkshop
from knowledge.ledger.schema.workshops import workshops
from knowledge.ledger.transaction import HERE, Transaction

RUNNING = "running"
ACTIVE = (RUNNING, "paused")
_FIELDS = ("id", "seq", "status", "place", "board_ts", "facilitator", "visibility", "rehearsal")
_w = workshops.c
_COLUMNS = tuple(_w[name] for name in (*_FIELDS, "created_at"))


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
    return await _one(tx, id, _locked())


async def get(tx: Transaction, id: str) -> Row:
    """Return the workshop's row without locking it.

    Raises:
        NoSuchWorkshop: There is none.
    """
    return await _one(tx, id, _of())


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
        .where(_w.workspace == tx.workspace, _w.id == id)
        .values(**fields, updated_at=tx.now)
    )
    if done.rowcount == 0:
        raise NoSuchWorkshop(id)


async def active(tx: Transaction) -> tuple[Row, ...]:
    """Return the workspace's running and paused workshops, the latest first."""
    return await _many(tx, _active())


async def active_in(tx: Transaction, place: PlaceId) -> tuple[Row, ...]:
    """Return the running and paused workshops of a place, the latest first."""
    return await _many(tx, _active_in(), place=place)


async def latest_in(tx: Transaction, place: PlaceId) -> Row | None:
    """Return the latest workshop of a place, also one that is over."""
    found = await _many(tx, _latest_in(), place=place)
    return found[0] if found else None


async def by_board(tx: Transaction, place: PlaceId, board_ts: str) -> Row | None:
    """Return the workshop whose board is this message."""
    found = await _many(tx, _by_board(), place=place, board_ts=board_ts)
    return found[0] if found else None


async def all(tx: Transaction) -> tuple[Row, ...]:
    """Return the workspace's workshops, the latest first."""
    return await _many(tx, _all())


async def _one(tx: Transaction, id: str, statement: Select[Any]) -> Row:
    found = await _many(tx, statement, id=id)
    if not found:
        raise NoSuchWorkshop(id)
    return found[0]


async def _many(tx: Transaction, statement: Select[Any], **asked: str) -> tuple[Row, ...]:
    return tuple(Row(**row._mapping) for row in await tx.ask(statement, **asked))


@cache
def _all() -> Select[Any]:
    latest_first = (_w.created_at.desc(), _w.id)
    return select(*_COLUMNS).where(_w.workspace == HERE).order_by(*latest_first)


@cache
def _of() -> Select[Any]:
    return _all().where(_w.id == bindparam("id"))


@cache
def _locked() -> Select[Any]:
    return _of().with_for_update()


@cache
def _active() -> Select[Any]:
    return _all().where(_w.status.in_(ACTIVE))


@cache
def _active_in() -> Select[Any]:
    return _active().where(_w.place == bindparam("place"))


@cache
def _latest_in() -> Select[Any]:
    return _all().where(_w.place == bindparam("place")).limit(1)


@cache
def _by_board() -> Select[Any]:
    return _all().where(_w.place == bindparam("place"), _w.board_ts == bindparam("board_ts"))
