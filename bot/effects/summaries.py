"""The closing message of a workshop: who gave what, what is still open, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dispatcher import Verdict
from bot.effects.posting import Posting, verdict
from bot.listeners.names import mentions, personas_of
from bot.views import changes, summary
from bot.views.blocks import Block
from bot.views.summary import QUESTIONS_LANE
from bot.views.telling import Telling
from bot.views.values import joined
from knowledge.identity import within
from knowledge.ledger import Transaction
from knowledge.ledger.effects import Effect
from knowledge.records import store
from knowledge.records.refs import VersionRef
from knowledge.records.store import Version
from workshops.engine.state import Workshop

SHOWN_CHANGES = 6


@dataclass(frozen=True)
class Summaries:
    """Posts closing messages."""

    posting: Posting

    async def post(self, effect: Effect) -> Verdict:
        """Post the closing message of `workshop` into its channel."""
        desk = self.posting.desk
        async with desk.ledger.reading(effect.workspace) as tx:
            state = await desk.workshops.load(tx, str(effect.args["workshop"]))
        outside = (await desk.directory.place(state.place)).outside
        async with desk.ledger.reading(effect.workspace) as tx:
            message = await self._message(tx, state, outside=outside)
        outcome = await self.posting.post(effect, message, channel=state.place)
        return verdict(outcome)

    async def _message(self, tx: Transaction, state: Workshop, *, outside: bool) -> Block:
        desk = self.posting.desk
        versions = [await store.version(tx, VersionRef.parse(at)) for at in state.published]
        names = await mentions(tx, (note.person for note in state.in_order()))
        # What a record said before is none of another company's business.
        told = () if outside else versions
        lines = [line for version in told for line in await self._lines(tx, state, version)]
        return summary.message(
            state,
            words=desk.words,
            names=names,
            changes=lines[: SHOWN_CHANGES + 1],
            compared=_compared(told),
        )

    async def _lines(self, tx: Transaction, state: Workshop, version: Version) -> list[str]:
        if version.number == 1:
            return []
        before = await store.version(tx, VersionRef(version.ref, version.number - 1))
        personas = await personas_of(tx, version.body, before.body, places=within(state.place))
        telling = Telling(self.posting.desk.prompts, before.body, version.body, personas)
        found = telling.changes
        # New questions stand below, under what is still open.
        told = [one for one in found if (one.what, one.lane) != ("added", QUESTIONS_LANE)]
        if found and not told:
            return []
        return changes.lines(told, telling, most=SHOWN_CHANGES)


def _compared(versions: Sequence[Version]) -> str:
    """Return the newest that renewed a record, with the version before it; "" for none."""
    renewed = [one for one in versions if one.number > 1][-1:]
    return joined(*(VersionRef(one.ref, one.number - n) for one in renewed for n in (1, 0)))
