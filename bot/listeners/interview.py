"""What to ask customers: the kit of a record, who asks, and the text to send."""

from datetime import date, timedelta

from bot.desk import Desk
from bot.forms import InterviewForm
from bot.listeners.acts import Act, Click, Command, Submission
from bot.listeners.kit import asked, day_in, kit_of, page, target, today_of
from bot.listeners.membership import let_in
from bot.listeners.records import at_name
from bot.listeners.reply import Reply, errors, open_above, show, tell
from bot.listeners.whence import whence
from bot.views import blocks
from bot.views import interview as view
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, effects, interviews, people
from knowledge.records.refs import Ref
from knowledge.records.store import Version
from knowledge.records.visible import newest_seen, seen
from workshops.guard import Guard

FARTHEST = timedelta(days=366)


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
