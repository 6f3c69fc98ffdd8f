"""Seeing a note differently: the form, the words in it, and taking them back."""

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import DissentForm, WorkshopForm
from bot.listeners.acts import Click, Submission
from bot.listeners.names import authors, department_now, departments_of
from bot.listeners.reply import Reply, back_to, errors
from bot.listeners.review_page import page_of
from bot.listeners.seen_page import seen_of
from bot.views import dissent as view
from bot.views import review, seen
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people, voices
from workshops.engine.commands import SeeAlike, SeeDifferently
from workshops.engine.dissent import open_to_dissent, own, without_name
from workshops.engine.groups import root_of
from workshops.engine.rules import must_be_open, note_of
from workshops.engine.state import NoteId, Workshop
from workshops.errors import NoSuchNote, NoteEmpty, NoteTooLong


async def pick(desk: Desk, click: Click) -> Reply:
    """Open the form for the note that was picked among those that are read."""
    return await form(desk, click, NoteId(click.value), page=_form(click).page)


async def form(
    desk: Desk, click: Click, note: NoteId, *, page: int, in_review: bool = False
) -> Reply:
    """Ask above the notes, whose menu forgets the choice so that it can be made again."""
    workshop = _form(click).workshop
    who = await desk.directory.who(click.user)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        must_be_open(state)
        found = root_of(state, note_of(state, note))
        if not open_to_dissent(state, found):
            raise NoSuchNote(note)
        person = await people.whoever(tx, click.user)
        work = desk.prompts.departments
        department = await department_now(tx, person, title=who.title, known=work)
        mine = await voices.mine(tx, workshop, person)
        names = await authors(tx, state)
        nameless, known = without_name(state, found, mine), own(state, found, mine)
        back = DissentForm(
            workshop=state.id, note=found.id, page=page, review=in_review, nameless=nameless
        )
        below = await _back(desk, tx, state, back, person=person, inside=who.inside)
    asked = view.form(
        state, found, words=desk.words, names=names, back=back,
        mine=known[1] if known else None, department=department,
    )  # fmt: skip
    return Reply(push=asked, refresh=below)


async def save(desk: Desk, submission: Submission) -> Reply:
    """Keep the words beside the note, and go back to where it is read."""
    form = DissentForm.read(submission.view.metadata)
    who = await desk.directory.who(submission.user)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, form.workshop)
        wrote = (note.person for note in state.in_order() if note.person)
        known = desk.prompts.departments
        command = SeeDifferently(
            workshop=form.workshop,
            at=tx.now,
            by=person,
            note=form.note,
            id=desk.new_id("d"),
            text=submission.view.text("text"),
            department=await department_now(tx, person, title=who.title, known=known),
            departments=await departments_of(tx, {*state.people, *wrote}, known),
            nameless=form.nameless,
        )
        state = (await desk.workshops.handle(tx, command)).state
        page = await _back(desk, tx, state, form, person=person, inside=who.inside)
        return back_to(page or view.said("saved", words=desk.words))

    try:
        return await desk.once(submission, act)
    except NoteEmpty:
        return errors({"text": desk.words("errors.note_empty")})
    except NoteTooLong as long:
        return errors(
            {"text": desk.words("errors.note_too_long", length=long.length, limit=long.limit)}
        )


async def take_back(desk: Desk, click: Click) -> Reply:
    """Take one's words away again; where the note is read shows so."""
    form = DissentForm.read(click.window.metadata)
    inside = (await desk.directory.who(click.user)).inside

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = SeeAlike(workshop=form.workshop, at=tx.now, by=person, note=form.note)
        state = (await desk.workshops.handle(tx, command)).state
        page = await _back(desk, tx, state, form, person=person, inside=inside)
        return Reply(refresh=view.said("taken_back", words=desk.words), below=page)

    return await desk.once(click, act)


async def _back(
    desk: Desk,
    tx: Transaction,
    state: Workshop,
    form: DissentForm,
    *,
    person: PersonId,
    inside: bool,
) -> Block | None:
    """Return where the note is read; once that is the review, only for insiders."""
    if state.activity.kind == "review" and not inside:
        return None
    if form.review:
        return await page_of(desk, tx, state, form.page)
    return await seen_of(desk, tx, state, person=person, only=form.page)


def _form(click: Click) -> WorkshopForm:
    if click.window.callback not in (seen.CALLBACK, review.CALLBACK):
        raise FormTampered
    return WorkshopForm.read(click.window.metadata)
