"""Private lines: what happened without the facilitator, and the reminders that people chose."""

from dataclasses import dataclass
from datetime import date

from bot.dispatcher import PASSED, Verdict
from bot.effects.posting import Posting
from bot.listeners.names import mentions
from bot.views import notice as view
from bot.views import nudging, wording
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people, voices
from knowledge.ledger import workshops as rows
from knowledge.ledger.effects import Effect
from workshops.engine.nudges import waited_for
from workshops.engine.state import NoteId, Offer, Workshop


@dataclass(frozen=True)
class Notices:
    """Writes to one person about a workshop."""

    posting: Posting

    async def tell(self, effect: Effect) -> Verdict:
        """Tell the facilitator; where people are there together, beside the board."""
        state, user = await self._look(effect, None)
        message = self._message(effect, state)
        if message is None or user is None:
            return PASSED
        if str(effect.args["about"]).startswith("place_"):
            # The channel is what it is about: a line in there could be lost, or seen by nobody.
            return await self.posting.write_to(effect, message, user=user)
        return await self.posting.tell_privately(effect, message, state=state, user=user)

    async def remind(self, effect: Effect) -> Verdict:
        """Remind somebody of a deadline, if they were not heard yet and still want it."""
        person = PersonId(str(effect.args["person"]))
        state, user = await self._look(effect, person)
        day = date.fromisoformat(str(effect.args["day"]))
        async with self.posting.desk.ledger.reading(effect.workspace) as tx:
            heard = await _heard(tx, state, person)
        if user is None or heard or not _still_wanted(state, effect, person, day):
            return PASSED
        message = view.reminder(state, words=self.posting.desk.words, day=day)
        return await self.posting.write_to(effect, message, user=user)

    async def nudge(self, effect: Effect) -> Verdict:
        """Ask somebody for the facilitator, if they were not heard meanwhile."""
        desk, person = self.posting.desk, PersonId(str(effect.args["person"]))
        state, user = await self._look(effect, person)
        waiting = state.open and person in waited_for(state)
        if user is None or not waiting or str(state.drawn) != effect.args["drawn"]:
            return PASSED
        async with desk.ledger.reading(effect.workspace) as tx:
            names = await mentions(tx, [state.facilitator])
        asking = names.get(state.facilitator, "?")
        message = nudging.message(state, words=desk.words, asking=asking)
        return await self.posting.tell_privately(effect, message, state=state, user=user)

    async def stray(self, effect: Effect) -> Verdict:
        """Ask somebody whose reply stands open whether it counts while notes are sealed."""
        state, user = await self._look(effect, PersonId(str(effect.args["person"])))
        source = str(effect.args["source"])
        reply = state.replies.get(source)
        if user is None or not state.open or reply is None or reply.held is None or reply.deleted:
            return PASSED
        message = view.stray(state, words=self.posting.desk.words, source=source)
        thread = await self._board_ts(effect, state)
        return await self.posting.tell_beside(
            effect, message, channel=state.place, user=user, thread=thread
        )

    async def wording(self, effect: Effect) -> Verdict:
        """Offer somebody other words for what they have just written, beside it."""
        person, activity = PersonId(str(effect.args["person"])), str(effect.args["activity"])
        state, user = await self._look(effect, person)
        offer = state.offers.get((person, activity))
        if user is None or not state.open or offer is None or offer.outcome is not None:
            return PASSED
        message = wording.message(state, offer, activity=activity, words=self.posting.desk.words)
        thread = await self._board_ts(effect, state) if replied(state, offer) else None
        return await self.posting.tell_beside(
            effect, message, channel=state.place, user=user, thread=thread
        )

    async def _board_ts(self, effect: Effect, state: Workshop) -> str | None:
        async with self.posting.desk.ledger.reading(effect.workspace) as tx:
            return (await rows.get(tx, state.id)).board_ts

    async def _look(self, effect: Effect, person: PersonId | None) -> tuple[Workshop, str | None]:
        desk = self.posting.desk
        async with desk.ledger.reading(effect.workspace) as tx:
            state = await desk.workshops.load(tx, str(effect.args["workshop"]))
            whom = person or state.facilitator
            return state, (await people.outsides(tx, [whom])).get(whom)

    def _message(self, effect: Effect, state: Workshop) -> Block | None:
        words, about = self.posting.desk.words, str(effect.args["about"])
        if not state.open or str(state.drawn) != effect.args["drawn"]:
            return None
        if about.startswith("place_"):
            return view.place(state, words=words, what=about.removeprefix("place_"))
        if about == "leads":
            return view.leads(state, words=words)
        if about == "time_up":
            return view.time_up(state, words=words) if state.clock.overtime else None
        return view.moved(state, words=words, because=about.removeprefix("moved_"))


def replied(state: Workshop, offer: Offer) -> bool:
    """Say whether the lines came as a reply in the thread."""
    notes = (state.notes.get(NoteId(one.id or "")) for one in offer.proposals)
    return any(note is not None and note.reply for note in notes)


def _still_wanted(state: Workshop, effect: Effect, person: PersonId, day: date) -> bool:
    here = state.status == "running" and str(state.drawn) == effect.args["drawn"]
    return here and state.clock.day == day and person in state.clock.reminded


async def _heard(tx: Transaction, state: Workshop, person: PersonId) -> bool:
    """Say whether somebody is ready, or wrote in the current activity, with a name or without."""
    mine = await voices.mine(tx, state.id, person)
    here = state.activity.key
    wrote = any(note.activity == here and note.person in mine for note in state.in_order())
    return wrote or person in (state.ready.get(here) or ())
