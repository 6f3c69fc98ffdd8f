"""Answers that are posted: to the asker alone, kept in their conversation, or shared."""

from dataclasses import dataclass
from typing import Any

from bot.dispatcher import Verdict
from bot.effects.posting import Posting, verdict
from bot.listeners import captured, records, versions
from bot.slack import Refused
from bot.views import answer as view
from bot.views import blocks, help, sharing
from bot.views.blocks import Block
from bot.views.mrkdwn import person as mention
from knowledge.answers.stored import read_reply
from knowledge.identity import PlaceId, within
from knowledge.ledger import questions
from knowledge.ledger.effects import Effect


@dataclass(frozen=True)
class AnswerPosts:
    """Posts what was answered."""

    posting: Posting

    async def answer(self, effect: Effect) -> Verdict:
        """Answer a mention (only the asker sees it) or a direct message."""
        card = await self._card(effect, stays=bool(effect.args.get("direct")))
        return await self._give(effect, card)

    async def record(self, effect: Effect) -> Verdict:
        """Show a record to whoever named it in a mention or a direct message."""
        desk, places = self.posting.desk, within(PlaceId(str(effect.args["place"])))
        async with desk.ledger.reading(effect.workspace) as tx:
            card = await records.drawn(desk, tx, str(effect.args["ref"]), places=places)
        return await self._give(effect, card)

    async def history(self, effect: Effect) -> Verdict:
        """Show what became of a record to whoever asked for it."""
        desk, places = self.posting.desk, within(PlaceId(str(effect.args["place"])))
        async with desk.ledger.reading(effect.workspace) as tx:
            card = await versions.drawn(desk, tx, str(effect.args["ref"]), places=places)
        return await self._give(effect, card)

    async def captured(self, effect: Effect) -> Verdict:
        """Show the sentence that somebody kept with "note: …", to them alone."""
        desk, ref, similar = self.posting.desk, str(effect.args["ref"]), str(effect.args["similar"])
        async with desk.ledger.reading(effect.workspace) as tx:
            card = await captured.drawn(desk, tx, ref, similar=similar)
        return await self._give(effect, card)

    async def tell(self, effect: Effect) -> Verdict:
        """Say in private why something can't be done."""
        return await self._give(effect, blocks.line(str(effect.args["said"])))

    async def tell_help(self, effect: Effect) -> Verdict:
        """Say in private what the bot can do."""
        return await self._give(effect, help.card(self.posting.desk.words))

    async def keep(self, effect: Effect) -> Verdict:
        """Put an answer into the asker's own conversation."""
        card = await self._card(effect, stays=True)
        return await self._direct(effect, card)

    async def share(self, effect: Effect) -> Verdict:
        """Share an answer, with the name of who shares it."""
        card = await self._card(effect, buttons=False)
        by, channel = mention(str(effect.args["user"])), str(effect.args["place"])
        question, words = str(effect.args["question"]), self.posting.desk.words
        shared = sharing.posted(card, question=question, by=by, words=words)
        outcome = await self.posting.post(effect, shared, channel=channel)
        if isinstance(outcome, Refused):
            return await self._direct(effect, blocks.line(words("answer.share_unreachable")))
        return verdict(outcome)

    async def board_lost(self, effect: Effect) -> Verdict:
        """Tell the facilitator that the board could not be posted or redrawn."""
        said = str(effect.args.get("said", "start.board_lost"))
        words = self.posting.desk.words(said, why=str(effect.args["why"]))
        again = blocks.button(
            self.posting.desk.words("start.try_again"),
            "board.post",
            value=str(effect.args["workshop"]),
            style="primary",
        )
        return await self._direct(
            effect, blocks.message(words, [blocks.section(words), blocks.actions(again)])
        )

    async def _give(self, effect: Effect, card: Block) -> Verdict:
        args: dict[str, Any] = effect.args
        channel, thread = str(args["place"]), args.get("thread")
        if args.get("direct"):
            return verdict(await self.posting.post(effect, card, channel=channel, thread=thread))
        return await self.posting.tell_beside(
            effect, card, channel=channel, user=str(args["user"]), thread=thread
        )

    async def _direct(self, effect: Effect, card: Block) -> Verdict:
        return await self.posting.write_to(effect, card, user=str(effect.args["user"]))

    async def _card(self, effect: Effect, *, buttons: bool = True, stays: bool = False) -> Block:
        desk, number = self.posting.desk, int(str(effect.args["question"]))
        async with desk.ledger.reading(effect.workspace) as tx:
            asked = await questions.get(tx, number)
        return view.card(
            read_reply(asked.answer),
            prompts=desk.prompts,
            question=str(number),
            today=desk.today,
            buttons=buttons,
            stays=stays,
        )
