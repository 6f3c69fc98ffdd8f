"""Stored records and their versions, shown to those who may see them."""

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners.acts import Act, Click, Command
from bot.listeners.membership import check_inside, let_in
from bot.listeners.names import contributors, departments_of, mentions, personas_of
from bot.listeners.naming import lone
from bot.listeners.reply import Reply, open_above, tell, turn_to
from bot.listeners.whence import from_here, whence
from bot.views import blocks, choice, reading
from bot.views import record as view
from bot.views.blocks import Block
from bot.views.frame import Readable
from bot.views.values import parted
from knowledge.answers.called import called
from knowledge.answers.where import journeys_of
from knowledge.identity import PersonId, Places, within
from knowledge.index.library import Library
from knowledge.ledger import Transaction
from knowledge.records import doubts
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.store import Version
from knowledge.records.visible import seen


async def show(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey show P1`, `/journey show P1@2` and `/journey show Petra`."""
    if not text:
        return tell(blocks.line(desk.words("record.empty")))
    meant = await at_name(desk, command, text)
    return meant if isinstance(meant, Reply) else tell(await card(desk, command, meant))


async def at_name(desk: Desk, command: Command, text: str) -> str | Reply:
    """Return the ref that is typed, or that a name means; else the records to choose from.

    Raises:
        NotAllowedHere, AccessUnknown: They are not from inside.
    """
    if lone(text):
        return lone(text)
    seen = await library(desk, command)
    found = called(text, seen)
    if len(found) == 1:
        return str(found[0].ref)
    return tell(choice.card(text, found, tuple(seen.versions.values()), words=desk.words))


async def is_name(desk: Desk, command: Command, text: str) -> bool:
    """Say whether *text* is what people call a record, for whoever asks.

    Raises:
        NotAllowedHere, AccessUnknown: They are not from inside.
    """
    return bool(called(text, await library(desk, command)))


async def library(desk: Desk, act: Act) -> Library:
    """Return what is on record for whoever acts.

    Raises:
        NotAllowedHere, AccessUnknown: They are not from inside.
    """
    seen_from = await let_in(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        return await desk.answers.library(tx, places=seen_from)


async def show_here(desk: Desk, click: Click) -> Reply:
    """Show a record where its button stands."""
    return await here(desk, click, await card(desk, click, click.value))


async def read(desk: Desk, click: Click) -> Reply:
    """Show one page of a record: in a window, or in the one that is open for reading already.

    Raises:
        FormTampered: It has no pages; no button of ours leads there.
    """
    await check_inside(desk, click.user)
    place = await whence(desk, click)
    at, page = parted(click.value, 2)
    seen_from = within(place)
    async with desk.ledger.reading(click.workspace) as tx:
        version, _ = await seen(tx, at, places=seen_from)
        personas = await personas_of(tx, version.body, places=seen_from)
        departments = await departments_of(tx, contributors(version.body), desk.prompts.departments)
    if not isinstance(version.body, Readable):
        raise FormTampered
    where = reading.Page.parse(page)
    drawn = reading.modal(
        version, where, prompts=desk.prompts, personas=personas, departments=departments
    )
    return turn_to(click, from_here(drawn, place))


async def card(desk: Desk, act: Act, text: str) -> Block:
    """Return the card of a record, or of one version of it, for whoever acts.

    Raises:
        BadRef: *text* names nothing.
        NoSuchRecord, NoSuchVersion: It does not exist for this person, here.
        NotAllowedHere, AccessUnknown: They are not from inside.
    """
    seen_from = await let_in(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        return await drawn(desk, tx, text, places=seen_from)


async def drawn(desk: Desk, tx: Transaction, text: str, *, places: Places) -> Block:
    """Return the card of what *text* names, as somebody in *places* sees it."""
    version, newest = await seen(tx, text, places=places)
    names = await mentions(tx, _people(version))
    personas = await personas_of(tx, version.body, places=places)
    doubted = await doubts.about(tx, version.named)
    known = await desk.answers.library(tx, places=places)
    persona = known.persona(version.ref)
    paths = [one.version for one in journeys_of(persona, known)] if persona else []
    notes = [doubt.note or desk.words(f"answer.wrong_{doubt.reason}") for doubt in doubted]
    return view.card(
        version,
        prompts=desk.prompts,
        names=names,
        personas=personas,
        paths=paths,
        doubts=notes,
        newest=newest,
        departments=await departments_of(tx, contributors(version.body), desk.prompts.departments),
    )


def _people(version: Version) -> list[PersonId]:
    heard = [version.body.heard_by] if isinstance(version.body, OneLiner) else []
    return [version.person, *heard]


async def here(desk: Desk, click: Click, shown: Block) -> Reply:
    """Show a message where somebody pressed: beside it, or as a window above theirs."""
    if click.view is None:
        return Reply(whisper=shown)
    title, close = desk.words("home.library"), desk.words("buttons.close")
    modal = blocks.modal("record.card", title, shown["blocks"], close=close)
    return open_above(click, from_here(modal, await whence(desk, click)))
