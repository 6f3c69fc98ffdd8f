"""A journey beside the one of its other state: as it is, and as it should be."""

from bot.desk import Desk
from bot.listeners.acts import Click
from bot.listeners.membership import check_inside
from bot.listeners.reply import Reply, turn_to
from bot.listeners.whence import from_here, whence
from bot.views import beside as view
from bot.views.values import parted
from knowledge.identity import Places, within
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.beside import counterpart
from knowledge.records.errors import NoSuchRecord
from knowledge.records.models.journeys import Journey
from knowledge.records.refs import Kind
from knowledge.records.store import Version
from knowledge.records.visible import seen, visible_to


async def look(desk: Desk, click: Click) -> Reply:
    """Show both: a button names one journey, or two versions and a page."""
    await check_inside(desk, click.user)
    first, second, page = parted(click.value, 3)
    place = await whence(desk, click)
    seen_from = within(place)
    async with desk.ledger.reading(click.workspace) as tx:
        one = await _version(tx, first, places=seen_from)
        other = (
            await _version(tx, second, places=seen_from)
            if second
            else await _other(tx, one, places=seen_from)
        )
    if other is None:
        modal = view.alone(one, words=desk.words)
    else:
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 0
        modal = view.modal(*_ordered(one, other), number, prompts=desk.prompts)
    return turn_to(click, from_here(modal, place))


async def _other(tx: Transaction, version: Version, *, places: Places) -> Version | None:
    found = await store.all_current(tx, Kind.JOURNEY)
    return counterpart(version, [one for one in found if visible_to(one, places)])


async def _version(tx: Transaction, text: str, *, places: Places) -> Version:
    version, _ = await seen(tx, text, places=places)
    if not isinstance(version.body, Journey):
        raise NoSuchRecord(version.ref)
    return version


def _ordered(one: Version, other: Version) -> tuple[Version, Version]:
    later = isinstance(one.body, Journey) and one.body.state == "future"
    return (other, one) if later else (one, other)
