"""What somebody does with a proposal for their words; a late press changes nothing."""

from bot.desk import Desk
from bot.forms import NotesForm, WordingForm
from bot.listeners.acts import Click, Submission, View
from bot.listeners.notes import back, saved
from bot.listeners.reply import Reply, open_above, show
from bot.listeners.values import in_workshop
from bot.views import notes as notes_view
from bot.views import wording as view
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people, voices
from workshops.engine.commands import KeepWording, TakeWording
from workshops.engine.events import Events, WordingSettled
from workshops.engine.state import Workshop
from workshops.engine.wording import waiting
from workshops.offering import MOST


async def take(desk: Desk, click: Click) -> Reply:
    """Let the proposals stand."""
    return await _press(desk, click, TakeWording)


async def keep(desk: Desk, click: Click) -> Reply:
    """Let the author's own words stand."""
    return await _press(desk, click, KeepWording)


async def edit(desk: Desk, click: Click) -> Reply:
    """Open the form in which they are put otherwise."""
    workshop, activity = in_workshop(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        mine = await voices.mine(tx, workshop, await people.known(tx, click.user))
    found = waiting(state, activity, mine)
    if found is None or not state.open:
        return _late(desk, click)
    form = view.form(state, found[1], activity=activity, words=desk.words)
    return open_above(click, form)


async def save(desk: Desk, submission: Submission) -> Reply:
    """Let them read as the author has put them now."""
    form, filled = WordingForm.read(submission.view.metadata), submission.view
    texts = tuple(filled.text(view.field(n)) for n in range(MOST))

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = TakeWording(
            workshop=form.workshop, at=tx.now, by=person, activity=form.activity, texts=texts
        )
        handled = await desk.workshops.handle(tx, command)
        return show(view.thanks(_outcome(handled.events), words=desk.words))

    return await desk.once(submission, act)


async def _press(desk: Desk, click: Click, kind: type[TakeWording] | type[KeepWording]) -> Reply:
    workshop, activity = in_workshop(click)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        if click.view is not None and click.view.callback == notes_view.CALLBACK:
            await saved(desk, tx, person, NotesForm.read(click.view.metadata), click.view)
        command = kind(workshop=workshop, at=tx.now, by=person, activity=activity)
        handled = await desk.workshops.handle(tx, command)
        outcome = _outcome(handled.events)
        if click.view is None:
            return Reply(replace=view.settled(outcome, words=desk.words))
        return Reply(refresh=await _window(desk, tx, click.view, handled.state, outcome, person))

    return await desk.once(click, act)


async def _window(
    desk: Desk, tx: Transaction, window: View, state: Workshop, outcome: str, person: PersonId
) -> Block:
    """Return the author's own window without the proposals; what was typed in it is saved."""
    said = desk.words(f"wording.{outcome}")
    if window.callback != notes_view.CALLBACK:
        return view.thanks(outcome, words=desk.words)
    form = NotesForm.read(window.metadata)
    return await back(desk, tx, state, form, person=person, said=said)


def _late(desk: Desk, click: Click) -> Reply:
    if click.view is not None:
        return Reply(push=view.thanks("settled", words=desk.words))
    return Reply(replace=view.settled("settled", words=desk.words))


def _outcome(events: Events) -> str:
    outcomes = [event.outcome for event in events if isinstance(event, WordingSettled)]
    return outcomes[0] if outcomes else "settled"
