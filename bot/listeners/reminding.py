"""Reminders before a deadline: asked for, put off, no longer wanted."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.desk import Desk
from bot.listeners.acts import Click
from bot.listeners.reply import Reply
from bot.listeners.values import target
from bot.views import blocks
from bot.views import notice as view
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, effects
from workshops.engine.commands import Command, WantReminder

SNOOZE = timedelta(hours=3)


async def remind(desk: Desk, click: Click) -> Reply:
    """Remind this person from now on, the day before each deadline."""
    workshop, _ = target(click)

    async def choose(tx: Transaction, person: PersonId) -> Reply:
        command = WantReminder(workshop=workshop, at=tx.now, by=person)
        handled = await desk.workshops.handle(tx, command)
        return Reply(whisper=view.reminding(handled.state, words=desk.words))

    return await desk.once(click, choose)


async def later(desk: Desk, click: Click) -> Reply:
    """Remind once more, some hours from now, if it is still open then."""
    workshop, drawn = target(click)

    async def snooze(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, workshop)
        if state.clock.day is not None and state.drawn == drawn:
            args = {
                "workshop": workshop,
                "drawn": str(drawn),
                "day": state.clock.day.isoformat(),
                "person": person,
            }
            due = tx.now + SNOOZE
            await effects.enqueue(tx, "slack.remind", args, lane=f"remind:{person}", due_at=due)
        return Reply(replace=blocks.line(desk.words("notices.snoozed")))

    return await desk.once(click, snooze)


async def never(desk: Desk, click: Click) -> Reply:
    """Remind this person no longer."""
    workshop, _ = target(click)
    unwanted = partial(WantReminder, workshop=workshop, wanted=False)
    return await heeded(desk, click, unwanted, key="notices.not_reminded")


async def heeded(desk: Desk, click: Click, command: Callable[..., Command], *, key: str) -> Reply:
    """Do what somebody asked by a button of a notice, and say so where the button stood.

    *command* is called with `at` and `by`; *key* is that of the words.
    """

    async def heed(tx: Transaction, person: PersonId) -> Reply:
        await desk.workshops.handle(tx, command(at=tx.now, by=person))
        return Reply(replace=blocks.line(desk.words(key)))

    return await desk.once(click, heed)
