"""What is still to be done outside, written in the transaction of its cause.

Effects of one lane are done one after another in their order. One that is not due yet stands
aside until it is; one that failed and waits for its next attempt keeps the lane. Attempts are
numbered, and only the latest attempt can end an effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import structlog
from sqlalchemy import Executable, Row, UpdateBase, bindparam, case, exists, func, select, update

from knowledge.identity import WorkspaceId
from knowledge.ledger import lanes
from knowledge.ledger.columns import JSON
from knowledge.ledger.errors import EffectLost
from knowledge.ledger.killpoints import reach
from knowledge.ledger.ledger import Ledger
from knowledge.ledger.schema.traffic import effect_open, effect_untouched, effects
from knowledge.ledger.transaction import HERE, Session, Transaction, given, inserting

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=15)
"""How long an effect is its worker's; after a crash, so long until it is taken up again."""

TAKING = 0x7461_6B65
"""Any number: takers on PostgreSQL go one after another, or two could enter one lane."""


@dataclass(frozen=True)
class Effect:
    """One thing to do, as an attempt of it was handed out.

    Attributes:
        args: Ids only; content is rendered when the effect is done.
        attempt: 1 for the first.
        started_at: When an earlier attempt began whose end nobody knows: it may have been
            done. None when there was none.
    """

    id: int
    workspace: WorkspaceId
    kind: str
    args: dict[str, JSON]
    lane: str
    coalesce: str | None
    due_at: datetime
    attempt: int
    started_at: datetime | None


async def enqueue(
    tx: Transaction,
    kind: str,
    args: Mapping[str, JSON],
    *,
    lane: str,
    coalesce: str | None = None,
    due_at: datetime | None = None,
) -> int:
    """Add an effect and return its id.

    With *coalesce*, a pending effect of that key that nobody has begun takes the new kind and
    args instead, keeps its place, and is due at the earlier of the two instants.
    """
    row = {
        "workspace": tx.workspace,
        "kind": kind,
        "args": dict(args),
        "lane": lane,
        "coalesce": coalesce,
        "due_at": due_at or tx.now,
        "created_at": tx.now,
        "attempt": 0,
    }
    tx.wakes = True
    return int((await tx.execute(_adding(tx.dialect), row)).scalar_one())


@cache
def _adding(dialect: str) -> Executable:
    # Built once: it takes as long to build as to run, and Slack waits for it.
    insert = inserting(effects, dialect=dialect)
    new = insert.excluded
    earlier = case((effects.c.due_at < new.due_at, effects.c.due_at), else_=new.due_at)
    return insert.on_conflict_do_update(
        index_elements=[effects.c.workspace, effects.c.coalesce],
        index_where=effect_untouched,
        set_={"kind": new.kind, "args": new.args, "due_at": earlier},
    ).returning(effects.c.id)


async def take(ledger: Ledger, *, worker: str, limit: int) -> tuple[Effect, ...]:
    """Hand out what is due: at most one effect of each lane, the longest due first.

    Each is the worker's until the lease ends; afterwards anybody takes it again.
    """
    async with ledger.across() as session:
        if session.dialect == "postgresql":
            await session.execute(select(func.pg_advisory_xact_lock(TAKING)))
        asked = {"now": session.now, "most": limit}
        rows = [*await session.execute(lanes.heads(), asked)]
        if rows:
            until, taken = session.now + LEASE, [row.id for row in rows]
            begun = {"started_at": session.now, "worker": worker, "lease_until": until}
            await session.execute(_starting(), {"taken": taken, **begun})
    if rows:
        reach("effect_taken")
    return tuple(_effect(row) for row in rows)


@cache
def _starting() -> UpdateBase:
    taken = effects.c.id.in_(bindparam("taken", expanding=True))
    begun = given("started_at", "worker", "lease_until")
    return update(effects).where(taken).values(attempt=effects.c.attempt + 1, **begun)


def _effect(row: Row[Any]) -> Effect:
    return Effect(
        id=row.id,
        workspace=WorkspaceId(row.workspace),
        kind=row.kind,
        args=row.args,
        lane=row.lane,
        coalesce=row.coalesce,
        due_at=row.due_at,
        attempt=row.attempt + 1,
        started_at=row.started_at,
    )


async def done(tx: Transaction, effect: Effect, *, result: dict[str, JSON] | None) -> None:
    """End *effect* as done.

    Raises:
        EffectLost: Another attempt was begun meanwhile; this one may not end it.
        WorkspaceRequired: The transaction is another workspace's.
    """
    reach("effect_before_done")
    await _end(tx, effect, done_at=tx.now, result=result, error=None)
    tx.on_commit(lambda: reach("effect_done"))


async def retry(
    tx: Transaction, effect: Effect, *, due_at: datetime, error: str, ambiguous: bool = True
) -> None:
    """Let *effect* be attempted again at *due_at*.

    Args:
        tx: A writing transaction of the effect's workspace.
        effect: As it was taken.
        due_at: The earliest instant of the next attempt.
        error: Why; an error's name, never content.
        ambiguous: Whether this attempt may have happened after all. Say False when it was
            surely refused (429): the next attempt then sees no `started_at`.

    Raises:
        EffectLost: Another attempt was begun meanwhile.
    """
    before = {} if ambiguous else {"started_at": effect.started_at}
    await _end(tx, effect, due_at=due_at, error=error, **before)
    log.info("effect.retried", effect=effect.id, attempt=effect.attempt, error=error)


async def dead(tx: Transaction, effect: Effect, *, error: str) -> None:
    """Give *effect* up; its lane goes on.

    Raises:
        EffectLost: Another attempt was begun meanwhile.
    """
    await _end(tx, effect, dead_at=tx.now, error=error)


async def renew(ledger: Ledger, effect: Effect) -> None:
    """Keep an effect that takes long: its lease begins anew.

    Raises:
        EffectLost: Another attempt was begun meanwhile; give up.
    """
    async with ledger.across() as session:
        await _change(session, effect, lease_until=session.now + LEASE)


async def next_due(ledger: Ledger) -> datetime | None:
    """Return when `take` may next find something; None when nothing waits.

    May lie in the past: then something can be taken now.
    """
    async with ledger.reading_across() as session:
        asked = {"now": session.now}
        statements = (lanes.next_head(), lanes.next_freed())
        found = [(await session.execute(each, asked)).scalar_one() for each in statements]
    return min((at for at in found if at is not None), default=None)


async def given_up(ledger: Ledger) -> tuple[str, ...]:
    """Return the kind of each effect that was given up, oldest first."""
    async with ledger.reading_across() as session:
        dead = select(effects.c.kind).where(effects.c.dead_at.is_not(None)).order_by(effects.c.id)
        return tuple((await session.execute(dead)).scalars())


async def another_since(tx: Transaction, effect: Effect, *, since: int) -> bool:
    """Say whether between effect number *since* and *effect* there was one more of its lane."""
    tx.only(effect.workspace)
    between = exists().where(
        effects.c.workspace == effect.workspace,
        effects.c.id > since,
        effects.c.id < effect.id,
        effects.c.lane == effect.lane,
    )
    return bool((await tx.execute(select(between))).scalar_one())


async def _end(tx: Transaction, effect: Effect, **fields: Any) -> None:
    tx.only(effect.workspace)
    await _change(tx, effect, lease_until=None, worker=None, **fields)
    tx.wakes = True


async def _change(tx: Session, effect: Effect, **fields: Any) -> None:
    this = {"here": effect.workspace, "effect": effect.id, "begun": effect.attempt}
    changed = await tx.execute(_changing(*fields), {**this, **fields})
    if changed.rowcount == 0:
        raise EffectLost(effect.id)


@cache
def _changing(*names: str) -> UpdateBase:
    row = effects.c
    this = (row.id == bindparam("effect"), row.attempt == bindparam("begun"), effect_open)
    return update(effects).where(row.workspace == HERE, *this).values(given(*names))
