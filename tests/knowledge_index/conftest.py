import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.examples import load_examples
from knowledge.identity import WorkspaceId
from knowledge.index import indexing
from knowledge.index.index import Index
from knowledge.ledger import Ledger
from tests.once import once

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ONE = WorkspaceId("one")


@pytest.fixture
async def ledger(sqlite_url: str) -> AsyncIterator[Ledger]:
    async with await Ledger.open(sqlite_url, clock=lambda: NOW, kill_at="") as opened:
        yield opened


@pytest.fixture(scope="session")
def known_vectors(shared_dir: Path, migrated_file: Path, models_dir: Path) -> Path:
    """A folder with the vectors of the example records in the workspace `one`; made once."""
    with once(shared_dir / "known") as (folder, new):
        if new:
            shutil.copyfile(migrated_file, folder / "desireline.db")
            (folder / "models").symlink_to(models_dir)
            asyncio.run(_embedded(folder))
    return folder / "vectors"


async def _embedded(folder: Path) -> None:
    url = f"sqlite:///{folder / 'desireline.db'}"
    opening = Ledger.open(url, clock=lambda: NOW, kill_at="")
    async with await opening as ledger, Index(folder) as index:
        async with ledger.transaction(ONE) as tx:
            await load_examples(tx)
        await indexing.record(ledger, index, ONE)


@pytest.fixture
def data_dir(data_dir: Path, known_vectors: Path) -> Path:
    """A data directory that knows the example records' vectors already: most time goes there."""
    shutil.copytree(known_vectors, data_dir / "vectors")
    return data_dir


@pytest.fixture
async def index(data_dir: Path) -> AsyncIterator[Index]:
    async with Index(data_dir) as opened:
        yield opened
