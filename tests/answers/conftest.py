import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.answers.answer import Answers
from knowledge.answers.models import Reply
from knowledge.answers.resolve import Given
from knowledge.examples import load_examples
from knowledge.identity import PlaceId, WorkspaceId
from knowledge.index.slices import Slices
from knowledge.ledger import Ledger
from knowledge.records.refs import Ref
from tests.embedding import Remembering

ONE = WorkspaceId("one")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
Ask = Callable[..., Awaitable[Reply]]


@dataclass(frozen=True)
class Published:
    """A database with the example records, and these by their keys."""

    database: Path
    refs: dict[str, Ref]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Published:
    """The example records, published once for all tests of a worker."""
    database = tmp_path_factory.mktemp("published") / "desireline.db"
    shutil.copyfile(migrated_file, database)

    async def publish() -> dict[str, Ref]:
        url = f"sqlite:///{database}"
        async with await _opened(url) as ledger, ledger.transaction(ONE) as tx:
            return dict((await load_examples(tx)).refs)

    return Published(database, asyncio.run(publish()))


async def _opened(url: str) -> Ledger:
    return await Ledger.open(url, clock=lambda: NOW, kill_at="")


@pytest.fixture
async def ledger(sqlite_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Ledger]:
    """A ledger: with the example records if the test wants their `refs`, else an empty one."""
    if "refs" in request.fixturenames:
        published: Published = request.getfixturevalue("published")
        shutil.copyfile(published.database, sqlite_url.removeprefix("sqlite:///"))
    async with await _opened(sqlite_url) as opened:
        yield opened


@pytest.fixture
def refs(published: Published) -> dict[str, Ref]:
    """The example records, by their keys."""
    return dict(published.refs)


@pytest.fixture
def slices(remembering: Remembering, tmp_path: Path) -> Slices:
    return Slices(lambda: remembering, cache_dir=tmp_path / "vectors")


@pytest.fixture
def ask(ledger: Ledger, slices: Slices) -> Ask:
    """Ask as somebody who is in no place, unless said otherwise."""

    async def asked(
        question: str,
        *,
        places: frozenset[PlaceId] = frozenset(),
        place: PlaceId | None = None,
        workspace: WorkspaceId = ONE,
        **given: Any,
    ) -> Reply:
        async with ledger.reading(workspace) as tx:
            return await Answers(slices).ask(
                tx,
                question,
                places=places,
                place=place,
                given=Given(**given),
            )

    return asked
