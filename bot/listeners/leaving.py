"""People who are gone: their account is closed, their work is not."""

from bot.desk import Desk
from bot.listeners import acts
from bot.listeners.acts import Payload
from bot.listeners.reply import NOTHING, Reply
from knowledge.identity import PersonId, WorkspaceId
from knowledge.ledger import Transaction, people
from knowledge.ledger import workshops as rows
from workshops.engine.commands import LeavePerson


async def person_changed(desk: Desk, body: Payload) -> None:
    """Look the person up anew next time; who is gone leaves the workshops that go on."""
    user = body["event"]["user"]
    desk.directory.forget(user["id"])
    if not user.get("deleted"):
        return
    async with desk.ledger.reading(WorkspaceId(body["team_id"])) as tx:
        if await people.known(tx, user["id"]) is None:
            return

    async def leave(tx: Transaction, person: PersonId) -> Reply:
        for row in await rows.all(tx, statuses=rows.ACTIVE):
            state = await desk.workshops.load(tx, row.id)
            command = LeavePerson(workshop=state.id, at=tx.now, by=person, person=person)
            await desk.workshops.handle(tx, command)
        return NOTHING

    await desk.once(acts.event(body, user=user["id"]), leave)
