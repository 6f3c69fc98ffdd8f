"""What to ask customers: the kit of a record, who asks, and the text to send."""

from datetime import date, timedelta

from bot.desk import Desk
from bot.errors import FormTampered, Refusal
from bot.forms import InterviewForm
from bot.listeners.acts import Act, Click, Command, Submission
from bot.listeners.membership import check_inside
from bot.listeners.names import mentions, personas_of
from bot.listeners.records import at_name
from bot.listeners.reply import Reply, errors, open_above, show, tell
from bot.listeners.whence import places, whence
from bot.views import blocks
from bot.views import interview as view
from bot.views.blocks import Block
from bot.views.interview import Kit
from knowledge.identity import PersonId, Places
from knowledge.interviews import kit as kits
from knowledge.interviews.kit import Question
from knowledge.ledger import Transaction, effects, interviews, people
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Ref, VersionRef
from knowledge.records.store import Version
from knowledge.records.visible import newest_seen, seen
from workshops.engine.deadlines import local_day
from workshops.guard import Guard

FARTHEST = timedelta(days=366)


class NotAskable(Refusal):
    """Only personas and journeys have questions for customers."""


async def kit(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey interview J1` and `/journey interview Petra`."""
    if not text:
        return tell(blocks.line(desk.words("interview.empty")))
    meant = await at_name(desk, command, text)
    return meant if isinstance(meant, Reply) else Reply(modal=await _shown(desk, command, meant))


async def kit_here(desk: Desk, click: Click) -> Reply:
    """Open the kit, for who came by a button."""
    return open_above(click, await _shown(desk, click, click.value))


async def assign_form(desk: Desk, click: Click) -> Reply:
    """Ask who asks about one place, and by when."""
    version, cell = target(click.value)
    place = await whence(desk, click)
    today, seen_from = await today_of(desk, click), await let_in(desk, click)
    async with desk.ledger.reading(click.workspace) as tx:
        base, question = await asked(desk, tx, version, cell, places=seen_from)
        found = await kit_of(desk, tx, base, places=seen_from)
        owner = question.asking.owner if question.asking else None
        user = await people.outsides(tx, [owner]) if owner else {}
    form = view.assign(
        found, question, prompts=desk.prompts, place=place or "", today=today,
        owner=user.get(owner, "") if owner else "",
    )  # fmt: skip
    return Reply(refresh=form)


async def assign(desk: Desk, submission: Submission) -> Reply:
    """Say who asks about a place, and by when; whoever it is by now hears of it once."""
    form, filled = InterviewForm.read(submission.view.metadata), submission.view
    user, seen_from = filled.choice("owner"), await let_in(desk, submission)
    due = day_in(submission, "due")
    refused = _due(desk, due, today=await today_of(desk, submission))
    async with desk.ledger.reading(submission.workspace) as tx:
        base, _ = await asked(desk, tx, form.record, form.cell, places=seen_from)
    refused |= await _owner(desk, user, base)
    if refused or due is None:
        return errors(refused)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        owner, ref = await people.of(tx, user), str(base.ref)
        before = {one.place: one.owner for one in await interviews.about(tx, ref)}
        await interviews.assign(tx, ref, form.cell, owner=owner, due=due, person=person)
        if owner not in (person, before.get(form.cell)):
            args = {"record": ref, "cell": form.cell, "owner": owner, "by": person}
            key = f"interview:{ref}:{form.cell}:{owner}"
            await effects.enqueue(tx, "slack.interview", args, lane=f"person:{user}", coalesce=key)
        return show(await page(desk, tx, base.ref, places=seen_from, place=form.place))

    return await desk.once(submission, act)


async def as_text(desk: Desk, click: Click) -> Reply:
    """Show the questions as a text that can be sent to customers."""
    seen_from, place = await let_in(desk, click), await whence(desk, click)
    async with desk.ledger.reading(click.workspace) as tx:
        version = await newest_seen(tx, Ref.parse(click.value), places=seen_from)
        found = await kit_of(desk, tx, version, places=seen_from)
    guard = Guard(desk.prompts.outside_in)
    modal = view.text(found, prompts=desk.prompts, guard_=guard, place=place or "")
    return Reply(push=modal)


async def _shown(desk: Desk, act: Act, text: str) -> Block:
    seen_from, place = await let_in(desk, act), await whence(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        _, newest = await seen(tx, text, places=seen_from)
        return await page(desk, tx, newest.ref, places=seen_from, place=place or "")


async def page(
    desk: Desk, tx: Transaction, ref: Ref, *, places: Places, place: str, said: str = ""
) -> Block:
    """Return the kit as the record stands now; *said* is what was just saved."""
    version = await newest_seen(tx, ref, places=places)
    found = await kit_of(desk, tx, version, places=places)
    owners = [one.asking.owner for one in found.questions if one.asking]
    names = await mentions(tx, owners)
    return view.modal(found, prompts=desk.prompts, names=names, place=place, said=said)


async def kit_of(desk: Desk, tx: Transaction, version: Version, *, places: Places) -> Kit:
    """Return what is to be asked about a record.

    Raises:
        NotAskable: It is neither a persona nor a journey.
    """
    body = version.body
    if not isinstance(body, Journey | Persona):
        raise NotAskable
    questions = await kits.kit(tx, version, desk.prompts.interview)
    if isinstance(body, Persona):
        names: tuple[str, ...] = (body.name,)
    else:
        names = tuple((await personas_of(tx, body, places=places)).values())
    whom = desk.words("interview.whom", name=names[0]) if names else ""
    return Kit(version, questions, whom or desk.words("interview.whom_customers"), names)


async def let_in(desk: Desk, act: Act) -> Places:
    """Let colleagues pass, and return the places from which they see; Slack may be asked.

    Raises:
        NotAllowedHere, AccessUnknown: Somebody else, or Slack did not say who it is.
    """
    await check_inside(desk, act.user)
    return await places(desk, act)


async def asked(
    desk: Desk, tx: Transaction, at: str, cell: str, *, places: Places
) -> tuple[Version, Question]:
    """Return the version that a form was opened on, and the question about a cell of it.

    Raises:
        FormTampered: There is no such cell.
        NoSuchRecord, NoSuchVersion: It can't be seen from here.
    """
    version, _ = await seen(tx, str(VersionRef.parse(at)), places=places)
    if not isinstance(version.body, Journey | Persona):
        raise NotAskable
    found = await kits.question(tx, version, cell, desk.prompts.interview)
    if found is None:
        raise FormTampered
    return version, found


def target(value: str) -> tuple[str, str]:
    """Read a button's value: the version, and the cell.

    Raises:
        FormTampered: It has another form.
    """
    version, blank, cell = value.partition(" ")
    if not blank or "@" not in version:
        raise FormTampered
    return version, cell


def day_in(submission: Submission, block: str) -> date | None:
    """Return the day that was picked.

    Raises:
        FormTampered: What is there is no day.
    """
    try:
        return submission.view.day(block)
    except ValueError:
        raise FormTampered from None


async def today_of(desk: Desk, act: Act) -> date:
    """Return today where the person lives."""
    return local_day(desk.clock(), (await desk.directory.who(act.user)).tz)


def _due(desk: Desk, due: date | None, *, today: date) -> dict[str, str]:
    if due is None:
        return {"due": desk.words("interview.due_missing")}
    if due < today:
        return {"due": desk.words("interview.due_past")}
    return {"due": desk.words("interview.due_far")} if due > today + FARTHEST else {}


async def _owner(desk: Desk, user: str, version: Version) -> dict[str, str]:
    """Say why somebody can't be asked: it is nobody, not one of us, or may not see the record."""
    if not user:
        return {"owner": desk.words("interview.owner_missing")}
    who = await desk.directory.who(user)
    if not who.inside or who.bot or not who.name:
        return {"owner": desk.words("interview.owner_outside")}
    seen_in = version.visibility
    if seen_in is not None and not await desk.directory.holds(seen_in, user):
        return {"owner": desk.words("interview.owner_unseen")}
    return {}
