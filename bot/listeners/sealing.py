"""The seal: how notes are taken, and replies that stand open while notes are sealed."""

from functools import partial

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners.acts import Click
from bot.listeners.facilitate import pressed, workshop_of
from bot.listeners.reply import Reply
from bot.listeners.values import in_workshop, one_of
from bot.views import blocks
from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from workshops.engine.commands import CountReply, DeleteReply, SetVoice
from workshops.engine.events import VOICES
from workshops.errors import NotYours


async def choose(desk: Desk, click: Click) -> Reply:
    """Let the facilitator say how notes are taken from here on."""
    workshop = workshop_of(click)
    voice = one_of(VOICES, click.value)
    if voice is None:
        raise FormTampered
    return await pressed(desk, click, partial(SetVoice, workshop=workshop, as_=voice))


async def count(desk: Desk, click: Click) -> Reply:
    """Let a reply count that its author left open for all to see."""
    return await _settle(desk, click, CountReply, said="notices.counted")


async def take_back(desk: Desk, click: Click) -> Reply:
    """Let it not count; only its author can delete it from the thread."""
    return await _settle(desk, click, DeleteReply, said="notices.taken_back")


async def _settle(
    desk: Desk, click: Click, kind: type[CountReply] | type[DeleteReply], *, said: str
) -> Reply:
    workshop, source = in_workshop(click)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        reply = (await desk.workshops.load(tx, workshop)).replies.get(source)
        if reply is None:
            raise FormTampered
        if reply.person != person:
            raise NotYours(source)
        command = kind(workshop=workshop, at=tx.now, by=person, source=source)
        await desk.workshops.handle(tx, command)
        return Reply(replace=blocks.line(desk.words(said)))

    return await desk.once(click, act)
