"""What can be looked at behind the scenes."""

from collections.abc import Callable

from bot.standin.named import channel_named
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.surfaces import modal_stack
from bot.standin.world import Person


def state(site: Site, query: Json) -> Json:
    """Return people, channels with all messages and threads, and everybody's own surfaces."""
    del query
    world = site.world
    return {
        "team": world.team.model_dump(),
        "people": [person.model_dump() for person in world.people.values()],
        "channels": [channel.model_dump() for channel in world.channels.values()],
        "apps": [
            {"name": a.name, "app_id": a.app_id, "bot_user_id": a.bot_user_id,
             "bot_id": a.bot_id, "installed": a.installed,
             "connections": len(site.sockets.connections(a.app_id))}
            for a in world.apps.values()
        ],
        "desks": {p.handle: _desk(site, p) for p in world.humans()},
        "pending": site.pending,
        "clock_offset_s": site.clock.offset_s,
        "now": site.clock.now(),
    }  # fmt: skip


def _desk(site: Site, person: Person) -> Json:
    desk = site.world.desk(person.id)
    homes = {app_id: site.world.views[view_id].view for app_id, view_id in desk.homes.items()}
    return {
        "modals": modal_stack(site, person.id),
        "ephemerals": desk.ephemerals,
        "homes": homes,
        "unread": desk.unread,
    }


def channel_content(site: Site, query: Json) -> Json:
    """Return one channel with its messages: ?channel=<name or id>, or ?ts=<of a message>."""
    if "ts" in query:
        holding = (c for c in site.world.channels.values() if query["ts"] in c.messages)
        found = next(holding, None)
    else:
        found = channel_named(site, query)
    return {"channel": found.model_dump() if found else None}


def log(site: Site, query: Json) -> Json:
    """Return the journal: ?after=<n>&kind=api|event|interaction|response_url&name=<method>."""
    after = int(query.get("after") or 0)
    entries = site.journal.read(after=after, kind=query.get("kind"), name=query.get("name"))
    return {"entries": entries}


def status(site: Site, query: Json) -> Json:
    """Return how busy the stand-in is: deliveries under way, sockets, rules in force."""
    del query
    return {
        "pending": site.pending,
        "connections": {
            app.name: len(site.sockets.connections(app.app_id)) for app in site.world.apps.values()
        },
        "faults": [rule.model_dump() for rule in site.faults.api],
        "deliveries": site.faults.deliveries.model_dump(),
    }


SIGHTS: dict[str, Callable[[Site, Json], Json]] = {
    "state": state,
    "channel": channel_content,
    "log": log,
    "status": status,
}
