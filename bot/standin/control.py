"""The control API: look behind the scenes, and make trouble on purpose."""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.standin import lifecycle, messages, play, rooms
from bot.standin.delivery.outbox import release_held, verify_url
from bot.standin.faults import ApiFault, DeliveryFaults
from bot.standin.genesis import add_person
from bot.standin.seed import SeedPerson
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.surfaces import modal_stack
from bot.standin.world import App, Channel, Person


class ControlError(Exception):
    """The order can't be followed; says why."""


Order = Callable[[Site, Json], Json | Awaitable[Json]]


def routes(site: Site) -> list[Route]:
    """Return the routes below /control/."""

    async def look(request: Request) -> Response:
        sight = _SIGHTS.get(request.path_params["what"])
        if sight is None:
            return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
        return JSONResponse({"ok": True, **sight(site, dict(request.query_params))})

    async def order(request: Request) -> Response:
        return await _follow(site, request)

    return [
        Route("/control/{what}", look, methods=["GET"]),
        Route("/control/{what}", order, methods=["POST"]),
    ]


async def _follow(site: Site, request: Request) -> Response:
    order = _ORDERS.get(request.path_params["what"])
    if order is None:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    try:
        raw = await request.body()
        body = await request.json() if raw else {}
        result: Any = order(site, body)
        done = await result if isinstance(result, Awaitable) else result
        return JSONResponse({"ok": True, **done})
    except (ControlError, ValidationError, ValueError, TypeError) as error:
        shown = {"ok": False, "error": "invalid_order", "message": str(error)}
        return JSONResponse(shown, status_code=400)


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


def reset(site: Site, body: Json) -> Json:
    """Go back to the seed."""
    del body
    play.stop(site)
    site.reset()
    return {}


def fault(site: Site, body: Json) -> Json:
    """Add a rule for Web API calls; `{"clear": true}` removes all rules."""
    if body.get("clear"):
        site.faults.clear()
        return {}
    site.faults.api.append(ApiFault.model_validate(body))
    return {"rules": len(site.faults.api)}


def deliveries(site: Site, body: Json) -> Json:
    """Set how deliveries go wrong; what isn't named goes right again."""
    site.faults.deliveries = DeliveryFaults.model_validate(body)
    if not site.faults.deliveries.shuffle:
        release_held(site)
    return {}


def clock(site: Site, body: Json) -> Json:
    """Move the clock: `offset_s` sets the offset, `advance_s` adds to it."""
    offset = float(body.get("offset_s", site.clock.offset_s))
    site.clock.offset_s = offset + float(body.get("advance_s", 0))
    site.changed()
    return {"offset_s": site.clock.offset_s, "now": site.clock.now()}


async def disconnect(site: Site, body: Json) -> Json:
    """Tell the sockets that they end (reason), and end them unless `close` is false."""
    reason = body.get("reason", "refresh_requested")
    if reason not in ("warning", "refresh_requested", "link_disabled"):
        raise ControlError("reason: warning, refresh_requested or link_disabled")
    told = 0
    for app in _apps(site, body):
        told += await site.sockets.disconnect(
            app.app_id, reason, close=bool(body.get("close", True))
        )
    return {"told": told}


def silence(site: Site, body: Json) -> Json:
    """Let the open sockets say nothing any more, or speak again with `on: false`."""
    silent = bool(body.get("on", True))
    found = [c for app in _apps(site, body) for c in site.sockets.connections(app.app_id)]
    for connection in found:
        connection.silent = silent
    return {"connections": len(found)}


def _apps(site: Site, body: Json) -> list[App]:
    name = body.get("app")
    found = [app for app in site.world.apps.values() if name in (None, app.name, app.app_id)]
    if not found:
        raise ControlError(f"no app {name!r}")
    return found


def _channel(site: Site, body: Json) -> Channel:
    named = str(body.get("channel", "")).removeprefix("#")
    channel = site.world.channels.get(named) or site.world.channel_called(named)
    if channel is None:
        raise ControlError(f"no channel {named!r}")
    return channel


def _person(site: Site, body: Json) -> Person:
    named = str(body.get("person", ""))
    person = site.world.people.get(named) or site.world.person_called(named)
    if person is None:
        raise ControlError(f"no person {named!r}")
    return person


def channel_order(site: Site, body: Json) -> Json:
    """Do something to a channel: archive, unarchive, rename (name), delete, share, private."""
    channel, by = _channel(site, body), site.first_person().id
    what = body.get("do")
    if what in ("archive", "unarchive"):
        rooms.archive(site, channel, by, archived=what == "archive")
    elif what == "rename":
        rooms.rename(site, channel, str(body["name"]))
    elif what == "delete":
        rooms.remove(site, channel, by)
    elif what in ("share", "unshare"):
        channel.shared = what == "share"
        rooms.tell_channel(site, channel)
    elif what in ("private", "public"):
        channel.kind = "private" if what == "private" else "public"
        rooms.tell_channel(site, channel)
    else:
        known = "archive, unarchive, rename, delete, share, unshare, private, public"
        raise ControlError(f"do: {known}")
    return {}


def unfurl(site: Site, body: Json) -> Json:
    """Let Slack unfurl a link of a message: it changes, but nobody has edited it."""
    channel, ts = _channel(site, body), str(body.get("ts"))
    if ts not in channel.messages:
        raise ControlError("no such message")
    preview = {"id": 1, "fallback": "A page", "title": "A page", "from_url": "https://a.example"}
    messages.change(site, channel, ts, {"attachments": [preview]}, None)
    return {}


def member_order(site: Site, body: Json) -> Json:
    """Let somebody (`person` or `app`) join or leave a channel: `do: join|leave`."""
    channel = _channel(site, body)
    user = _apps(site, body)[0].bot_user_id if "app" in body else _person(site, body).id
    do = rooms.join if body.get("do", "join") == "join" else rooms.leave
    return {"changed": do(site, channel, user)}


def person_order(site: Site, body: Json) -> Json:
    """Change a person: deactivated, guest, external, tz, title, real_name."""
    person = _person(site, body)
    for key in ("deactivated", "guest", "external", "tz", "title", "real_name"):
        if key in body:
            setattr(person, key, body[key])
    rooms.change_person(site, person)
    return {}


def newcomer(site: Site, body: Json) -> Json:
    """Take somebody new in: the keys of a person in a seed."""
    seed = SeedPerson.model_validate(body)
    if site.world.person_called(seed.name):
        raise ControlError(f"{seed.name} is here already")
    now = int(site.clock.now())
    person = add_person(site.world, seed, len(site.world.people), now)
    for app in site.world.apps.values():
        rooms.direct(site, app.bot_user_id, person.id)
    rooms.change_person(site, person, joined=True)
    return {"id": person.id}


async def verify(site: Site, body: Json) -> Json:
    """Send url_verification to the app's HTTP address, as Slack does when it is set."""
    return {"verified": [await verify_url(site, app) for app in _apps(site, body)]}


def app_order(site: Site, body: Json) -> Json:
    """Uninstall or reinstall an app: `do: uninstall|reinstall`."""
    for app in _apps(site, body):
        (lifecycle.reinstall if body.get("do") == "reinstall" else lifecycle.uninstall)(site, app)
    return {}


def events_url(site: Site, body: Json) -> Json:
    """Set where events and interactions go over HTTP: `url`, null for nowhere."""
    site.events_url = body.get("url")
    return {}


def limits(site: Site, body: Json) -> Json:
    """Switch Slack's rate limits on or off: `on`."""
    site.rate_limits = bool(body.get("on", True))
    return {}


_SIGHTS = {"state": state, "log": log, "status": status}
_ORDERS: dict[str, Order] = {
    "reset": reset,
    "fault": fault,
    "deliveries": deliveries,
    "clock": clock,
    "disconnect": disconnect,
    "silence": silence,
    "channel": channel_order,
    "member": member_order,
    "unfurl": unfurl,
    "person": person_order,
    "newcomer": newcomer,
    "verify": verify,
    "app": app_order,
    "events_url": events_url,
    "limits": limits,
}
