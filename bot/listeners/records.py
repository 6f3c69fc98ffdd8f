"""Stored records: shown, and how they changed."""

from collections.abc import Mapping

from bot.desk import Desk
from bot.listeners.acts import Act, Click, Command
from bot.listeners.answers import check_inside
from bot.listeners.names import mentions, personas_of
from bot.listeners.reply import Reply, tell
from bot.views import blocks, changes, reading
from bot.views import record as view
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from knowledge.records import doubts, store
from knowledge.records.diff import changes as compare
from knowledge.records.errors import NoSuchRecord
from knowledge.records.models import OneLiner
from knowledge.records.refs import Ref, VersionRef
from knowledge.records.store import Version
from knowledge.records.visible import visible_to


async def show(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey show P1` and `/journey show P1@2`."""
    if not text:
        return _say(desk, "record.empty")
    return tell(await _card(desk, command, text))


async def history(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey history J1`."""
    if not text:
        return _say(desk, "record.history_empty")
    return tell(await _history(desk, command, text))


async def show_here(desk: Desk, click: Click) -> Reply:
    """Show a record where its button stands."""
    return _here(desk, click, await _card(desk, click, click.value))


async def history_here(desk: Desk, click: Click) -> Reply:
    """Show a record's history where its button stands."""
    return _here(desk, click, await _history(desk, click, click.value))


async def read(desk: Desk, click: Click) -> Reply:
    """Show one page of a record: in a window, or in the one that is open for reading already."""
    await check_inside(desk, click.user)
    at, _, page = click.value.partition(" ")
    async with desk.ledger.reading(click.workspace) as tx:
        version = await _version(tx, click, at)
        personas = await personas_of(tx, version.body)
    where = reading.Page.parse(page)
    modal = reading.modal(version, where, prompts=desk.prompts, personas=personas)
    if click.view is not None and click.view.callback == reading.READ:
        return Reply(refresh=modal)
    in_modal = click.view is not None and bool(click.view.callback)
    return Reply(push=modal) if in_modal else Reply(modal=modal)


async def _card(desk: Desk, act: Act, text: str) -> Block:
    await check_inside(desk, act.user)
    async with desk.ledger.reading(act.workspace) as tx:
        version = await _version(tx, act, text)
        names = await mentions(tx, _people(version))
        personas = await personas_of(tx, version.body)
        doubted = await doubts.about(tx, version.named)
    notes = [doubt.note or desk.words(f"answer.wrong_{doubt.reason}") for doubt in doubted]
    return view.card(version, prompts=desk.prompts, names=names, personas=personas, doubts=notes)


async def _history(desk: Desk, act: Act, text: str) -> Block:
    await check_inside(desk, act.user)
    async with desk.ledger.reading(act.workspace) as tx:
        version = await _version(tx, act, text)
        versions = await store.history(tx, version.ref)
        names = await mentions(tx, (one.person for one in versions))
        personas = await personas_of(tx, *(one.body for one in versions))
    shown = versions[: changes.SHOWN_VERSIONS]
    older = [*shown[1:], versions[len(shown)] if len(versions) > len(shown) else None]
    said = [
        (new, _differences(desk, new, old, personas=personas))
        for new, old in zip(shown, older, strict=True)
    ]
    return changes.history(said, words=desk.words, names=names)


def _differences(
    desk: Desk, new: Version, old: Version | None, *, personas: Mapping[str, str]
) -> list[str]:
    if old is None:
        return [desk.words("history.first")]
    found = compare(old.body, new.body, lanes=list(desk.prompts.lanes))
    return changes.lines(
        found, prompts=desk.prompts, after=new.body, before=old.body, personas=personas, most=6
    )


async def _version(tx: Transaction, act: Act, text: str) -> Version:
    if "@" in text:
        version = await store.version(tx, VersionRef.parse(text))
    else:
        version = await store.current(tx, Ref.parse(text))
    places = frozenset({act.place}) if act.place else frozenset()
    if not visible_to(version, places):
        raise NoSuchRecord(version.ref)
    return version


def _people(version: Version) -> list[PersonId]:
    heard = [version.body.heard_by] if isinstance(version.body, OneLiner) else []
    return [version.person, *heard]


def _here(desk: Desk, click: Click, card: Block) -> Reply:
    if click.view is None:
        return Reply(whisper=card)
    title, close = desk.words("home.library"), desk.words("buttons.close")
    modal = blocks.modal("record.card", title, card["blocks"], close=close)
    return Reply(push=modal) if click.view.callback else Reply(modal=modal)


def _say(desk: Desk, key: str) -> Reply:
    words = desk.words(key)
    return tell(blocks.message(words, [blocks.section(words)]))
