"""The review: decisions page by page, then what changes."""

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import SourceForm, WorkshopForm
from bot.listeners import dissent
from bot.listeners.acts import Click, Submission
from bot.listeners.facilitate import check_leads
from bot.listeners.membership import check_inside
from bot.listeners.places import check_private
from bot.listeners.publishing import before_publishing
from bot.listeners.reply import Reply, open_above, show
from bot.listeners.review_page import page_of
from bot.listeners.source_form import opened
from bot.listeners.values import one_of, target
from bot.views import grouping
from bot.views import review as view
from bot.views.values import parted
from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from workshops.engine.commands import Decide
from workshops.engine.rules import note_of
from workshops.engine.state import DECISIONS, NoteId, WorkshopId


async def look(desk: Desk, click: Click) -> Reply:
    """Open the review; the facilitator leads it. It shows what is on record: insiders only."""
    await check_inside(desk, click.user)
    workshop, _ = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
        page = await page_of(desk, tx, state, 0)
    return open_above(click, page)


async def decide(desk: Desk, click: Click) -> Reply:
    """Keep, park or merge one note, at once."""
    form = WorkshopForm.read(click.window.metadata)
    workshop, note = form.workshop, NoteId(click.which)
    what, into = parted(click.value, 2)
    if what == view.NAME:
        return await _naming(desk, click, workshop, note, form.page)
    if what == view.DIFFER:
        return await dissent.form(desk, click, note, page=form.page, in_review=True)
    if what == view.SOURCE:
        return await _sourcing(desk, click, workshop, note, form.page)
    decision = one_of(DECISIONS, what)
    if decision is None:
        raise FormTampered

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = Decide(
            workshop=workshop,
            at=tx.now,
            by=person,
            note=note,
            decision=decision,
            into=NoteId(into) if into else None,
        )
        handled = await desk.workshops.handle(tx, command)
        return Reply(refresh=await page_of(desk, tx, handled.state, form.page))

    return await desk.once(click, act)


async def turn(desk: Desk, submission: Submission) -> Reply:
    """Turn to the next page, or after the last to what changes."""
    form = WorkshopForm.read(submission.view.metadata)
    await check_inside(desk, submission.user)
    await check_private(desk, submission, form.workshop)
    async with desk.ledger.reading(submission.workspace) as tx:
        state = await desk.workshops.load(tx, form.workshop)
        await check_leads(tx, state, submission)
        if form.page + 1 < len(view.pages(state)):
            return show(await page_of(desk, tx, state, form.page + 1))
        return show(await before_publishing(desk, tx, state))


async def turn_back(desk: Desk, click: Click) -> Reply:
    """Turn to the page before; from what changes to the last one."""
    form, page = WorkshopForm.read(click.window.metadata), click.value
    if not (page.isascii() and page.isdigit() and len(page) < 4):
        raise FormTampered
    await check_inside(desk, click.user)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, form.workshop)
        await check_leads(tx, state, click)
        return Reply(refresh=await page_of(desk, tx, state, int(page)))


async def _naming(desk: Desk, click: Click, workshop: WorkshopId, note: NoteId, page: int) -> Reply:
    """Ask above the page, whose menu forgets the choice so that it can be made again."""
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
        below = await page_of(desk, tx, state, page)
    form = grouping.naming(state, note_of(state, note), words=desk.words, page=page)
    return Reply(push=form, refresh=below)


async def _sourcing(
    desk: Desk, click: Click, workshop: WorkshopId, note: NoteId, page: int
) -> Reply:
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
        below = await page_of(desk, tx, state, page)
        form = SourceForm(workshop=workshop, note=note, page=page)
        asked = await opened(desk, tx, state, form, person=state.facilitator)
    return Reply(push=asked, refresh=below)
