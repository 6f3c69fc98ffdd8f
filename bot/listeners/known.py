"""What we know about whom a workshop is about, where it stands."""

from bot.desk import Desk
from bot.forms import NotesForm
from bot.listeners import answers, versions
from bot.listeners.acts import Act, Click, Command
from bot.listeners.answers import kept_card
from bot.listeners.membership import check_inside
from bot.listeners.reply import Reply, tell
from bot.views.answer import card, in_modal
from bot.views.blocks import Block
from knowledge.answers.models import Reply as Found
from knowledge.answers.reading import Reading
from knowledge.identity import PersonId, PlaceId, Places, within
from knowledge.ledger import Transaction
from knowledge.ledger import workshops as rows
from workshops.engine.rules import activity_of
from workshops.engine.state import Workshop
from workshops.spots import spot


async def look(desk: Desk, click: Click) -> Reply:
    """Show it above the form for notes; what was typed there stays."""
    form = NotesForm.read(click.window.metadata)
    await check_inside(desk, click.user)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, form.workshop)
    places = await _places(desk, state, click.user)
    here = spot(state, activity_of(state, form.activity), stage=form.stage)
    question = desk.words("notes.what_known", subject=state.agreed.called)
    async with desk.ledger.reading(click.workspace) as tx:
        found = await desk.answers.known(tx, question, here, places=places)

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        return _above(desk, await kept_card(desk, tx, person, question=question, found=found))

    if state.agreed.rehearsal:
        # Of a rehearsal nothing stays, nor a question in which its words stand.
        shown = card(found, prompts=desk.prompts, question="", today=desk.today, buttons=False)
        return _above(desk, shown)
    return await desk.once(click, keep)


def _above(desk: Desk, shown: Block) -> Reply:
    title = desk.words("known.title")
    return Reply(push=in_modal(shown, title=title, words=desk.words))


async def ask(desk: Desk, command: Command, question: str) -> Reply:
    """Answer `/journey ask …`: with what we know here, or a history, if that is the question."""
    changed = await versions.asked(desk, command, question)
    if changed:
        return await versions.history(desk, command, changed)
    found = await asked(desk, command, question)
    if found is None:
        return await answers.ask(desk, command, question)
    answer = found

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        return tell(await kept_card(desk, tx, person, question=question, found=answer))

    return await desk.once(command, keep)


async def asked(desk: Desk, act: Act, question: str, *, thread: str = "") -> Found | None:
    """Look for an answer to "What do we know about them here?", asked where a workshop is.

    Args:
        desk: What listeners work with.
        act: Who asks, and where.
        question: As it was typed.
        thread: The thread in which it was asked; a board's thread means its workshop.

    Returns:
        None when it asks something else, or no single workshop can be meant.
    """
    if act.place is None or not Reading.of(question).speaks_of_here:
        return None
    await check_inside(desk, act.user)
    async with desk.ledger.reading(act.workspace) as tx:
        state = await _workshop(desk, tx, act.place, thread)
        if state is None:
            return None
        here, places = spot(state, state.activity), within(act.place)
        return await desk.answers.known_if_meant(tx, question, here, places=places)


async def _workshop(desk: Desk, tx: Transaction, place: PlaceId, thread: str) -> Workshop | None:
    row = await rows.by_board(tx, place, thread) if thread else None
    active = await rows.active_in(tx, place)
    meant = row or (active[0] if len(active) == 1 else None)
    return await desk.workshops.load(tx, meant.id) if meant else None


async def _places(desk: Desk, state: Workshop, user: str) -> Places:
    """Return the workshop's place if this person is there: a window says nothing about it."""
    inside = await desk.directory.holds(state.place, user)
    return within(state.place if inside else None)
