"""Which effect of each lane comes next: the questions that the dispatcher asks all the time.

Built once: each takes longer to build than to run.
"""

from functools import cache
from typing import Any

from sqlalchemy import Executable, and_, bindparam, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from knowledge.ledger.schema.traffic import effect_open, effects

_INSTANT = effects.c.due_at.type
_NOW = bindparam("now", type_=_INSTANT)


@cache
def heads() -> Executable:
    """Select at most `most` effects that may be begun `now`, one a lane, longest due first."""
    takeable = and_(effect_open, effects.c.due_at <= _NOW, ~_leased(effects))
    return (
        select(effects)
        .where(takeable, ~_lane_taken())
        .order_by(effects.c.due_at, effects.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


@cache
def next_head() -> Executable:
    """Select when the next effect is due among those whose lane is free `now`."""
    waiting = and_(effect_open, ~_leased(effects), ~_lane_taken())
    return select(func.min(effects.c.due_at, type_=_INSTANT)).where(waiting)


@cache
def next_freed() -> Executable:
    """Select when the next lease ends that still holds `now`."""
    held = and_(effect_open, _leased(effects))
    return select(func.min(effects.c.lease_until, type_=_INSTANT)).where(held)


def _leased(table: Any) -> ColumnElement[bool]:
    return and_(table.c.lease_until.is_not(None), table.c.lease_until > _NOW)


def _lane_taken() -> ColumnElement[bool]:
    other = effects.alias("other")
    queued_before = and_(
        other.c.id < effects.c.id, or_(other.c.attempt > 0, other.c.due_at <= _NOW)
    )
    return exists().where(
        other.c.workspace == effects.c.workspace,
        other.c.lane == effects.c.lane,
        other.c.done_at.is_(None),
        other.c.dead_at.is_(None),
        other.c.id != effects.c.id,
        or_(_leased(other), queued_before),
    )
