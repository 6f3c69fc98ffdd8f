"""Notes: written, read, changed and taken back in modals; ready or not."""

from collections.abc import Collection

from bot.desk import Desk
from bot.forms import EditForm, NotesForm, SourceForm
from bot.listeners.acts import Click, Submission, View
from bot.listeners.membership import check_inside
from bot.listeners.reply import NOTHING, Reply, back_to, errors, open_above, show
from bot.listeners.seen_page import seen_of
from bot.listeners.source_form import opened
from bot.listeners.values import target
from bot.listeners.written import Filled, own_word_alone
from bot.views import blocks, seen
from bot.views import notes as view
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.values import parted
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people, voices
from prompts.models import Activity
from workshops.engine.commands import AddNotes, EditNote, MarkReady, NotReady, WithdrawNote
from workshops.engine.rules import activity_of, note_of
from workshops.engine.seal import author, nameless
from workshops.engine.state import NoteId, Workshop
from workshops.errors import NotYours
from workshops.renewing import lanes_filled


async def write(desk: Desk, click: Click) -> Reply:
    """Open the form for the activity that the button was drawn for."""
    workshop, drawn = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        person = await people.whoever(tx, click.user)
        mine = await voices.mine(tx, workshop, person)
        activity = activity_of(state, drawn.activity)
        stage = _first_stage(state, activity, mine)
        return Reply(modal=await _form(desk, tx, state, activity, stage=stage, person=person))


async def read(desk: Desk, click: Click) -> Reply:
    """Show the notes of the current activity, or all of one stage's."""
    workshop, _ = target(click)
    stage = click.which
    only = int(stage) if stage.isascii() and stage.isdigit() and len(stage) < 4 else seen.ALL
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        person = await people.known(tx, click.user)
        modal = await seen_of(desk, tx, state, person=person, only=only)
    if state.activity.kind == "review":
        # Among what is looked through is what stands on record: insiders only.
        await check_inside(desk, click.user)
    return open_above(click, modal)


async def save(desk: Desk, submission: Submission) -> Reply:
    """Save what was written and go on to the next stage."""
    form, filled = NotesForm.read(submission.view.metadata), submission.view
    refused = own_word_alone(filled, words=desk.words)
    if refused:
        return errors(refused)

    async def add(tx: Transaction, person: PersonId) -> Reply:
        state, said = await saved(desk, tx, form, filled, person=person)
        activity = activity_of(state, form.activity)
        staged = activity.scope == "each_stage"
        following = view.stage_after(state, form.stage) if staged else None
        if staged and form.stage and following is None:
            voice = await voices.known(tx, state.id, person)
            return show(view.finished(state, activity, words=desk.words, said=said, voice=voice))
        if following is not None:
            said = _and_next(desk, said, stage=inline(following.title))
        said = said or desk.words("notes.nothing")
        stage = following.id if following else None
        return show(await _form(desk, tx, state, activity, stage=stage, person=person, said=said))

    return await desk.once(submission, add)


async def go_to(desk: Desk, click: Click) -> Reply:
    """Turn to another stage; what was typed is saved first, so nothing is lost."""
    form, filled = NotesForm.read(click.window.metadata), click.window

    async def turn(tx: Transaction, person: PersonId) -> Reply:
        state, said = await saved(desk, tx, form, filled, person=person)
        activity = activity_of(state, form.activity)
        stage = click.value if state.stage(click.value) else form.stage
        drawn = await _form(desk, tx, state, activity, stage=stage, person=person, said=said)
        return Reply(refresh=drawn)

    return await desk.once(click, turn)


async def own(desk: Desk, click: Click) -> Reply:
    """Change a note of one's own, give it a source, or take it back; what was typed is saved.

    The first two ask above the form, so that leaving them leads back to it.
    """
    what, note = parted(click.value, 2)
    form, filled = NotesForm.read(click.window.metadata), click.window

    async def act(tx: Transaction, person: PersonId) -> Reply:
        state, said = await saved(desk, tx, form, filled, person=person)
        above = await _above(
            desk, tx, state, what=what, note=NoteId(note), person=person, back=form
        )
        if above is None:
            command = WithdrawNote(workshop=state.id, at=tx.now, by=person, note=NoteId(note))
            state = (await desk.workshops.handle(tx, command)).state
            said = f"{said} {desk.words('notes.withdrawn')}".strip()
        below = await back(desk, tx, state, form, person=person, said=said)
        return Reply(push=above, refresh=below)

    return await desk.once(click, act)


async def _above(
    desk: Desk,
    tx: Transaction,
    state: Workshop,
    *,
    what: str,
    note: NoteId,
    person: PersonId,
    back: NotesForm,
) -> Block | None:
    """Return what to ask about a note of one's own; None where there is nothing to ask."""
    if what == "edit":
        found = note_of(state, note)
        if found.person not in await voices.mine(tx, state.id, person):
            raise NotYours(found.id)
        return view.edit(found, words=desk.words, back=back)
    if what == view.SOURCE:
        asked = SourceForm(workshop=state.id, note=note, back=back)
        return await opened(desk, tx, state, asked, person=person)
    return None


async def change(desk: Desk, submission: Submission) -> Reply:
    """Save a changed note and go back to the form."""
    form = EditForm.read(submission.view.metadata)
    text = submission.view.text("text")

    async def edit(tx: Transaction, person: PersonId) -> Reply:
        command = EditNote(
            workshop=form.back.workshop, at=tx.now, by=person, note=form.note, text=text
        )
        state = (await desk.workshops.handle(tx, command)).state
        said = desk.words("notes.edited")
        return back_to(await back(desk, tx, state, form.back, person=person, said=said))

    return await desk.once(submission, edit)


async def ready(desk: Desk, click: Click) -> Reply:
    """Say that one is ready, or take it back with a second press."""
    workshop, drawn = target(click)

    async def mark(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, workshop)
        is_ready = person in state.ready.get(state.activity.key, frozenset())
        kind = NotReady if is_ready and click.view is None else MarkReady
        command = kind(workshop=workshop, at=tx.now, by=person, drawn=drawn)
        handled = await desk.workshops.handle(tx, command)
        if click.view is None:
            taken_back = Reply(whisper=blocks.line(desk.words("notes.not_ready")))
            return taken_back if is_ready and handled.events else NOTHING
        said = desk.words("notes.ready_said")
        return Reply(refresh=view.said(said, words=desk.words))

    return await desk.once(click, mark)


async def saved(
    desk: Desk, tx: Transaction, form: NotesForm, filled: View, *, person: PersonId
) -> tuple[Workshop, str]:
    """Save what a form holds; return the workshop and what to say about it."""
    workshop = form.workshop
    state = await desk.workshops.load(tx, workshop)
    activity = activity_of(state, form.activity)
    hidden = nameless(state, activity.key)
    voice = await voices.of(tx, workshop, person) if hidden else None
    by = author(state, activity.key, person, voice)
    sent = Filled(state=state, activity=activity, form=form, view=filled, by=by, new_id=desk.new_id)
    written = tuple(sent.notes())
    if not written:
        return state, ""
    command = AddNotes(
        workshop=workshop,
        at=tx.now,
        by=person,
        activity=activity.key,
        notes=written,
        promised=form.voice,
    )
    handled = await desk.workshops.handle(tx, command)
    return handled.state, desk.words("notes.saved", n=len(written))


async def back(
    desk: Desk, tx: Transaction, state: Workshop, form: NotesForm, *, person: PersonId, said: str
) -> Block:
    """Return the form as it stands now, with nothing in it to save."""
    activity = activity_of(state, form.activity)
    return await _form(desk, tx, state, activity, stage=form.stage, person=person, said=said)


async def _form(
    desk: Desk,
    tx: Transaction,
    state: Workshop,
    activity: Activity,
    *,
    stage: str | None,
    person: PersonId,
    said: str = "",
) -> Block:
    return view.form(
        state,
        activity,
        prompts=desk.prompts,
        stage=stage,
        person=person,
        voice=await voices.known(tx, state.id, person),
        said=said,
        filled=await lanes_filled(tx, state, activity),
    )


def _and_next(desk: Desk, said: str, *, stage: str) -> str:
    if not said:
        return desk.words("notes.nothing_next", stage=stage)
    return desk.words("notes.saved_next", saved=said, stage=stage)


def _first_stage(state: Workshop, activity: Activity, mine: Collection[PersonId]) -> str | None:
    """Return the first stage about which this person said nothing yet."""
    if activity.scope != "each_stage" or not state.stages:
        return None
    said = {
        note.stage
        for note in state.in_order()
        if note.activity == activity.key and note.person in mine
    }
    asked = state.stages_asked or state.stages
    silent = [stage.id for stage in asked if stage.id not in said]
    return silent[0] if silent else asked[0].id
