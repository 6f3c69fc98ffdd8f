"""Groups in the review: proposed ones are accepted or left apart, any may get its own words."""

from bot.desk import Desk
from bot.forms import NameForm, WorkshopForm
from bot.listeners.acts import Click, Submission
from bot.listeners.reply import Reply, back_to, errors
from bot.listeners.review_page import page_of
from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from workshops.engine.commands import GroupNotes, LeaveApart, NameGroup
from workshops.engine.state import NoteId
from workshops.errors import NoteTooLong


async def group(desk: Desk, click: Click) -> Reply:
    """Make one group of what was proposed."""
    return await _settle(desk, click, GroupNotes)


async def apart(desk: Desk, click: Click) -> Reply:
    """Leave apart what was proposed."""
    return await _settle(desk, click, LeaveApart)


async def _settle(desk: Desk, click: Click, kind: type[GroupNotes | LeaveApart]) -> Reply:
    form = WorkshopForm.read(click.window.metadata)
    notes = tuple(NoteId(note) for note in click.value.split())

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = kind(workshop=form.workshop, at=tx.now, by=person, notes=notes)
        state = (await desk.workshops.handle(tx, command)).state
        return Reply(refresh=await page_of(desk, tx, state, form.page))

    return await desk.once(click, act)


async def name(desk: Desk, submission: Submission) -> Reply:
    """Save the group's words."""
    form = NameForm.read(submission.view.metadata)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = NameGroup(
            workshop=form.workshop,
            at=tx.now,
            by=person,
            note=form.note,
            name=submission.view.text("name"),
        )
        state = (await desk.workshops.handle(tx, command)).state
        return back_to(await page_of(desk, tx, state, form.page))

    try:
        return await desk.once(submission, act)
    except NoteTooLong as long:
        return errors(
            {"name": desk.words("errors.note_too_long", length=long.length, limit=long.limit)}
        )
