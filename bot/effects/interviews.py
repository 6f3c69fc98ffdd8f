"""Telling whoever was asked to ask a customer, once and in private."""

from dataclasses import dataclass

from bot.dispatcher import PASSED, Verdict
from bot.effects.posting import Posting
from bot.listeners.names import mentions
from bot.views import interview as view
from knowledge.identity import PersonId
from knowledge.interviews import kit as kits
from knowledge.ledger import people
from knowledge.ledger.effects import Effect
from knowledge.records import store
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Ref


@dataclass(frozen=True)
class Interviews:
    """Writes to those who shall ask."""

    posting: Posting

    async def tell(self, effect: Effect) -> Verdict:
        """Tell `owner` what `by` asked them to, if it is still theirs and still to be seen."""
        desk = self.posting.desk
        owner, by = (PersonId(str(effect.args[name])) for name in ("owner", "by"))
        async with desk.ledger.reading(effect.workspace) as tx:
            version = await store.newest(tx, Ref.parse(str(effect.args["record"])))
            users, names = await people.outsides(tx, [owner]), await mentions(tx, [by])
            if version is None or not isinstance(version.body, Journey | Persona):
                return PASSED
            cell = str(effect.args["cell"])
            found = await kits.question(tx, version, cell, desk.prompts.interview)
        theirs = found and found.asking and found.asking.owner == owner
        user, place = users.get(owner), version.visibility
        unseen = place is not None and not await desk.directory.holds(place, user or "")
        if found is None or not theirs or user is None or unseen:
            return PASSED
        message = view.told(found, version, prompts=desk.prompts, by=names.get(by, "?"))
        return await self.posting.write_to(effect, message, user=user)
