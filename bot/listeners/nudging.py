"""Asking somebody who was not heard yet, and what that person answers."""

from bot.desk import Desk
from bot.listeners.acts import Click
from bot.listeners.facilitate import redrawn
from bot.listeners.notes import target
from bot.listeners.reminding import said
from bot.listeners.reply import Reply
from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from workshops.engine.commands import DeclineNudges, MarkReady, Nudge
from workshops.engine.deadlines import next_day


async def nudge(desk: Desk, click: Click) -> Reply:
    """Ask one person, once an activity; nobody is ever asked but by this press."""
    workshop, drawn = target(click)
    whom = PersonId(click.action.partition(":")[2])

    async def ask(tx: Transaction, person: PersonId) -> Reply:
        command = Nudge(workshop=workshop, at=tx.now, by=person, drawn=drawn, person=whom)
        handled = await desk.workshops.handle(tx, workshop, command)
        return Reply(refresh=await redrawn(desk, tx, handled.state))

    return await desk.once(click, ask)


async def passing(desk: Desk, click: Click) -> Reply:
    """Let somebody pass: they count as ready."""
    workshop, drawn = target(click)

    async def mark(tx: Transaction, person: PersonId) -> Reply:
        command = MarkReady(workshop=workshop, at=tx.now, by=person, drawn=drawn)
        await desk.workshops.handle(tx, workshop, command)
        return said(desk, "nudge.passed")

    return await desk.once(click, mark)


async def not_today(desk: Desk, click: Click) -> Reply:
    """Ask this person no more before their next day begins."""
    workshop, _ = target(click)
    zone = (await desk.directory.who(click.user)).tz

    async def decline(tx: Transaction, person: PersonId) -> Reply:
        until = next_day(tx.now, zone)
        command = DeclineNudges(workshop=workshop, at=tx.now, by=person, until=until)
        await desk.workshops.handle(tx, workshop, command)
        return said(desk, "nudge.quiet")

    return await desk.once(click, decline)
