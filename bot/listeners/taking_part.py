"""Taking part for a department that was missing."""

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners.acts import Click
from bot.listeners.membership import check_inside
from bot.listeners.reply import Reply
from bot.listeners.values import in_workshop
from bot.views import blocks
from bot.views.mrkdwn import inline
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people
from workshops import reactions
from workshops.engine.commands import AddPerson
from workshops.engine.state import Workshop


async def speak_for(desk: Desk, click: Click) -> Reply:
    """Remember where this person works, in their own word, and let them take part."""
    workshop, number = in_workshop(click)
    await check_inside(desk, click.user)
    who = await desk.directory.who(click.user)

    async def join(tx: Transaction, person: PersonId) -> Reply:
        department = _named(await desk.workshops.load(tx, workshop), number)
        command = AddPerson(workshop=workshop, at=tx.now, by=person, person=person)
        state = (await desk.workshops.handle(tx, command)).state
        await people.remember(tx, person, name=who.name or None, title=who.title, tz=who.tz)
        await people.keep_own_department(tx, person, department)
        await reactions.enqueue_board(tx, state)
        said = desk.words("welcome.thanks", department=inline(department))
        return Reply(whisper=blocks.line(said))

    return await desk.once(click, join)


def _named(state: Workshop, number: str) -> str:
    known = number.isascii() and number.isdigit() and len(number) < 3
    if not known or int(number) >= len(state.agreed.departments):
        raise FormTampered
    return state.agreed.departments[int(number)]
