"""Starting a workshop: the window, its choices, and the first event."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from bot.desk import Desk
from bot.errors import FormTampered, MembersUnknown
from bot.forms import StartForm
from bot.listeners import wished
from bot.listeners.acts import Act, Click, Command, Search, Submission, is_direct
from bot.listeners.candidates import (
    candidate,
    candidates,
    visible_journeys,
)
from bot.listeners.membership import check_inside, check_open, opens, why_closed
from bot.listeners.places import note_place
from bot.listeners.reply import Reply, close_all, errors, open_above, tell
from bot.listeners.running import running, running_in
from bot.listeners.whence import whence
from bot.views import blocks, stakeholders, whose
from bot.views import help as help_view
from bot.views import start as view
from bot.views.blocks import Block
from bot.views.whose import Candidate
from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction
from knowledge.ledger import workshops as rows
from prompts.departments import department_of
from prompts.loader import Prompts
from prompts.models import Agenda, Makes
from workshops import own, reactions, starting
from workshops.engine.events import Whose
from workshops.errors import SubjectMissing

DEFAULT_AGENDA = "journey-quick"
OF_KIND: Mapping[Whose, str] = {"persona": "persona", "prospect": "persona", "segment": "segment"}
"""The agenda for who comes from such a record."""
ORDER: tuple[Makes, ...] = ("journey", "persona", "scenario", "segment")


async def begin(desk: Desk, command: Command, _: str) -> Reply:
    """Open the window for `/journey start`; in a conversation between two it is a rehearsal."""
    if command.channel is None:
        return await rehearse(desk, command, "")
    await check_inside(desk, command.user)
    beside = await _beside(desk, command)
    if beside is not None:
        return tell(beside)
    return Reply(modal=await _window(desk, command, command.channel))


async def _beside(desk: Desk, act: Act) -> Block | None:
    """Say at once that another workshop is going on, not at the end of a long form."""
    found = await running(desk, act)
    return help_view.going_on(*found, words=desk.words) if found else None


async def rehearse(desk: Desk, command: Command, _: str) -> Reply:
    """Open the window for a rehearsal, which takes place in the person's messages with the bot."""
    await check_inside(desk, command.user)
    place = await desk.directory.direct(command.user)
    if place is None:
        return tell(blocks.line(desk.words("start.no_direct")))
    return Reply(modal=await _window(desk, command, place))


async def from_button(desk: Desk, click: Click) -> Reply:
    """Open the window for a button; it may name a record to renew."""
    await check_inside(desk, click.user)
    beside = await _beside(desk, click) if click.channel and not click.view else None
    if beside is not None:
        return Reply(whisper=beside)
    seen_from = await whence(desk, click)
    subject = await candidate(desk, click, click.value, seen_from) if click.value else None
    agenda = _agenda_for(subject, click.value)
    offered = None if click.channel or is_direct(seen_from) else seen_from
    modal = await _window(
        desk, click, click.channel, picked=offered, agenda=agenda, subject=subject
    )
    return open_above(click, modal)


def _agenda_for(subject: Candidate | None, ref: str) -> str:
    if subject and ref == subject.ref:
        return OF_KIND.get(subject.kind, DEFAULT_AGENDA)
    return "scenario" if subject and ref in subject.scenarios else DEFAULT_AGENDA


async def choose_agenda(desk: Desk, click: Click) -> Reply:
    """Ask what the chosen agenda needs; what is filled in already stays."""
    form = StartForm.read(click.window.metadata)
    place = await _place(desk, click, form)
    picked = PlaceId(form.picked) if form.picked else None
    return Reply(refresh=await _window(desk, click, place, picked=picked, agenda=click.value))


async def choose_place(desk: Desk, click: Click) -> Reply:
    """Ask who takes part there, and say at once if another workshop goes on in that channel."""
    form = StartForm.read(click.window.metadata)
    picked = PlaceId(click.value)
    return Reply(refresh=await _window(desk, click, None, picked=picked, agenda=form.agenda))


async def subjects(desk: Desk, search: Search) -> list[Block]:
    """Give the personas, segments and journeys that match what is typed."""
    form = StartForm.read(search.window.metadata)
    place = await _place(desk, search, form)
    agenda = wished.chosen((await _prompts(desk, search, place)).agendas, form.agenda)
    found = await candidates(desk, search, place)
    return whose.options(desk.words, search.query, found, agenda=agenda)


async def departments(desk: Desk, search: Search) -> list[Block]:
    """Give the departments that match what is typed, or a new one by that name."""
    return stakeholders.options(desk.words, search.query, desk.prompts.departments)


async def submit(desk: Desk, submission: Submission) -> Reply:
    """Start the workshop; its board is posted as soon as this is committed."""
    await check_inside(desk, submission.user)
    form, filled = StartForm.read(submission.view.metadata), submission.view
    people = view.people_block(form.picked)
    place = await _place(desk, submission, form) or PlaceId(filled.choice("place"))
    if not form.place and (why := await why_closed(desk, submission, place)):
        return errors({"place": why})
    prompts = await _prompts(desk, submission, place)
    agenda = wished.chosen(prompts.agendas, filled.choice("agenda"))
    model, taken = await wished.stages(desk, submission, prompts, agenda, place=place)
    if missing := await wished.missing(desk, filled, agenda, place=place, alone=form.rehearsal):
        return errors(missing)
    known, who = await desk.directory.place(place), await desk.directory.who(submission.user)
    if form.rehearsal and not known.direct:
        raise FormTampered

    async def start(tx: Transaction, person: PersonId) -> Reply:
        wish = wished.wish(desk, form, filled, agenda, tz=who.tz)(
            workshop=desk.new_id("w"),
            place=place,
            visibility=place if known.private else None,
            by=person,
            at=tx.now,
            model=model,
            people=await wished.people_of(tx, filled.users(people), person),
            **taken,
        )
        await starting.start(tx, desk.workshops, wish, prompts=desk.prompts)
        if known.known and known.outside:
            await note_place(desk, tx, await rows.get(tx, wish.workshop), "shared")
        return close_all()

    try:
        return await desk.once(submission, start)
    except SubjectMissing:
        return errors({view.subject_block(agenda): desk.words("start.subject_missing")})


async def _place(desk: Desk, act: Act, form: StartForm) -> PlaceId | None:
    """Return where the window was opened, to who still may be there; None for nowhere.

    Where Slack doesn't say who is there, the window counts: it was opened there, and Slack keeps
    what it carries. We may not be in that private channel yet, and then ask to be invited.

    Raises:
        NotInPlace: They are not there any more.
    """
    if not form.place:
        return None
    with suppress(MembersUnknown):
        await check_open(desk, act, PlaceId(form.place))
    return PlaceId(form.place)


async def post_board(desk: Desk, click: Click) -> Reply:
    """Try again to post a board that could not be posted."""

    async def enqueue(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, click.value)
        await reactions.enqueue_board(tx, state)
        return Reply(replace=blocks.line(desk.words("start.trying")))

    return await desk.once(click, enqueue)


async def _window(
    desk: Desk,
    act: Act,
    place: PlaceId | None,
    *,
    picked: PlaceId | None = None,
    agenda: str = DEFAULT_AGENDA,
    subject: Candidate | None = None,
) -> Block:
    where = await _where(desk, act, place, picked)
    around = where.place or where.picked
    found = await desk.directory.members(around, most=view.MOST_PEOPLE) if around else ()
    members = [user for user in found if user != desk.bot_user]
    if act.user not in members:
        members.insert(0, act.user)
    who = await asyncio.gather(*(desk.directory.who(user) for user in members[:20]))
    bots = {user for user, one in zip(members, who, strict=False) if one.bot}
    prompts = await _prompts(desk, act, place)
    agendas = prompts.agendas
    wished.chosen(agendas, agenda)
    known = (department_of(one.title, prompts.departments) for one in who if not one.bot)
    return view.modal(
        prompts,
        where=where,
        people=[user for user in members if user not in bots],
        agendas=dict(sorted(agendas.items(), key=_easiest_first)),
        agenda=agenda,
        subject=subject,
        departments=[name for name in known if name],
        rehearsal=is_direct(place),
        paths=await visible_journeys(desk, act, place),
    )


async def _where(desk: Desk, act: Act, place: PlaceId | None, picked: PlaceId | None) -> view.Where:
    """Return where the workshop will be; of what was picked only who may open it is told."""
    if place or not picked or not await opens(desk, act.user, picked):
        return view.Where(place=place)
    if (await desk.directory.place(picked)).outside:
        return view.Where()
    found = await running_in(desk, act, picked)
    going_on = help_view.taken(*found, words=desk.words) if found else ()
    return view.Where(picked=picked, going_on=going_on)


async def _prompts(desk: Desk, act: Act, place: PlaceId | None) -> Prompts:
    async with desk.ledger.reading(act.workspace) as tx:
        return await own.prompts_in(tx, place, desk.prompts)


def _easiest_first(item: tuple[str, Agenda]) -> tuple[int, bool, int]:
    agenda = item[1]
    return ORDER.index(agenda.makes), agenda.renews, agenda.minutes
