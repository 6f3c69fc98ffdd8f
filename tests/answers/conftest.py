from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.answers.answer import Answers
from knowledge.answers.models import Reply
from knowledge.examples import load_examples
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.index.slices import Slices
from knowledge.ledger import Ledger
from knowledge.records.refs import Ref
from tests.embedding import Remembering

ONE = WorkspaceId("one")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
Ask = Callable[..., Awaitable[Reply]]


@pytest.fixture
async def ledger(sqlite_url: str) -> AsyncIterator[Ledger]:
    opened = await Ledger.open(sqlite_url, clock=lambda: NOW, kill_at="")
    yield opened
    await opened.close()


@pytest.fixture
async def refs(ledger: Ledger) -> dict[str, Ref]:
    """The example records, by their keys."""
    async with ledger.transaction(ONE) as tx:
        return dict((await load_examples(tx)).refs)


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
        workspace: WorkspaceId = ONE,
        **given: object,
    ) -> Reply:
        async with ledger.reading(workspace) as tx:
            return await Answers(slices).ask(
                tx,
                question,
                asker=PersonId("p1"),
                places=places,
                **given,  # type: ignore[arg-type]
            )

    return asked
