"""The board: posted once, then edited in place; and the lines in its thread."""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps

from bot import slack
from bot.dispatcher import PASSED, Finished, Keep, Never, Verdict
from bot.effects import catching_up
from bot.effects.posting import Posting, verdict
from bot.listeners.names import departments_of, mentions
from bot.listeners.places import note_place
from bot.slack import Done, Outcome, Refused
from bot.views import board as view
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, deliveries, effects, people
from knowledge.ledger import workshops as rows
from knowledge.ledger.effects import Effect
from workshops.engine.board import board
from workshops.engine.events import Lost, PlaceIs
from workshops.engine.state import Drawn, Workshop, WorkshopId

NOT_IN_IT = frozenset({"not_in_channel", "channel_not_found"})
LOSSES: Mapping[str, Lost] = {
    "is_archived": "archived",
    "is_inactive": "archived",
    "channel_not_found": "left",
    "not_in_channel": "left",
    "restricted_action": "closed",
    "restricted_action_read_only_channel": "closed",
    "restricted_action_thread_locked": "closed",
}
"""What a refusal says of the channel; that it was deleted, only an event tells."""

LOST = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


class Boards:
    """Draws boards; remembers what it drew last, so that an equal one is not sent again."""

    def __init__(self, posting: Posting) -> None:
        self._posting = posting
        self._desk = posting.desk
        self._drawn: dict[str, tuple[int, str]] = {}

    async def draw(self, effect: Effect) -> Verdict:
        """Post or edit the board of `workshop` as the workshop stands now."""
        workshop = WorkshopId(str(effect.args["workshop"]))
        row, state, message = await self._look(effect, workshop)
        if row.board_ts is None:
            return await self._post(effect, state, message)
        await self._posting.pace.wait(state.place)
        row, state, message = await self._look(effect, workshop)
        digest = sha256(dumps(message, sort_keys=True).encode()).hexdigest()
        if state.away is None and await self._is_drawn(effect, workshop, digest):
            self._remember(effect, workshop, digest)
            return Finished({"same": True})
        assert row.board_ts is not None
        outcome = await self._posting.edit(effect, message, channel=state.place, ts=row.board_ts)
        if isinstance(outcome, Refused) and outcome.error in LOST:
            return await self._post(effect, state, message)
        if isinstance(outcome, Refused) and (lost := LOSSES.get(outcome.error)):
            return Never(outcome.error, keep=self._note_place(row, lost))
        if isinstance(outcome, Refused):
            return Never(outcome.error, keep=self._say_stuck(state, outcome.error))
        if isinstance(outcome, Done):
            self._remember(effect, workshop, digest)
        back = self._note_place(row, "back") if await self._is_back(effect, state) else None
        return verdict(outcome, done=lambda ts: Finished({"ts": ts}, keep=back))

    async def rehearsed(self, effect: Effect) -> Verdict:
        """Say in the board's place that its rehearsal is over and deleted."""
        message = view.rehearsed(words=self._desk.words)
        outcome = await self._posting.edit(
            effect, message, channel=str(effect.args["place"]), ts=str(effect.args["ts"])
        )
        if isinstance(outcome, Refused):
            return Finished({"refused": outcome.error})
        return verdict(outcome)

    async def line(self, effect: Effect) -> Verdict:
        """Post one line into the thread: the new activity."""
        workshop = WorkshopId(str(effect.args["workshop"]))
        row, state, _ = await self._look(effect, workshop)
        if row.board_ts is None:
            return Never("no_board")
        if not state.open or state.drawn != _drawn_for(effect, state):
            return PASSED
        return await self._tell_thread(effect, row, view.line(state, words=self._desk.words))

    async def place(self, effect: Effect) -> Verdict:
        """Say in the thread that the channel is back, to those who wondered."""
        row, state, _ = await self._look(effect, WorkshopId(str(effect.args["workshop"])))
        if row.board_ts is None or not state.open or state.away is not None:
            return PASSED
        return await self._tell_thread(effect, row, view.place_back(state, words=self._desk.words))

    async def react(self, effect: Effect) -> Verdict:
        """Confirm a reply with a reaction instead of a message."""
        arguments = {
            "channel": effect.args["place"],
            "timestamp": effect.args["ts"],
            "name": "white_check_mark",
        }
        outcome = await self._posting.call(effect, "reactions.add", arguments)
        if isinstance(outcome, Refused):
            # Already there, deleted meanwhile, or a host without reactions: nothing is lost.
            return Finished({"refused": outcome.error})
        return verdict(outcome)

    async def _tell_thread(self, effect: Effect, row: rows.Row, message: Block) -> Verdict:
        outcome = await self._posting.post(effect, message, channel=row.place, thread=row.board_ts)
        return verdict(outcome)

    async def _look(self, effect: Effect, workshop: WorkshopId) -> tuple[rows.Row, Workshop, Block]:
        async with self._desk.ledger.reading(effect.workspace) as tx:
            row = await rows.get(tx, workshop)
            state = await self._desk.workshops.load(tx, workshop)
            unknown = await self._unknown(tx, state)
        await self._learn(effect, unknown)
        async with self._desk.ledger.reading(effect.workspace) as tx:
            names = await mentions(tx, (*state.people, state.facilitator))
            known = self._desk.prompts.departments
            departments = await departments_of(tx, state.people, known)
        drawn = board(state, departments=departments)
        return row, state, view.message(state, drawn, words=self._desk.words, names=names)

    async def _unknown(self, tx: Transaction, state: Workshop) -> dict[PersonId, str]:
        profiles = await people.profiles(tx, state.people)
        unknown = [person for person, profile in profiles.items() if profile.name is None]
        return await people.outsides(tx, unknown)

    async def _learn(self, effect: Effect, unknown: dict[PersonId, str]) -> None:
        found = {person: await self._desk.directory.who(user) for person, user in unknown.items()}
        if not found:
            return
        async with self._desk.ledger.transaction(effect.workspace) as tx:
            for person, who in found.items():
                if who.name:
                    await people.remember(tx, person, name=who.name, title=who.title, tz=who.tz)

    async def _post(self, effect: Effect, state: Workshop, message: Block) -> Verdict:
        outcome = await self._posting.post(effect, message, channel=state.place)
        if isinstance(outcome, Refused) and outcome.error in NOT_IN_IT:
            outcome = await self._join_and_post(effect, state, message)
        if isinstance(outcome, Refused):
            return Never(outcome.error, keep=self._say_lost(state, outcome.error))

        async def keep(tx: Transaction) -> None:
            assert isinstance(outcome, Done)
            await rows.update(tx, state.id, board_ts=str(outcome.data["ts"]))
            # Somebody may have replied before we knew where the board stands.
            await catching_up.enqueue(tx, state.id)

        return verdict(outcome, done=lambda ts: Finished({"ts": ts}, keep=keep))

    async def _join_and_post(self, effect: Effect, state: Workshop, message: Block) -> Outcome:
        joined = await slack.call(self._desk.client, "conversations.join", {"channel": state.place})
        if not isinstance(joined, Done):
            return Refused("not_in_channel")
        return await self._posting.post(effect, message, channel=state.place)

    async def _is_back(self, effect: Effect, state: Workshop) -> bool:
        """Say whether a channel that was lost takes posts again; a message is edited sooner."""
        if state.away is None:
            return False
        arguments = {"channel": state.place}
        outcome = await self._posting.look(effect, "conversations.info", arguments)
        found = outcome.data.get("channel") or {} if isinstance(outcome, Done) else {}
        return bool(found.get("is_member")) and not found.get("is_archived")

    def _note_place(self, row: rows.Row, what: PlaceIs) -> Keep:
        async def keep(tx: Transaction) -> None:
            await note_place(self._desk, tx, row, what)

        return keep

    def _say_lost(self, state: Workshop, why: str) -> Keep:
        async def keep(tx: Transaction) -> None:
            await _tell_facilitator(tx, state, said="start.board_lost", why=why)

        return keep

    def _say_stuck(self, state: Workshop, why: str) -> Keep:
        async def keep(tx: Transaction) -> None:
            # Each note tries to redraw the board; its facilitator hears of it once.
            key = f"stuck:{state.id}:{why}"
            if await deliveries.first(tx, key):
                await _tell_facilitator(tx, state, said="start.board_stuck", why=why)

        return keep

    async def _is_drawn(self, effect: Effect, workshop: WorkshopId, digest: str) -> bool:
        """Say whether the board looks so already, and nobody has drawn it otherwise since."""
        number, drawn = self._drawn.get(workshop, (0, ""))
        if drawn != digest or effect.started_at is not None:
            return False
        async with self._desk.ledger.reading(effect.workspace) as tx:
            return not await effects.another_since(tx, effect, since=number)

    def _remember(self, effect: Effect, workshop: WorkshopId, digest: str) -> None:
        if len(self._drawn) > 10_000:
            self._drawn.clear()
        self._drawn[workshop] = effect.id, digest


async def _tell_facilitator(tx: Transaction, state: Workshop, *, said: str, why: str) -> None:
    user = await people.outside(tx, state.facilitator)
    args = {"workshop": state.id, "user": user, "said": said, "why": why}
    await effects.enqueue(tx, "slack.board_lost", args, lane=f"person:{user}")


def _drawn_for(effect: Effect, state: Workshop) -> Drawn | None:
    visit = effect.args.get("visit")
    return state.drawn if visit is None or visit == state.visit else None
