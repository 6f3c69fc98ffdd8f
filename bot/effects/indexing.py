"""Feeds the index after records have changed."""

from collections.abc import Awaitable
from dataclasses import dataclass

import structlog

from bot.dispatcher import Finished, Later, Verdict
from knowledge.index import indexing
from knowledge.index.errors import IndexUnavailable
from knowledge.index.index import Index
from knowledge.index.indexing import Indexed
from knowledge.ledger import Ledger
from knowledge.ledger.effects import Effect

log = structlog.get_logger()


@dataclass(frozen=True)
class Indexing:
    """Brings the index up to the ledger."""

    ledger: Ledger
    index: Index

    async def record(self, effect: Effect) -> Verdict:
        """Index what is new in the effect's workspace; answers don't wait for it."""
        return await _ended(indexing.record(self.ledger, self.index, effect.workspace))

    async def rebuild(self, effect: Effect) -> Verdict:
        """Write the index of the effect's workspace from nothing, as `desireline reindex` asks."""
        return await _ended(
            indexing.rebuild(self.ledger, self.index, effect.workspace, progress=_tell)
        )


async def _ended(run: Awaitable[Indexed]) -> Verdict:
    try:
        done = await run
    except IndexUnavailable as error:
        return Later(type(error).__name__)
    return Finished({"written": done.written, "deleted": done.deleted})


def _tell(embedded: int, of: int) -> None:
    log.info("index.rebuilding", embedded=embedded, of=of)
