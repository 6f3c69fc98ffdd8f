"""What a person sees: the whole start state, a channel's history, a thread."""

from itertools import islice

from bot.standin import threads
from bot.standin.canvas import shown
from bot.standin.emoji import characters
from bot.standin.messages import history
from bot.standin.people.refusal import Refused, channel_of
from bot.standin.seed import Welcome
from bot.standin.shape import Json
from bot.standin.shapes import page_channel, page_user
from bot.standin.site import Site
from bot.standin.surfaces import home_of, modal_stack, with_state
from bot.standin.world import App, Person


def bootstrap(site: Site, person: Person) -> Json:
    """Return everything that the page of one person starts with."""
    world = site.world
    seen = [c for c in world.channels.values() if world.sees(person.id, c)]
    return {
        "seq": site.live.stream(person.id).seq,
        "team": world.team.model_dump(),
        "workspaces": [_workspace(each) for each in site.host.sites],
        "me": page_user(world, person),
        "users": {p.id: page_user(world, p) for p in world.people.values()},
        "people": [_address(site, p) for p in world.humans() if not p.deactivated],
        "channels": {c.id: page_channel(world, c, person.id) for c in seen},
        "apps": [_app(site, app, person) for app in world.apps.values() if app.installed],
        "ephemerals": world.desk(person.id).ephemerals,
        "read": world.desk(person.id).read,
        "modals": modal_stack(site, person.id),
        "homes": {app_id: _home(site, app_id, person) for app_id in world.apps},
        "welcome": _welcome(site),
        "scripts": [
            {"name": name, "title": script.title, "seconds": script.seconds}
            for name, script in site.seed.scripts.items()
        ],
        "script": site.playing,
        "emoji": characters(),
        "now": site.clock.now(),
    }


def _address(site: Site, person: Person) -> Json:
    return {
        "id": person.id,
        "handle": site.seat_of(person),
        "name": person.real_name,
        "title": person.title,
        "url": f"{site.url}/p/{site.seat_of(person)}",
    }


def _workspace(site: Site) -> Json:
    first = site.first_person()
    return {"name": site.world.team.name, "url": f"{site.url}/p/{site.seat_of(first)}"}


def _home(site: Site, app_id: str, person: Person) -> Json | None:
    opened = home_of(site, app_id, person.id)
    return with_state(opened) if opened else None


def _app(site: Site, app: App, person: Person) -> Json:
    features, shown = app.manifest.features, app.manifest.display_information
    direct = next(
        c.id
        for c in site.world.channels.values()
        if c.kind == "im" and {app.bot_user_id, person.id} <= set(c.members)
    )
    return {
        "app_id": app.app_id,
        "name": shown.name,
        "description": shown.description,
        "background_color": shown.background_color,
        "bot_user_id": app.bot_user_id,
        "dm": direct,
        "home_enabled": features.app_home.home_tab_enabled,
        "messages_enabled": features.app_home.messages_tab_enabled,
        "commands": [
            command.model_dump(include={"command", "description", "usage_hint", "should_escape"})
            for command in features.slash_commands
        ],
        "shortcuts": [shortcut.model_dump() for shortcut in features.shortcuts],
    }


def _welcome(site: Site) -> Json | None:
    welcome: Welcome | None = site.seed.welcome
    if welcome is None:
        return None
    channel = site.world.channel_called(welcome.channel or "")
    shown = welcome.model_dump(exclude_none=True)
    return shown | {"channel": channel.id if channel else None}


def pinned(site: Site, person: Person, query: Json) -> Json:
    """Return what is pinned to a channel, the newest pin first."""
    channel = channel_of(site, person, query)
    kept = [channel.messages[pin["ts"]] for pin in reversed(channel.pins)]
    return {"messages": kept}


def channel_history(site: Site, person: Person, query: Json) -> Json:
    """Return a channel's latest messages before a moment, oldest first."""
    channel = channel_of(site, person, query)
    before, limit = float(query.get("before") or "inf"), int(query.get("limit") or 50)
    older = (message for message in history(channel) if float(message["ts"]) < before)
    found = list(islice(older, limit + 1))
    return {"messages": found[:limit][::-1], "has_more": len(found) > limit}


def thread(site: Site, person: Person, query: Json) -> Json:
    """Return a thread: its root and the replies, oldest first."""
    channel = channel_of(site, person, query)
    found = threads.conversation_of(channel, str(query.get("ts")))
    if not found:
        raise Refused("thread_not_found", "This thread is gone.")
    return {"messages": found}


def canvas(site: Site, person: Person, query: Json) -> Json:
    """Return a canvas of a channel that the person sees: ?id=<canvas>."""
    found = site.world.canvases.get(str(query.get("id")))
    channel = site.world.channels.get(found.channel or "") if found else None
    if found is None or channel is None or not site.world.sees(person.id, channel):
        raise Refused("canvas_not_found", "There is no such canvas.")
    return {"canvas": shown(found)}


def own_surfaces(site: Site, person: Person) -> Json:
    """Return what only this person sees: modals, ephemerals, Homes."""
    return {
        "modals": modal_stack(site, person.id),
        "ephemerals": site.world.desk(person.id).ephemerals,
        "homes": {app_id: _home(site, app_id, person) for app_id in site.world.apps},
        "notices": site.notices.get(person.id, []),
    }
