"""Grouping: looks for notes that may say the same, while people read on."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.dispatcher import PASSED, Finished, Verdict
from knowledge.index.embedder import Embedder, Matrix
from knowledge.index.errors import IndexUnavailable, NotEmbeddable
from knowledge.ledger import Ledger, Transaction
from knowledge.ledger.effects import Effect
from workshops import grouping
from workshops.store import Workshops

MOST_REMEMBERED = 5_000


@dataclass(frozen=True)
class Grouping:
    """Proposes groups; where there is no model, people group by themselves."""

    ledger: Ledger
    workshops: Workshops
    embedder: Callable[[], Embedder]
    _known: dict[str, Matrix] = field(default_factory=dict)

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
            found = await asyncio.to_thread(grouping.groups, notes, self._vectors)
        except (IndexUnavailable, NotEmbeddable) as error:
            return Finished({"refused": type(error).__name__})

        async def keep(tx: Transaction) -> None:
            await grouping.propose(tx, self.workshops, workshop, of=of, found=found)

        return Finished({"groups": len(found)}, keep=keep)

    def _vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text; one more note does not cost all others again."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self.embedder().vectors(new), strict=True))
        return np.array([self._known[text] for text in texts], np.float32)
