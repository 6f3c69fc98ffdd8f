"""Votes: how one has ended, said in the thread."""

from dataclasses import dataclass

from bot.dispatcher import PASSED, Never, Verdict
from bot.effects.posting import Posting, verdict
from bot.views import voting as view
from knowledge.ledger import workshops as rows
from knowledge.ledger.effects import Effect


@dataclass(frozen=True)
class Votes:
    """Posts outcomes."""

    posting: Posting

    async def tell(self, effect: Effect) -> Verdict:
        """Say in the thread of `workshop` how its vote of this `round` has ended."""
        desk = self.posting.desk
        async with desk.ledger.reading(effect.workspace) as tx:
            row = await rows.get(tx, str(effect.args["workshop"]))
            state = await desk.workshops.load(tx, row.id)
        votes = state.votes.by_lane.values()
        vote = next((one for one in votes if one.round == effect.args["round"]), None)
        if row.board_ts is None:
            return Never("no_board")
        if vote is None or not vote.closed:
            return PASSED
        message = view.results(state, vote, prompts=desk.prompts)
        outcome = await self.posting.post(effect, message, channel=state.place, thread=row.board_ts)
        return verdict(outcome)
