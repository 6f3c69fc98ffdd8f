"""reactions.*, pins.* and bookmarks.*: what hangs on messages and channels."""

import re

from bot.standin import ids, messages, rooms
from bot.standin.emoji import is_known
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.webapi.chat import permalink
from bot.standin.world import Channel

_LINK = re.compile(r"^https?://\S+$")


def _message(call: Call, channel: Channel, name: str = "timestamp") -> Json:
    if not call.text(name):
        raise ApiError("no_item_specified")
    message = channel.messages.get(call.text(name))
    if message is None:
        raise ApiError("message_not_found")
    return message


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not is_known(name):
        raise ApiError("invalid_name")
    return name


def add_reaction(call: Call) -> Json:
    """reactions.add."""
    channel, name = call.open_channel(), _emoji(call)
    message = _message(call, channel)
    if not messages.react(call.site, channel, message["ts"], name, call.app.bot_user_id):
        raise ApiError("already_reacted")
    return {}


def remove_reaction(call: Call) -> Json:
    """reactions.remove."""
    channel, name = call.open_channel(), _emoji(call)
    message = _message(call, channel)
    if not messages.unreact(call.site, channel, message["ts"], name, call.app.bot_user_id):
        raise ApiError("no_reaction")
    return {}


def get_reactions(call: Call) -> Json:
    """reactions.get."""
    channel = call.joined()
    message = _message(call, channel)
    link = permalink(call.site.address, channel, message)
    return {"type": "message", "channel": channel.id, "message": message | {"permalink": link}}


def add_pin(call: Call) -> Json:
    """pins.add."""
    channel = call.open_channel()
    message = _message(call, channel)
    if any(pin["ts"] == message["ts"] for pin in channel.pins):
        raise ApiError("already_pinned")
    pin = {"ts": message["ts"], "created": int(call.site.clock.now()), "by": call.app.bot_user_id}
    channel.pins.append(pin)
    messages.mark(call.site, channel, message["ts"], {"pinned_to": [channel.id]})
    rooms.tell_channel(call.site, channel)
    return {}


def remove_pin(call: Call) -> Json:
    """pins.remove."""
    channel = call.open_channel()
    message = _message(call, channel)
    if all(pin["ts"] != message["ts"] for pin in channel.pins):
        raise ApiError("no_pin")
    channel.pins = [pin for pin in channel.pins if pin["ts"] != message["ts"]]
    messages.mark(call.site, channel, message["ts"], {"pinned_to": None})
    rooms.tell_channel(call.site, channel)
    return {}


def list_pins(call: Call) -> Json:
    """pins.list, newest first."""
    channel = call.joined()
    items = [
        {
            "type": "message",
            "created": pin["created"],
            "created_by": pin["by"],
            "channel": channel.id,
            "message": channel.messages[pin["ts"]],
        }
        for pin in reversed(channel.pins)
    ]
    return {"items": items}


def add_bookmark(call: Call) -> Json:
    """bookmarks.add, links only."""
    channel = call.open_channel("channel_id")
    title, link = call.need("title"), call.text("link")
    if call.need("type") != "link":
        raise ApiError("invalid_bookmark_type")
    if not _LINK.match(link):
        raise refused("invalid_link", ["link must be a web address"])
    now = int(call.site.clock.now())
    bookmark = {
        "id": ids.fresh("Bk"),
        "channel_id": channel.id,
        "title": title,
        "link": link,
        "emoji": call.text("emoji"),
        "icon_url": "",
        "type": "link",
        "date_created": now,
        "date_updated": 0,
        "rank": str(len(channel.bookmarks)),
        "last_updated_by_user_id": call.app.bot_user_id,
        "last_updated_by_team_id": call.site.world.team.id,
        "app_id": call.app.app_id,
    }
    channel.bookmarks.append(bookmark)
    rooms.tell_channel(call.site, channel)
    return {"bookmark": bookmark}


def list_bookmarks(call: Call) -> Json:
    """bookmarks.list."""
    return {"bookmarks": list(call.joined("channel_id").bookmarks)}


METHODS = {
    "reactions.add": Method(add_reaction, ("reactions:write",), tier=3),
    "reactions.remove": Method(remove_reaction, ("reactions:write",), tier=2),
    "reactions.get": Method(get_reactions, ("reactions:read",), tier=3),
    "pins.add": Method(add_pin, ("pins:write",), tier=2),
    "pins.remove": Method(remove_pin, ("pins:write",), tier=2),
    "pins.list": Method(list_pins, ("pins:read",), tier=2),
    "bookmarks.add": Method(add_bookmark, ("bookmarks:write",), tier=2),
    "bookmarks.list": Method(list_bookmarks, ("bookmarks:read",), tier=3),
}
