"""The catch-up for somebody who joins late: private, and once a workshop."""

from dataclasses import dataclass

from bot.dispatcher import PASSED, Verdict
from bot.effects.posting import Posting
from bot.views import welcome
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, deliveries, people
from knowledge.ledger.effects import Effect


@dataclass(frozen=True)
class Welcoming:
    """Tells late joiners where a workshop is."""

    posting: Posting

    async def tell(self, effect: Effect) -> Verdict:
        """Tell `person`, who takes part in `workshop` by now, what happened so far."""
        desk, person = self.posting.desk, PersonId(str(effect.args["person"]))
        key = f"welcome:{effect.args['workshop']}:{person}"
        async with desk.ledger.reading(effect.workspace) as tx:
            state = await desk.workshops.load(tx, str(effect.args["workshop"]))
            told = await deliveries.answered(tx, key)
            user = (await people.outsides(tx, [person])).get(person)
        if told is not None or user is None or not state.open or person not in state.people:
            return PASSED
        message = welcome.message(state, words=desk.words)

        async def keep(tx: Transaction) -> None:
            await deliveries.record(tx, key, None)

        return await self.posting.tell_privately(effect, message, state=state, user=user, keep=keep)
