"""Versions of a record: its history, and what differs between two of them."""

from collections.abc import Mapping

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners import restoring
from bot.listeners.acts import Act, Click, Command
from bot.listeners.membership import let_in
from bot.listeners.names import mentions, personas_of
from bot.listeners.naming import Named, named
from bot.listeners.records import at_name, here, library, show_here
from bot.listeners.reply import Reply, open_above, tell
from bot.listeners.whence import from_here, whence
from bot.views import blocks, changes, difference
from bot.views import history as view
from bot.views.blocks import Block
from bot.views.telling import Telling
from bot.views.values import parted
from knowledge.answers import changed
from knowledge.identity import Places
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.errors import NoSuchVersion
from knowledge.records.refs import VersionRef
from knowledge.records.store import Version
from knowledge.records.visible import newest_seen, visible_to

LINES_A_VERSION = 6


async def history(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey history J1` and `/journey history Petra`."""
    if not text:
        return tell(blocks.line(desk.words("record.history_empty")))
    meant = await at_name(desk, command, text)
    return meant if isinstance(meant, Reply) else tell(await _history(desk, command, meant))


async def asked(desk: Desk, act: Act, question: str) -> str:
    """Return the record whose history a question asks for; "" where it asks something else."""
    if not changed.asks(question):
        return ""
    return str(changed.whose(question, await library(desk, act)) or "")


async def history_here(desk: Desk, click: Click) -> Reply:
    """Show a record's history where its button stands."""
    return await here(desk, click, await _history(desk, click, click.value))


async def diff(desk: Desk, command: Command, text: str) -> Reply:
    """Answer `/journey diff J1 2 4`; with one number, against what counts now."""
    if not text:
        return tell(blocks.line(desk.words("versions.diff_empty")))
    return tell(await _difference(desk, command, named(text), whole=False))


async def diff_here(desk: Desk, click: Click) -> Reply:
    """Show all changes between two versions in a window."""
    return open_above(click, await _difference(desk, click, named(click.value), whole=True))


async def pick(desk: Desk, click: Click) -> Reply:
    """Do what the menu beside a version says: open it, compare it, let it count again."""
    what, at = parted(click.value, 2)
    if what == "show":
        return await show_here(desk, _about(click, at))
    if what == "diff":
        return await diff_here(desk, _about(click, at))
    if what == "restore":
        return await restoring.ask(desk, _about(click, at))
    raise FormTampered


def _about(click: Click, at: str) -> Click:
    return Click(**{**vars(click), "value": at})


async def _history(desk: Desk, act: Act, text: str) -> Block:
    seen_from = await let_in(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        return await drawn(desk, tx, text, places=seen_from)


async def drawn(desk: Desk, tx: Transaction, text: str, *, places: Places) -> Block:
    """Return the history of what *text* names, as somebody in *places* sees it."""
    versions = await _seen(tx, named(text), places=places)
    names = await mentions(tx, (one.person for one in versions))
    personas = await personas_of(tx, *(one.body for one in versions), places=places)
    shown = versions[: view.SHOWN_VERSIONS]
    before = [*shown[1:], versions[len(shown)] if len(versions) > len(shown) else None]
    said = [
        (new, _differences(desk, new, old, personas=personas))
        for new, old in zip(shown, before, strict=True)
    ]
    older = len(versions) - len(shown)
    return view.message(said, words=desk.words, names=names, older=older)


async def _seen(tx: Transaction, asked: Named, *, places: Places) -> list[Version]:
    """Return the versions that may be seen here, newest first.

    One that a private channel kept to itself before the record was everybody's stays there.
    """
    newest = await newest_seen(tx, asked.ref, places=places)
    versions = await store.history(tx, newest.ref)
    return [version for version in versions if visible_to(version, places)]


def _differences(
    desk: Desk, new: Version, old: Version | None, *, personas: Mapping[str, str]
) -> list[str]:
    if old is None:
        return [desk.words("history.first")]
    telling = Telling(desk.prompts, old.body, new.body, personas)
    return changes.lines(telling.changes, telling, most=LINES_A_VERSION)


async def _difference(desk: Desk, act: Act, asked: Named, *, whole: bool) -> Block:
    seen_from = await let_in(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        versions = await _seen(tx, asked, places=seen_from)
        before, after = _two(versions, asked)
        names = await mentions(tx, (before.person, after.person))
        personas = await personas_of(tx, before.body, after.body, places=seen_from)
    draw = difference.modal if whole else difference.message
    telling = Telling(desk.prompts, before.body, after.body, personas)
    shown = draw(before, after, telling.changes, telling=telling, names=names)
    return from_here(shown, await whence(desk, act)) if whole else shown


def _two(versions: list[Version], asked: Named) -> tuple[Version, Version]:
    """Return the versions to compare: those named; else the last but one, and the last.

    Raises:
        NoSuchVersion: One of them does not exist, or not here.
    """
    by_number = {version.number: version for version in versions}
    newest = versions[0]
    first, last = [*asked.numbers, *(newest.number,) * 2][:2]
    if not asked.numbers:
        first = versions[min(1, len(versions) - 1)].number
    for number in (first, last):
        if number not in by_number:
            raise NoSuchVersion(VersionRef(asked.ref, number))
    return by_number[first], by_number[last]
