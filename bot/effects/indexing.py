"""Feeds the index after records have changed."""

from dataclasses import dataclass

from bot.dispatcher import Finished, Later, Verdict
from knowledge.index import indexing
from knowledge.index.errors import IndexUnavailable
from knowledge.index.index import Index
from knowledge.ledger import Ledger
from knowledge.ledger.effects import Effect


@dataclass(frozen=True)
class Indexing:
    """Brings the index up to the ledger."""

    ledger: Ledger
    index: Index

    async def record(self, effect: Effect) -> Verdict:
        """Index what is new in the effect's workspace; answers don't wait for it."""
        try:
            done = await indexing.record(self.ledger, self.index, effect.workspace)
        except IndexUnavailable as error:
            return Later(type(error).__name__)
        return Finished({"written": done.written, "deleted": done.deleted})
