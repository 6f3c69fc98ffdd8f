"""The review: decisions page by page, the preview, publishing."""

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import ConflictForm, WorkshopForm
from bot.listeners.acts import Click, Submission
from bot.listeners.answers import check_inside
from bot.listeners.facilitate import check_leads
from bot.listeners.names import mentions, personas_of
from bot.listeners.notes import target
from bot.listeners.reply import Reply, show
from bot.views import changes, grouping
from bot.views import review as view
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from knowledge.records.errors import MergeConflict
from workshops import publishing
from workshops.engine.commands import Decide
from workshops.engine.rules import note_of
from workshops.engine.state import Decision, NoteId, Workshop, WorkshopId

MOST_LINES = 20


async def look(desk: Desk, click: Click) -> Reply:
    """Open the review; the facilitator leads it. It shows what is on record: insiders only."""
    await check_inside(desk, click.user)
    workshop, _ = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
        page = await page_of(desk, tx, state, 0)
    return Reply(push=page) if click.view else Reply(modal=page)


async def decide(desk: Desk, click: Click) -> Reply:
    """Keep, park or merge one note, at once."""
    if click.view is None:
        raise FormTampered
    form = WorkshopForm.read(click.view.metadata)
    workshop, note = WorkshopId(form.workshop), NoteId(click.action.partition(":")[2])
    what, _, into = click.value.partition(" ")
    if what == view.NAME:
        return Reply(refresh=await _naming(desk, click, workshop, note, form.page))
    decision = _decision(what)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = Decide(
            workshop=workshop,
            at=tx.now,
            by=person,
            note=note,
            decision=decision,
            into=NoteId(into) if into else None,
        )
        handled = await desk.workshops.handle(tx, workshop, command)
        return Reply(refresh=await page_of(desk, tx, handled.state, form.page))

    return await desk.once(click, act)


async def turn(desk: Desk, submission: Submission) -> Reply:
    """Turn to the next page, or after the last to what changes."""
    form = WorkshopForm.read(submission.view.metadata)
    async with desk.ledger.reading(submission.workspace) as tx:
        state = await desk.workshops.load(tx, WorkshopId(form.workshop))
        if form.page + 1 < len(view.pages(state)):
            return show(await page_of(desk, tx, state, form.page + 1))
        return show(await _preview(desk, tx, state))


async def publish(desk: Desk, submission: Submission) -> Reply:
    """Write the record's next version."""
    form = WorkshopForm.read(submission.view.metadata)
    return await _publish(desk, submission, WorkshopId(form.workshop))


async def settle(desk: Desk, submission: Submission) -> Reply:
    """Publish with the texts that were chosen where two had changed the same."""
    form, filled = ConflictForm.read(submission.view.metadata), submission.view
    sides = {
        int(block.partition(":")[2]): filled.choice(block)
        for block in filled.values
        if block.startswith("side:") and block[5:].isdigit()
    }
    choice = publishing.Choice(against=form.against, sides=sides)
    return await _publish(desk, submission, WorkshopId(form.workshop), choice=choice)


async def _publish(
    desk: Desk,
    submission: Submission,
    workshop: WorkshopId,
    *,
    choice: publishing.Choice | None = None,
) -> Reply:
    async def act(tx: Transaction, person: PersonId) -> Reply:
        published = await publishing.publish(tx, desk.workshops, workshop, by=person, choice=choice)
        refs = [str(version.named) for version in published.versions]
        return show(view.published(words=desk.words, refs=refs))

    try:
        return await desk.once(submission, act)
    except MergeConflict as conflict:
        async with desk.ledger.reading(submission.workspace) as tx:
            state = await desk.workshops.load(tx, workshop)
        at = conflict.current.named
        return show(view.conflict(state, conflict.conflicts, words=desk.words, version=at))


async def _preview(desk: Desk, tx: Transaction, state: Workshop) -> Block:
    preview = await publishing.preview(tx, state)
    record = preview.record
    names = await personas_of(tx, record.after, *([record.before] if record.before else []))
    lines = [
        *(desk.words("review.newcomer", name=inline(n)) for n in preview.newcomers.values()),
        *changes.lines(
            record.changes,
            prompts=desk.prompts,
            after=record.after,
            before=record.before,
            personas={**names, **preview.newcomers},
            most=MOST_LINES,
        ),
    ]
    parked = sum(note.decision == "park" for note in state.in_order())
    return view.what_changes(state, words=desk.words, lines=lines, base=preview.base, parked=parked)


async def page_of(desk: Desk, tx: Transaction, state: Workshop, page: int) -> Block:
    """Return a page of the review as the workshop stands now."""
    names = await mentions(tx, (note.person for note in state.in_order()))
    return view.view(state, prompts=desk.prompts, page=page, names=names)


async def _naming(desk: Desk, click: Click, workshop: WorkshopId, note: NoteId, page: int) -> Block:
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
    return grouping.naming(state, note_of(state, note), words=desk.words, page=page)


def _decision(what: str) -> Decision:
    if what == view.KEEP:
        return "keep"
    if what == view.PARK:
        return "park"
    if what == view.MERGE:
        return "merge"
    raise FormTampered
