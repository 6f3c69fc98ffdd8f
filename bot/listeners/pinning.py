"""Pinning: a channel's people say where a persona stands now, and answers there begin with it."""

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners.acts import Act, Click, Command
from bot.listeners.membership import check_inside
from bot.listeners.names import mentions
from bot.listeners.records import library
from bot.listeners.reply import Reply, tell
from bot.listeners.whence import whence
from bot.views import pins as view
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.values import parted
from knowledge.answers.pinning import Stand, pinned, stand_at, stand_of, stands
from knowledge.identity import PersonId, PlaceId
from knowledge.index.library import Library
from knowledge.ledger import Transaction, pins
from knowledge.records.refs import Ref


async def pin(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey pin Petra convincing the director`; alone it lists what is pinned here."""
    await check_inside(desk, command.user)
    place = command.place
    if place is None:
        return tell(view.said("nowhere", words=desk.words))
    seen = await library(desk, command)
    if not text:
        return tell(await _listed(desk, command, place, seen))
    meant = stands(text, seen)
    if not meant:
        return tell(view.said("whom", words=desk.words))
    if len(meant) > 1:
        return tell(view.which(meant, words=desk.words))
    return tell(await _put(desk, command, place, meant[0]))


async def pin_chosen(desk: Desk, click: Click) -> Reply:
    """Pin whom and where was chosen, and say so where it was asked; ask on where it is half."""
    persona, journey, stage = parted(click.value, 3)
    seen, place = await library(desk, click), await _here(desk, click)
    meant = stand_at(persona, journey, stage, seen) if journey else stand_of(persona, seen)
    if meant is None:
        return Reply(replace=view.said("gone", words=desk.words))
    return Reply(replace=await _put(desk, click, place, meant))


async def unpin(desk: Desk, click: Click) -> Reply:
    """Take a pin away, and say so where its button stood."""
    persona = str(Ref.parse(click.value))
    seen, place = await library(desk, click), await _here(desk, click)
    held = seen.persona(Ref.parse(persona))

    async def remove(tx: Transaction, _: PersonId) -> Reply:
        await pins.remove(tx, place, persona=persona)
        name = inline(held.body.name) if held else persona
        return Reply(replace=view.said("unpinned", words=desk.words, name=name))

    return await desk.once(click, remove)


async def _put(desk: Desk, act: Act, place: PlaceId, meant: Stand) -> Block:
    """Pin somebody where they stand; ask for the stage where none is meant."""
    at = meant.at
    if at is None:
        return view.where(meant, words=desk.words)

    async def put(tx: Transaction, person: PersonId) -> Reply:
        await pins.put(
            tx,
            place,
            persona=str(meant.persona.ref),
            journey=str(at.journey.ref),
            stage=at.stage.id,
            person=person,
        )
        return Reply()

    await desk.once(act, put)
    return view.done(meant, at, words=desk.words)


async def _listed(desk: Desk, act: Act, place: PlaceId, seen: Library) -> Block:
    async with desk.ledger.reading(act.workspace) as tx:
        found = [(pin, pinned(pin, seen)) for pin in await pins.in_place(tx, place)]
        names = await mentions(tx, (pin.person for pin, _ in found))
    shown = [(pin, standing) for pin, standing in found if standing]
    return view.listed(shown, words=desk.words, names=names)


async def _here(desk: Desk, click: Click) -> PlaceId:
    place = await whence(desk, click)
    if place is None:
        raise FormTampered
    return place
