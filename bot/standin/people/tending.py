"""Tending channels: making one, pinning what matters."""

from bot.standin import pins, rooms
from bot.standin.people.refusal import Refused, joined_channel, message_of, need
from bot.standin.shape import Json
from bot.standin.shapes import page_channel
from bot.standin.site import Site
from bot.standin.world import Person


def create(site: Site, person: Person, body: Json) -> Json:
    """Make a channel with oneself in it; `private` hides it from the others."""
    if person.guest or person.external:
        raise Refused("restricted_action", "Guests can't make channels.")
    name = str(need(body, "name")).strip().removeprefix("#")
    if not rooms.NAME.match(name):
        reason = "A name has small letters, digits and hyphens, at most 80, and no spaces."
        raise Refused("invalid_name", reason)
    if site.world.channel_called(name):
        raise Refused("name_taken", f"There is a #{name} already.")
    channel = rooms.create(site, name, person.id, private=bool(body.get("private")))
    return {"channel": page_channel(site.world, channel, person.id)}


def pin(site: Site, person: Person, body: Json) -> Json:
    """Pin a message to its channel, or take the pin away with `on: false`."""
    channel = joined_channel(site, person, body)
    ts = message_of(channel, body)["ts"]
    if body.get("on", True):
        return {"changed": pins.pin(site, channel, ts, person.id)}
    return {"changed": pins.unpin(site, channel, ts)}
