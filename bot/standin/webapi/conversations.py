"""conversations.*: channels and who is in them."""

import re

from bot.standin import threads
from bot.standin.messages import history as channel_history
from bot.standin.shape import Json
from bot.standin.shapes import channel_object
from bot.standin.webapi.call import ApiError, Call, Method, refused, shown
from bot.standin.webapi.paging import page
from bot.standin.world import Channel

_TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_SCOPES = {
    "public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read",
    "mpim": "mpim:read",
}  # fmt: skip


def list_all(call: Call) -> Json:
    """conversations.list."""
    kinds = _kinds(call)
    seen = [c for c in call.site.world.channels.values() if c.kind in kinds]
    visible = [c for c in seen if c.kind == "public" or call.is_member(c)]
    if call.flag("exclude_archived"):
        visible = [c for c in visible if not c.archived]
    return _channels(call, visible)


def _kinds(call: Call) -> set[str]:
    wanted = call.names("types") or ["public_channel"]
    if unknown := [name for name in wanted if name not in _TYPES]:
        raise refused("invalid_types", [f"unknown type: {unknown[0]}"])
    for name in wanted:
        call.require(_SCOPES[name])
    return {_TYPES[name] for name in wanted}


def _channels(call: Call, channels: list[Channel]) -> Json:
    shown, following = page(call, channels, default=100, most=1000)
    viewer = call.app.bot_user_id
    listed = [channel_object(call.site.world, c, viewer) for c in shown]
    for entry, channel in zip(listed, shown, strict=True):
        if channel.kind != "im":
            entry["num_members"] = len(channel.members)
    return {"channels": listed, "response_metadata": {"next_cursor": following}}


def of_user(call: Call) -> Json:
    """users.conversations."""
    kinds = _kinds(call)
    user = call.user(call.text("user") or call.app.bot_user_id).id
    theirs = [c for c in call.site.world.channels.values() if c.kind in kinds]
    shared = [c for c in theirs if user in c.members and (c.kind == "public" or call.is_member(c))]
    if call.flag("exclude_archived"):
        shared = [c for c in shared if not c.archived]
    result = _channels(call, shared)
    for entry in result["channels"]:
        entry.pop("is_member", None)
        entry.pop("num_members", None)
    return result


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    call.by_kind(channel, "read")
    result = shown(call, channel)
    if channel.kind != "im" and call.flag("include_num_members"):
        result["channel"]["num_members"] = len(channel.members)
    return result


def history(call: Call) -> Json:
    """conversations.history, newest first."""
    channel = call.joined()
    call.by_kind(channel, "history")
    chosen = _between(call, list(channel_history(channel)))
    shown, following = page(call, chosen, default=100, most=999)
    result = {
        "messages": [_message(call, m) for m in shown],
        "has_more": bool(following),
        "pin_count": len(channel.pins),
    }
    return result | ({"response_metadata": {"next_cursor": following}} if following else {})


def _between(call: Call, found: list[Json]) -> list[Json]:
    oldest, latest = call.text("oldest", "0"), call.text("latest") or "9999999999"
    for name, bound in (("oldest", oldest), ("latest", latest)):
        if not re.fullmatch(r"\d+(\.\d+)?", bound):
            raise ApiError(f"invalid_ts_{name}")
    low, high = float(oldest), float(latest)
    if call.flag("inclusive"):
        return [m for m in found if low <= float(m["ts"]) <= high]
    return [m for m in found if low < float(m["ts"]) < high]


def _message(call: Call, message: Json) -> Json:
    if call.flag("include_all_metadata") or "metadata" not in message:
        return message
    return {key: value for key, value in message.items() if key != "metadata"}


def replies(call: Call) -> Json:
    """conversations.replies: the root first, then its replies, oldest first."""
    channel = call.joined()
    call.by_kind(channel, "history")
    root = channel.messages.get(call.need("ts"))
    if root is None:
        raise ApiError("thread_not_found")
    whole = threads.conversation_of(channel, str(root.get("thread_ts", root["ts"])))
    chosen = [whole[0], *_between(call, whole[1:])]
    shown, following = page(call, chosen, default=1000, most=1000)
    result = {"messages": [_message(call, m) for m in shown], "has_more": bool(following)}
    return result | ({"response_metadata": {"next_cursor": following}} if following else {})


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel()
    call.by_kind(channel, "read")
    shown, following = page(call, channel.members, default=100, most=1000)
    return {"members": shown, "response_metadata": {"next_cursor": following}}


METHODS = {
    "conversations.list": Method(list_all, tier=2),
    "conversations.info": Method(info, tier=3),
    "conversations.history": Method(history, tier=3),
    "conversations.replies": Method(replies, tier=3),
    "conversations.members": Method(members, tier=4),
    "users.conversations": Method(of_user, tier=3),
}
