"""A ledger with a clock that the test turns."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger
from knowledge.ledger.effects import Effect

ACME = WorkspaceId("acme")
OTHER = WorkspaceId("other")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    """Stands still until it is turned."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def turn(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ledger(database_url: str, clock: Clock) -> AsyncIterator[Ledger]:
    async with await Ledger.open(database_url, clock=clock, kill_at="") as opened:
        yield opened


async def ended(
    ledger: Ledger, end: Callable[..., Awaitable[None]], effect: Effect, **how: object
) -> None:
    """End an effect, or put it off, in a transaction of its own."""
    async with ledger.transaction(effect.workspace) as tx:
        await end(tx, effect, **how)
