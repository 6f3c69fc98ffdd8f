"""bookmarks.*: links above a channel."""

import re

from bot.standin import ids, rooms
from bot.standin.emoji import is_known
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method
from bot.standin.world import Channel

_LINK = re.compile(r"^https?://\S+$")
# https://docs.slack.dev/reference/methods/bookmarks.add: too_many_bookmarks.
MOST = 100


def _place(call: Call) -> Channel:
    channel = call.channel("channel_id")
    if channel.archived or not call.is_member(channel):
        raise ApiError("permission_denied")
    return channel


def _emoji(call: Call) -> str:
    name = call.text("emoji").strip(":")
    if name and not is_known(name):
        raise ApiError("invalid_emoji")
    return f":{name}:" if name else ""


def _link(call: Call) -> str:
    link = call.text("link")
    if not _LINK.match(link):
        raise ApiError("invalid_link")
    return link


def add(call: Call) -> Json:
    """bookmarks.add, links only."""
    channel, title = _place(call), call.need("title")
    if call.need("type") != "link":
        raise ApiError("invalid_bookmark_type")
    if len(channel.bookmarks) >= MOST:
        raise ApiError("too_many_bookmarks")
    bookmark = {
        "id": ids.fresh("Bk"),
        "channel_id": channel.id,
        "title": title,
        "link": _link(call),
        "emoji": _emoji(call),
        "icon_url": "",
        "type": "link",
        "date_created": int(call.site.clock.now()),
        "date_updated": 0,
        "rank": str(len(channel.bookmarks)),
        "last_updated_by_user_id": call.app.bot_user_id,
        "last_updated_by_team_id": call.site.world.team.id,
        "app_id": call.app.app_id,
    }
    channel.bookmarks.append(bookmark)
    rooms.tell_channel(call.site, channel)
    return {"bookmark": bookmark}


def _bookmark(call: Call, channel: Channel) -> Json:
    wanted = call.need("bookmark_id")
    found = next((b for b in channel.bookmarks if b["id"] == wanted), None)
    if found is None:
        raise ApiError("not_found")
    return found


def edit(call: Call) -> Json:
    """bookmarks.edit: what isn't given stays."""
    channel = _place(call)
    bookmark = _bookmark(call, channel)
    changes: Json = {}
    if call.text("title"):
        changes["title"] = call.text("title")
    if "link" in call.args:
        changes["link"] = _link(call)
    if "emoji" in call.args:
        changes["emoji"] = _emoji(call)
    bookmark.update(changes, date_updated=int(call.site.clock.now()))
    bookmark["last_updated_by_user_id"] = call.app.bot_user_id
    rooms.tell_channel(call.site, channel)
    return {"bookmark": bookmark}


def remove(call: Call) -> Json:
    """bookmarks.remove."""
    channel = _place(call)
    channel.bookmarks.remove(_bookmark(call, channel))
    rooms.tell_channel(call.site, channel)
    return {}


def list_all(call: Call) -> Json:
    """bookmarks.list."""
    return {"bookmarks": list(call.joined("channel_id").bookmarks)}


METHODS = {
    "bookmarks.add": Method(add, ("bookmarks:write",), tier=2),
    "bookmarks.edit": Method(edit, ("bookmarks:write",), tier=2),
    "bookmarks.remove": Method(remove, ("bookmarks:write",), tier=2),
    "bookmarks.list": Method(list_all, ("bookmarks:read",), tier=3),
}
