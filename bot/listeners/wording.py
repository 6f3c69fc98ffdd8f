"""What somebody does with a proposal for their words; a late press changes nothing."""

from bot.desk import Desk
from bot.forms import NotesForm, WordingForm
from bot.listeners.acts import Click, Submission, View
from bot.listeners.notes import back, saved
from bot.listeners.reply import Reply, open_above, show
from bot.listeners.values import in_workshop
from bot.views import notes as notes_view
from bot.views import wording as view
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people, voices
from workshops.engine.commands import KeepWording, TakeWording
from workshops.engine.events import Events, WordingSettled
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
    window, form = click.view, _notes_form(click.view)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        if window is not None and form is not None:
            await saved(desk, tx, form, window, person=person)
        command = kind(workshop=workshop, at=tx.now, by=person, activity=activity)
        handled = await desk.workshops.handle(tx, command)
        outcome = _outcome(handled.events)
        if form is not None:
            said = desk.words(f"wording.{outcome}")
            return Reply(
                refresh=await back(desk, tx, handled.state, form, person=person, said=said)
            )
        if window is not None:
            return Reply(refresh=view.thanks(outcome, words=desk.words))
        return Reply(replace=view.settled(outcome, words=desk.words))

    return await desk.once(click, act)


def _notes_form(window: View | None) -> NotesForm | None:
    """Return the form for notes if that is the window that somebody has open."""
    if window is None or window.callback != notes_view.CALLBACK:
        return None
    return NotesForm.read(window.metadata)


def _late(desk: Desk, click: Click) -> Reply:
    if click.view is not None:
        return Reply(push=view.thanks("settled", words=desk.words))
    return Reply(replace=view.settled("settled", words=desk.words))


def _outcome(events: Events) -> str:
    outcomes = [event.outcome for event in events if isinstance(event, WordingSettled)]
    return outcomes[0] if outcomes else "settled"
