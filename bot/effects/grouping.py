"""Grouping: looks for notes that may say the same, while people read on."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.dispatcher import PASSED, Finished, Verdict
from knowledge.index.embedder import Embedder, Matrix
from knowledge.index.errors import IndexUnavailable, NotEmbeddable
from knowledge.index.vectors import Row
from knowledge.ledger import Ledger, Transaction
from knowledge.ledger.effects import Effect
from workshops import grouping
from workshops.grouping import Vectors
from workshops.store import Workshops

MOST_REMEMBERED = 5_000


class Remembering:
    """Embeds a text once: one more note does not cost all others again."""

    def __init__(self, embedder: Callable[[], Embedder], *, most: int = MOST_REMEMBERED) -> None:
        self._embedder, self._most = embedder, most
        self._known: dict[str, Row] = {}

    def __call__(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text, whichever other threads ask and forget meanwhile."""
        rows = {text: row for text in texts if (row := self._known.get(text)) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in rows]
        if new:
            rows |= zip(new, self._embedder().vectors(new), strict=True)
        if len(self._known) > self._most:
            self._known.clear()
        self._known |= rows
        return np.array([rows[text] for text in texts], np.float32)


@dataclass(frozen=True)
class Grouping:
    """Proposes groups; where there is no model, people group by themselves."""

    ledger: Ledger
    workshops: Workshops
    vectors: Vectors

    async def propose(self, effect: Effect) -> Verdict:
        """Compare the notes of `workshop`, unless just these were compared before."""
        workshop = str(effect.args["workshop"])
        async with self.ledger.reading(effect.workspace) as tx:
            state = await self.workshops.load(tx, workshop)
        notes = grouping.compared(state)
        of = grouping.digest(notes)
        if not state.open or of == state.proposed.of:
            return PASSED
        try:
            found = await asyncio.to_thread(grouping.groups, notes, self.vectors)
        except (IndexUnavailable, NotEmbeddable) as error:
            return Finished({"refused": type(error).__name__})

        async def keep(tx: Transaction) -> None:
            await grouping.propose(tx, self.workshops, workshop, of=of, found=found)

        return Finished({"groups": len(found)}, keep=keep)
