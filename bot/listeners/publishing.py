"""Publishing: what would change, whose text stays, who shall see it, and the act itself."""

from collections.abc import Mapping
from dataclasses import replace

from bot.desk import Desk
from bot.forms import ConflictForm, WorkshopForm
from bot.listeners.acts import Click, Submission, View
from bot.listeners.facilitate import check_leads, redrawn
from bot.listeners.names import contributors, departments_of, mentions, personas_of
from bot.listeners.places import check_private
from bot.listeners.reply import Reply, show
from bot.listeners.values import one_of
from bot.views import by_stage, changes, conflict
from bot.views import publishing as view
from bot.views.blocks import Block
from bot.views.telling import Telling
from knowledge.identity import PersonId, within
from knowledge.ledger import Transaction
from knowledge.records.diversity import Claim, OneSided, one_sided
from knowledge.records.errors import MergeConflict
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.settling import SIDES, Side, key
from workshops import publishing
from workshops.drafting.sides import taking_part
from workshops.engine.commands import ChooseSides
from workshops.engine.state import Workshop, WorkshopId
from workshops.previewing import Preview, preview
from workshops.publishing import Published
from workshops.renewing import AUDIENCES

SHOWN, SHOWN_OF_OTHERS = 100, 6


async def before_publishing(
    desk: Desk, tx: Transaction, state: Workshop, *, again: bool = False
) -> Block:
    """Return the window before publishing: what was changed twice, else what changes."""
    found = await preview(tx, state)
    current = found.renewed.current
    names = await mentions(tx, [current.person] if current else [])
    person = names.get(current.person, "?") if current else ""
    bodies = [found.record.after, *([current.body] if current else [])]
    known = await personas_of(tx, *bodies, places=within(state.place))
    personas = {**known, **found.newcomers}
    if found.unsettled or (again and found.conflicts):
        telling = Telling(
            desk.prompts, current.body if current else None, found.record.after, personas
        )
        return conflict.modal(state, found, telling=telling, person=person, again=again)
    outcome = _outcome(desk, state, found, person=person, personas=personas)
    outcome = replace(outcome, sides=await _sides_of(desk, tx, state, found))
    return view.what_changes(state, found, outcome, words=desk.words)


async def _sides_of(desk: Desk, tx: Transaction, state: Workshop, found: Preview) -> OneSided:
    """Return from which side alone the whole record comes."""
    after = found.record.after
    if isinstance(after, OneLiner):
        return OneSided()
    departments = await departments_of(
        tx, {*contributors(after), *state.people}, desk.prompts.departments
    )
    claims = [Claim.of(one) for one in after.insights]
    around = taking_part(state, departments)
    return one_sided(claims, departments=departments, around=around)


async def publish(desk: Desk, submission: Submission) -> Reply:
    """Write the record's next version."""
    form, filled = WorkshopForm.read(submission.view.metadata), submission.view
    workshop, audience = form.workshop, one_of(AUDIENCES, filled.choice("audience"))
    await check_private(desk, submission, workshop)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        published = await publishing.publish(
            tx, desk.workshops, workshop, by=person, audience=audience
        )
        also = await _also(desk, tx, published)
        below = await redrawn(desk, tx, published.state, submission)
        said = view.published(published.state, words=desk.words, also=also)
        return replace(show(said), below=below)

    try:
        return await desk.once(submission, act)
    except MergeConflict:
        async with desk.ledger.reading(submission.workspace) as tx:
            state = await desk.workshops.load(tx, workshop)
            return show(await before_publishing(desk, tx, state))


async def settle(desk: Desk, submission: Submission) -> Reply:
    """Keep whose text stays, and go on to what changes."""
    workshop = ConflictForm.read(submission.view.metadata).workshop

    async def act(tx: Transaction, person: PersonId) -> Reply:
        found = await preview(tx, await desk.workshops.load(tx, workshop))
        sides = _sides(submission.view, found)
        command = ChooseSides(workshop=workshop, at=tx.now, by=person, sides=sides)
        handled = await desk.workshops.handle(tx, command)
        return show(await before_publishing(desk, tx, handled.state))

    return await desk.once(submission, act)


async def choose_again(desk: Desk, click: Click) -> Reply:
    """Show again what was changed twice, with what was chosen."""
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, WorkshopId(click.value))
        await check_leads(tx, state, click)
        return Reply(refresh=await before_publishing(desk, tx, state, again=True))


def _outcome(
    desk: Desk, state: Workshop, found: Preview, *, person: str, personas: Mapping[str, str]
) -> view.Outcome:
    record = found.record
    telling = Telling(desk.prompts, record.before, record.after, personas)
    lines = by_stage.told(record.changes, telling)
    return view.Outcome(
        lines=lines[:SHOWN],
        counted=by_stage.counted(record.changes, telling) if lines else "",
        more=len(lines[SHOWN:]),
        newcomers=tuple(found.newcomers.values()),
        meanwhile=_of_others(desk, found, personas),
        person=person,
        parked=sum(note.decision == "park" for note in state.in_order()),
    )


def _of_others(desk: Desk, found: Preview, personas: Mapping[str, str]) -> list[str]:
    base, current = found.renewed.base, found.renewed.current
    if not found.meanwhile or base is None or current is None:
        return []
    telling = Telling(desk.prompts, base.body, current.body, personas)
    return changes.lines(found.meanwhile, telling, most=SHOWN_OF_OTHERS)


def _sides(filled: View, found: Preview) -> dict[str, Side]:
    """Return what was chosen for conflicts that there still are; others are asked anew."""
    chosen = {key(one): filled.choice(f"{conflict.SIDE}{key(one)}") for one in found.conflicts}
    return {name: side for name, said in chosen.items() if (side := one_of(SIDES, said))}


async def _also(desk: Desk, tx: Transaction, published: Published) -> str:
    """Say what of others is in the new version, which its publisher may not have seen yet."""
    if not published.meanwhile:
        return ""
    newest = published.meanwhile[-1]
    names = await mentions(tx, [newest.person])
    person, version = names.get(newest.person, "?"), str(newest.named)
    key = "same" if newest.named == published.versions[-1].named else "meanwhile"
    return desk.words(f"review.published_{key}", person=person, version=version)
