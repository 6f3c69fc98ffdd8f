"""Asking somebody who was not heard yet, and what that person answers."""

from datetime import datetime
from functools import partial

from bot.desk import Desk
from bot.listeners.acts import Click
from bot.listeners.facilitate import pressed, workshop_of
from bot.listeners.reminding import heeded
from bot.listeners.reply import Reply
from bot.listeners.values import target
from bot.views.values import parted
from knowledge.identity import PersonId
from workshops.engine.commands import DeclineNudges, MarkReady, Nudge
from workshops.engine.deadlines import next_day
from workshops.engine.drawn import Drawn


async def nudge(desk: Desk, click: Click) -> Reply:
    """Ask one person, once an activity; nobody is ever asked but by this press."""
    workshop = workshop_of(click)
    whom, drawn = parted(click.value, 2)
    asking = partial(Nudge, workshop=workshop, drawn=Drawn.parse(drawn), person=PersonId(whom))
    return await pressed(desk, click, asking)


async def passing(desk: Desk, click: Click) -> Reply:
    """Let somebody pass: they count as ready."""
    workshop, drawn = target(click)
    ready = partial(MarkReady, workshop=workshop, drawn=drawn)
    return await heeded(desk, click, ready, key="nudge.passed")


async def not_today(desk: Desk, click: Click) -> Reply:
    """Ask this person no more before their next day begins."""
    workshop, _ = target(click)
    zone = (await desk.directory.who(click.user)).tz

    def decline(at: datetime, by: PersonId) -> DeclineNudges:
        return DeclineNudges(workshop=workshop, at=at, by=by, until=next_day(at, zone))

    return await heeded(desk, click, decline, key="nudge.quiet")
