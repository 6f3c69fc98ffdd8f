from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.index.index import Index
from knowledge.ledger import Ledger

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
async def ledger(sqlite_url: str) -> AsyncIterator[Ledger]:
    opened = await Ledger.open(sqlite_url, clock=lambda: NOW, kill_at="")
    yield opened
    await opened.close()


@pytest.fixture
async def index(data_dir: Path) -> AsyncIterator[Index]:
    opened = Index(data_dir)
    yield opened
    await opened.close()
