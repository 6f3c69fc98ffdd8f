"""What can be ordered: faults, the clock, channels and people that change."""

from collections.abc import Awaitable, Callable

from bot.standin import lifecycle, messages, play, rooms
from bot.standin.delivery.outbox import release_held, verify_url
from bot.standin.faults import ApiFault, DeliveryFaults
from bot.standin.genesis import add_person
from bot.standin.named import ControlError, apps_named, channel_named, person_named
from bot.standin.seed import SeedPerson
from bot.standin.shape import Json
from bot.standin.site import Site

Order = Callable[[Site, Json], Json | Awaitable[Json]]


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
    for app in apps_named(site, body):
        told += await site.sockets.disconnect(
            app.app_id, reason, close=bool(body.get("close", True))
        )
    return {"told": told}


def silence(site: Site, body: Json) -> Json:
    """Let the open sockets say nothing any more, or speak again with `on: false`."""
    silent = bool(body.get("on", True))
    found = [c for app in apps_named(site, body) for c in site.sockets.connections(app.app_id)]
    for connection in found:
        connection.silent = silent
    return {"connections": len(found)}


def channel_order(site: Site, body: Json) -> Json:
    """Do something to a channel: archive, unarchive, rename (name), delete, share, private."""
    channel, by = channel_named(site, body), site.first_person().id
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
    channel, ts = channel_named(site, body), str(body.get("ts"))
    if ts not in channel.messages:
        raise ControlError("no such message")
    preview = {"id": 1, "fallback": "A page", "title": "A page", "from_url": "https://a.example"}
    messages.change(site, channel, ts, {"attachments": [preview]}, None)
    return {}


def member_order(site: Site, body: Json) -> Json:
    """Let somebody (`person` or `app`) join or leave a channel: `do: join|leave`."""
    channel = channel_named(site, body)
    user = apps_named(site, body)[0].bot_user_id if "app" in body else person_named(site, body).id
    do = rooms.join if body.get("do", "join") == "join" else rooms.leave
    return {"changed": do(site, channel, user)}


def person_order(site: Site, body: Json) -> Json:
    """Change a person: deactivated, guest, external, tz, title, real_name."""
    person = person_named(site, body)
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
    return {"verified": [await verify_url(site, app) for app in apps_named(site, body)]}


def app_order(site: Site, body: Json) -> Json:
    """Uninstall or reinstall an app: `do: uninstall|reinstall`."""
    for app in apps_named(site, body):
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


ORDERS: dict[str, Order] = {
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
