"""Opening places: Home, direct conversations, joining, leaving, inviting."""

from bot.standin import rooms, surfaces
from bot.standin.delivery.announce import announce
from bot.standin.people.refusal import Refused, app_by_id, channel_of, joined_channel, need
from bot.standin.shape import Json
from bot.standin.shapes import page_channel
from bot.standin.site import Site
from bot.standin.world import Person


def open_home(site: Site, person: Person, body: Json) -> Json:
    """Open an app's Home or Messages tab; the app hears of it and may publish."""
    app = app_by_id(site, str(need(body, "app_id")))
    tab = "messages" if body.get("tab") == "messages" else "home"
    channel, _ = rooms.direct(site, app.bot_user_id, person.id)
    opened = surfaces.home_of(site, app.app_id, person.id)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": site.clock.ts(),
    }
    if tab == "home" and opened is not None:
        event["view"] = surfaces.with_state(opened)
    announce(site, channel, event, only=app)
    return {"view": surfaces.with_state(opened) if opened else None, "channel": channel.id}


def open_direct(site: Site, person: Person, body: Json) -> Json:
    """Open the direct conversation with another member."""
    other = site.world.people.get(str(need(body, "user")))
    if other is None:
        raise Refused("user_not_found", "There is nobody with this name.")
    channel, _ = rooms.direct(site, person.id, other.id)
    return {"channel": page_channel(site.world, channel, person.id)}


def join(site: Site, person: Person, body: Json) -> Json:
    """Join a public channel."""
    channel = channel_of(site, person, body)
    if channel.kind != "public" or channel.archived:
        raise Refused("cant_join", "This channel can't be joined.")
    rooms.join(site, channel, person.id)
    return {}


def leave(site: Site, person: Person, body: Json) -> Json:
    """Leave a channel."""
    channel = channel_of(site, person, body)
    if channel.kind == "im" or channel.general:
        raise Refused("cant_leave", "This one can't be left.")
    rooms.leave(site, channel, person.id)
    return {}


def invite(site: Site, person: Person, body: Json) -> Json:
    """Bring another member, for example an app's bot, into a channel."""
    channel = joined_channel(site, person, body)
    other = site.world.people.get(str(need(body, "user")))
    if other is None or other.deactivated or channel.kind == "im":
        raise Refused("cant_invite", "They can't be invited here.")
    rooms.join(site, channel, other.id, inviter=person.id)
    return {}


def remove(site: Site, person: Person, body: Json) -> Json:
    """Take another member, for example an app's bot, out of a channel."""
    channel = joined_channel(site, person, body)
    if channel.kind == "im" or channel.general:
        raise Refused("cant_remove", "They can't be removed from here.")
    if not rooms.leave(site, channel, str(need(body, "user"))):
        raise Refused("not_in_channel", "They aren't in this channel.")
    return {}
