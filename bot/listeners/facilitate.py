"""What the facilitator does in the private view; every press redraws it."""

from collections.abc import Callable, Mapping
from functools import partial

from bot.desk import Desk
from bot.errors import CantLead, FormTampered
from bot.forms import SkipForm, WorkshopForm
from bot.listeners.acts import Act, Click, Submission
from bot.listeners.membership import check_inside, opens
from bot.listeners.names import mentions
from bot.listeners.reply import Reply, back_to, errors
from bot.listeners.values import target
from bot.views import facilitate as view
from bot.views.blocks import Block
from bot.views.set_aside import PARK
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people
from knowledge.ledger import workshops as rows
from workshops.engine import commands
from workshops.engine.board import board
from workshops.engine.commands import Command
from workshops.engine.nudges import to_nudge
from workshops.engine.rules import must_lead
from workshops.engine.state import Drawn, NoteId, Workshop, WorkshopId
from workshops.errors import ReasonMissing

Made = Callable[..., Command]

ON_BOARD: Mapping[str, Made] = {
    "next": commands.Next,
    "back": commands.Back,
    "undo": commands.Undo,
    "reveal": commands.Reveal,
    "extend_5": partial(commands.Extend, minutes=5),
    "extend_15": partial(commands.Extend, minutes=15),
    "extend_day": partial(commands.Extend, minutes=0),
}
"""What counts for the activity that the button was drawn for, and for no other."""

AT_ANY_TIME: Mapping[str, Made] = {
    "pause": commands.Pause,
    "resume": commands.Resume,
    "second": commands.Resume,
    "end": commands.End,
    "reopen": commands.Reopen,
}
MOVES = (*ON_BOARD, *AT_ANY_TIME)


async def look(desk: Desk, click: Click) -> Reply:
    """Open the private view; where whoever led is gone, who opens it leads."""
    await check_inside(desk, click.user)
    workshop, _ = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        if not (state.open and state.facilitator not in state.people):
            return Reply(modal=await redrawn(desk, tx, state, click))

    async def take_over(tx: Transaction, person: PersonId) -> Reply:
        command = commands.HandOver(workshop=workshop, at=tx.now, by=person, to=person)
        handled = await desk.workshops.handle(tx, command)
        return Reply(modal=await redrawn(desk, tx, handled.state, click))

    return await desk.once(click, take_over)


async def move(desk: Desk, click: Click) -> Reply:
    """Do what the pressed button says: next, back, undo, extend, pause, resume, end, reopen.

    What was pressed beside a private line makes the line go.
    """
    workshop, drawn = target(click)
    made = _moving(click.action.rpartition(".")[2], drawn)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = made(workshop=workshop, at=tx.now, by=person)
        handled = await desk.workshops.handle(tx, command)
        if click.action.startswith("notice."):
            return Reply(remove=True)
        late = not handled.events and drawn != handled.state.drawn
        said = desk.words("facilitate.already") if late else ""
        return Reply(refresh=await redrawn(desk, tx, handled.state, click, said=said))

    return await desk.once(click, act)


def _moving(move: str, drawn: Drawn) -> Made:
    if move in ON_BOARD:
        return partial(ON_BOARD[move], drawn=drawn)
    if move in AT_ANY_TIME:
        return AT_ANY_TIME[move]
    raise FormTampered


async def sort(desk: Desk, click: Click) -> Reply:
    """Put a note without a stage into the chosen one, or into the parking lot."""
    if click.value == PARK:
        return await _noted(desk, click, partial(commands.Decide, decision="park"))
    return await _noted(desk, click, partial(commands.SortNote, stage=click.value))


async def put_back(desk: Desk, click: Click) -> Reply:
    """Take a note out of the parking lot; it is undecided again."""
    return await _noted(desk, click, partial(commands.Decide, decision=None))


async def _noted(desk: Desk, click: Click, made: Made) -> Reply:
    """Do something with the note that a menu or button names."""
    note = NoteId(click.which)
    return await pressed(desk, click, partial(made, workshop=workshop_of(click), note=note))


async def hand_over(desk: Desk, click: Click) -> Reply:
    """Let the chosen colleague lead; whoever handed over sees so."""
    workshop = workshop_of(click)
    await _check_can_lead(desk, click, workshop)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        to = await people.of(tx, click.value)
        state = await desk.workshops.load(tx, workshop)
        if to not in state.people:
            join = commands.AddPerson(workshop=workshop, at=tx.now, by=person, person=to)
            await desk.workshops.handle(tx, join)
        command = commands.HandOver(workshop=workshop, at=tx.now, by=person, to=to)
        state = (await desk.workshops.handle(tx, command)).state
        names = await mentions(tx, [state.facilitator])
        return Reply(refresh=view.handed_over(state, words=desk.words, names=names))

    return await desk.once(click, act)


async def _check_can_lead(desk: Desk, click: Click, workshop: WorkshopId) -> None:
    """Let a colleague lead who could open the workshop's channel as well.

    Raises:
        CantLead: It is a guest, an app, somebody else, or who is not in the private channel.
    """
    async with desk.ledger.reading(click.workspace) as tx:
        place = (await rows.get(tx, workshop)).place
    who = await desk.directory.who(click.value)
    if not who.inside or who.bot or not await opens(desk, click.value, place):
        raise CantLead


async def skip_form(desk: Desk, click: Click) -> Reply:
    """Ask why: for this activity, or for all up to the review."""
    workshop, _ = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
    whole = click.action.endswith("wrap_up")
    return Reply(push=view.skip(state, words=desk.words, whole=whole))


async def skip(desk: Desk, submission: Submission) -> Reply:
    """Skip with the reason, which stays in the record."""
    form = SkipForm.read(submission.view.metadata)
    kind = commands.WrapUp if form.whole else commands.Skip
    drawn, reason = Drawn.parse(form.drawn), submission.view.text("reason")
    made = partial(kind, workshop=form.workshop, drawn=drawn, reason=reason)
    try:
        return await sent(desk, submission, made)
    except ReasonMissing:
        return errors({"reason": desk.words("errors.reason_missing")})


async def pressed(desk: Desk, click: Click, made: Made) -> Reply:
    """Do what somebody pressed in the private view, and draw it anew.

    *made* is called with `at` and `by`.
    """

    async def act(tx: Transaction, person: PersonId) -> Reply:
        handled = await desk.workshops.handle(tx, made(at=tx.now, by=person))
        return Reply(refresh=await redrawn(desk, tx, handled.state, click))

    return await desk.once(click, act)


async def sent(desk: Desk, submission: Submission, made: Made) -> Reply:
    """Do what a form above the private view says, and go back to that.

    *made* is called with `at` and `by`.
    """

    async def act(tx: Transaction, person: PersonId) -> Reply:
        handled = await desk.workshops.handle(tx, made(at=tx.now, by=person))
        return back_to(await redrawn(desk, tx, handled.state, submission))

    return await desk.once(submission, act)


def workshop_of(click: Click) -> WorkshopId:
    """Return the workshop whose private view somebody pressed something in."""
    return WorkshopForm.read(click.window.metadata).workshop


async def check_leads(tx: Transaction, state: Workshop, act: Act) -> None:
    """Refuse who does not lead.

    Raises:
        NotFacilitator: Somebody else does.
    """
    must_lead(state, await people.whoever(tx, act.user))


async def redrawn(
    desk: Desk, tx: Transaction, state: Workshop, act: Act, *, said: str = ""
) -> Block:
    """Return the private view as the workshop stands now, to who leads it and nobody else.

    Raises:
        NotFacilitator: Somebody else leads. Nothing of what they pressed is done then: authors
            may sort their notes, and a late press changes nothing, but neither shows this.
    """
    await check_leads(tx, state, act)
    asking = to_nudge(state, at=tx.now) if state.open else ()
    return view.view(
        state,
        board(state),
        words=desk.words,
        names=await mentions(tx, (*state.people, state.facilitator)),
        to_nudge=asking,
        called={
            person: one.name or "" for person, one in (await people.profiles(tx, asking)).items()
        },
        said=said,
    )
