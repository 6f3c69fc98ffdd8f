"""Letting an earlier version of a record count again: as a new version, asked first, undoable."""

from bot.desk import Desk
from bot.errors import FormTampered, Refusal
from bot.forms import RestoreForm
from bot.listeners.acts import Act, Click, Command, Submission
from bot.listeners.membership import let_in
from bot.listeners.names import mentions, personas_of
from bot.listeners.naming import named
from bot.listeners.reply import Reply, open_above, show, tell
from bot.listeners.values import number_of
from bot.listeners.whence import places, whence
from bot.views import blocks, changes
from bot.views import restoring as view
from bot.views.blocks import Block
from bot.views.telling import Telling
from bot.views.values import parted
from knowledge.identity import PersonId, within
from knowledge.index import announcing
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.errors import NoSuchRecord, StaleBase
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.store import Version
from knowledge.records.visible import seen, visible_to

REASON = "restored"
SHOWN = 20


class NotRestorable(Refusal):
    """A one-liner was to be restored; whoever saved it takes it back or keeps it."""


async def restore(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey restore J1 2`: say what would change, and ask."""
    asked = named(text) if text else None
    if asked is None or len(asked.numbers) != 1:
        return tell(blocks.line(desk.words("versions.restore_empty")))
    old, newest = await _both(desk, command, f"{asked.ref}@{asked.numbers[0]}")
    if old.body == newest.body:
        said = desk.words("versions.restore_nothing", version=str(old.named))
        return tell(blocks.line(said))
    return Reply(modal=await _confirm(desk, command, old, newest))


async def ask(desk: Desk, click: Click) -> Reply:
    """Say what would change, and ask, for who came by a button."""
    old, newest = await _both(desk, click, click.value)
    return open_above(click, await _confirm(desk, click, old, newest))


async def confirmed(desk: Desk, submission: Submission) -> Reply:
    """Restore; if something was published since it was asked, ask anew."""
    form = RestoreForm.read(submission.view.metadata)
    old, newest = await _both(desk, submission, form.version)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        made = await _publish(tx, old, base=form.seen, person=person)
        return show(view.restored(made, old, before=newest, words=desk.words, place=form.place))

    try:
        return await desk.once(submission, act)
    except StaleBase as stale:
        if not visible_to(stale.current, await places(desk, submission)):
            raise NoSuchRecord(old.ref) from None
        async with desk.ledger.reading(submission.workspace) as tx:
            names = await mentions(tx, [stale.current.person])
        person = names.get(stale.current.person, "?")
        return show(await _confirm(desk, submission, old, stale.current, person=person))


async def undo(desk: Desk, click: Click) -> Reply:
    """Take a restored version back, unless somebody has built on it."""
    at, number = parted(click.value, 2)
    if click.view is None:
        raise FormTampered
    base = number_of(number)
    old, _ = await _both(desk, click, at)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        made = await _publish(tx, old, base=base, person=person)
        return Reply(refresh=view.undone(made, old, words=desk.words))

    try:
        return await desk.once(click, act)
    except StaleBase as stale:
        return Reply(refresh=view.too_late(stale.current, words=desk.words))


async def _both(desk: Desk, act: Act, at: str) -> tuple[Version, Version]:
    """Return the version named and the newest one, for who may see both."""
    seen_from = await let_in(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        old, newest = await seen(tx, at, places=seen_from)
    if isinstance(old.body, OneLiner):
        raise NotRestorable
    return old, newest


async def _publish(tx: Transaction, old: Version, *, base: int, person: PersonId) -> Version:
    made = await store.publish(
        tx,
        old.ref,
        old.body,
        person=person,
        reason=REASON,
        base=base,
        language=old.language,
        merge=False,
    )
    await announcing.enqueue(tx)
    return made


async def _confirm(
    desk: Desk, act: Act, old: Version, newest: Version, *, person: str = ""
) -> Block:
    place = await whence(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        personas = await personas_of(tx, newest.body, old.body, places=within(place))
    telling = Telling(desk.prompts, newest.body, old.body, personas)
    lines = changes.lines(telling.changes, telling, most=SHOWN)
    return view.confirm(old, newest, lines, words=desk.words, person=person, place=place or "")
