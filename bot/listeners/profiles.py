"""People as Slack has them by now: an account that is closed, another title."""

from bot.desk import Desk
from bot.directory import Who, who
from bot.listeners import acts
from bot.listeners.acts import Payload
from bot.listeners.reply import NOTHING, Reply
from knowledge.identity import PersonId, WorkspaceId
from knowledge.ledger import Transaction, people
from knowledge.ledger import workshops as rows
from knowledge.ledger.people import Profile
from workshops import reactions
from workshops.engine.commands import LeavePerson


async def person_changed(desk: Desk, body: Payload) -> None:
    """Look the person up anew next time; who is gone leaves the workshops that go on.

    Slack tells of every new status as well, so nothing is written unless it concerns us.
    """
    user = body["event"]["user"]
    desk.directory.forget(user["id"])
    async with desk.ledger.reading(WorkspaceId(body["team_id"])) as tx:
        known = await people.known(tx, user["id"])
        stored = await people.profile(tx, known) if known else None
    now = who(user)
    if stored is None or not (now.deactivated or _moved(stored, now)):
        return

    async def note(tx: Transaction, person: PersonId) -> Reply:
        if not now.deactivated:
            await people.remember(tx, person, name=now.name, title=now.title, tz=now.tz)
        for row in await rows.active(tx):
            state = await desk.workshops.load(tx, row.id)
            if now.deactivated:
                command = LeavePerson(workshop=state.id, at=tx.now, by=person, person=person)
                await desk.workshops.handle(tx, command)
            elif person in state.people:
                await reactions.enqueue_board(tx, state)
        return NOTHING

    await desk.once(acts.event(body, user=user["id"]), note)


def _moved(stored: Profile, now: Who) -> bool:
    """Say whether somebody whom we know by a title has another one."""
    return stored.name is not None and now.title is not None and now.title != stored.title
