"""A ledger with a clock that stands still, and the workshops in it."""

from collections.abc import AsyncIterator

import pytest

from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger
from tests.workshops.played import Played
from tests.workshops.scene import NOON
from workshops.store import Workshops

ACME = WorkspaceId("acme")


@pytest.fixture
async def ledger(database_url: str) -> AsyncIterator[Ledger]:
    async with await Ledger.open(database_url, clock=lambda: NOON, kill_at="") as opened:
        yield opened


@pytest.fixture
def played(ledger: Ledger) -> Played:
    return Played(ledger, Workshops(), ACME)


@pytest.fixture
async def sqlite_played(sqlite_url: str) -> AsyncIterator[Played]:
    """For what doesn't depend on the database."""
    async with await Ledger.open(sqlite_url, clock=lambda: NOON, kill_at="") as opened:
        yield Played(opened, Workshops(), ACME)
