"""Deliveries that are sent once more, just as they were."""

from pydantic import Field

from bot.standin.control.named import ControlError, InWorkspace
from bot.standin.control.order import Order
from bot.standin.delivery.asking import ask
from bot.standin.delivery.outbox import send_again
from bot.standin.journal import Entry
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App


class AgainOrder(InWorkspace):
    """Which delivery."""

    n: int = Field(description="The `n` of an event or interaction in the journal.")


async def again(site: Site, order: AgainOrder) -> Json:
    """Send an event or interaction once more: same ids, same content, as when it came twice."""
    entry = site.journal.entry(order.n)
    if entry is None or entry.kind not in ("event", "interaction"):
        raise ControlError(f"no event or interaction {order.n}")
    where, app = _receiver(site, entry)
    if entry.kind == "event":
        send_again(where, app, entry.request)
    else:
        kind = "slash_commands" if "command" in entry.request else "interactive"
        await ask(where, app, kind, entry.request)
    return {}


def _receiver(site: Site, entry: Entry) -> tuple[Site, App]:
    where = site.host.site_named(entry.team) or site
    for app in where.world.apps.values():
        if app.name == entry.app:
            return where, app
    raise ControlError(f"no app {entry.app!r} any more")


ORDERS = {"again": Order(AgainOrder, again)}
