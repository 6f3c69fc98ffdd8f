"""What can be looked at behind the scenes."""

from pydantic import Field

from bot.standin.control.curl import curl_of
from bot.standin.control.named import ControlError, InWorkspace, channel_named
from bot.standin.control.order import Sight
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.surfaces import modal_stack
from bot.standin.world import Person


class ChannelQuery(InWorkspace):
    """Which channel."""

    channel: str | None = Field(default=None, description="Name or id.")
    ts: str | None = Field(default=None, description="The channel that holds this message.")


class LogQuery(InWorkspace):
    """Which entries of the journal."""

    after: int = Field(default=0, description="Only entries with a greater `n`.")
    kind: str | None = Field(
        default=None, description="api, event, interaction, response_url or refused."
    )
    name: str | None = Field(default=None, description="Method, event type, command, ...")
    app: str | None = Field(default=None, description="Name of an app.")
    verdict: str | None = Field(default=None, description="ok, taken, an error, ...")


class EntryQuery(InWorkspace):
    """Which entry of the journal."""

    n: int


def state(site: Site, query: InWorkspace) -> Json:
    """Return people, channels with all messages and threads, and everybody's own surfaces."""
    del query
    world = site.world
    return {
        "team": world.team.model_dump(),
        "people": [person.model_dump() for person in world.people.values()],
        "channels": [channel.model_dump() for channel in world.channels.values()],
        "apps": [
            {"name": a.name, "app_id": a.app_id, "bot_user_id": a.bot_user_id,
             "bot_id": a.bot_id, "bot_token": a.bot_token, "installed": a.installed,
             "scopes": sorted(a.scopes),
             "connections": len(site.host.sockets.connections(a.app_id))}
            for a in world.apps.values()
        ],
        "files": [file.model_dump() for file in world.files.values()],
        "canvases": [canvas.model_dump() for canvas in world.canvases.values()],
        "desks": {p.handle: _desk(site, p) for p in world.humans()},
        "workspaces": [each.world.team.model_dump() for each in site.host.sites],
        "pending": site.host.pending,
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


def channel_content(site: Site, query: ChannelQuery) -> Json:
    """Return one channel with all its messages; null if there is none with that `ts`."""
    if query.ts is not None:
        holding = (c for c in site.world.channels.values() if query.ts in c.messages)
        found = next(holding, None)
        return {"channel": found.model_dump() if found else None}
    elsewhere = site.host.holding(query.channel or "")
    channel = elsewhere[1] if elsewhere else channel_named(site, query.channel or "")
    return {"channel": channel.model_dump()}


def log(site: Site, query: LogQuery) -> Json:
    """Return the latest 2,000 calls and deliveries, or those of them that are asked for."""
    wanted = query.model_dump(exclude={"after", "workspace"})
    team = site.world.team.id if query.workspace else None
    return {"entries": site.journal.read(after=query.after, team=team, **wanted)}


def curl(site: Site, query: EntryQuery) -> Json:
    """Return a call or delivery as a curl command; null where nothing can be done again."""
    entry = site.journal.entry(query.n)
    if entry is None:
        raise ControlError(f"no entry {query.n}")
    return {"curl": curl_of(site.host, entry)}


def status(site: Site, query: InWorkspace) -> Json:
    """Return how busy the stand-in is: deliveries under way, sockets, rules in force."""
    del query
    host = site.host
    return {
        "pending": host.pending,
        "connections": {
            app.name: len(host.sockets.connections(app.app_id)) for app in site.world.apps.values()
        },
        "faults": [rule.model_dump() for rule in host.faults.api],
        "deliveries": host.faults.deliveries.model_dump(),
        "rate_limits": host.rate_limits,
        "events_per_hour": host.quota.per_hour,
        "clock_offset_s": host.clock.offset_s,
        "now": host.clock.now(),
        "installed": {app.name: app.installed for app in site.world.apps.values()},
        "silent": [
            app.name
            for app in site.world.apps.values()
            if any(c.wire.silent for c in host.sockets.connections(app.app_id))
        ],
    }


SIGHTS = {
    "state": Sight(InWorkspace, state),
    "channel": Sight(ChannelQuery, channel_content),
    "log": Sight(LogQuery, log),
    "curl": Sight(EntryQuery, curl),
    "status": Sight(InWorkspace, status),
}
