"""conversations.*: channels and who is in them."""

import re

from bot.standin import rooms, threads
from bot.standin.messages import history as channel_history
from bot.standin.shape import Json
from bot.standin.shapes import channel_object
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.webapi.paging import page
from bot.standin.world import Channel

_TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_READ = ("channels:read", "groups:read", "im:read")
_MANAGE = ("channels:manage", "groups:write")
_NAME = re.compile(r"^[^A-Z\s.,!?@#&/\\\"'()\[\]{}<>|:;]{1,80}$")


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


def _shown(call: Call, channel: Channel) -> Json:
    return {"channel": channel_object(call.site.world, channel, call.app.bot_user_id)}


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    call.by_kind(channel, "read")
    result = _shown(call, channel)
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


def open_direct(call: Call) -> Json:
    """conversations.open, for one person."""
    if call.text("channel"):
        return {"no_op": True, "already_open": True, "channel": {"id": call.channel().id}}
    users = [user for user in call.names("users") if user != call.app.bot_user_id]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > 1:
        raise ApiError("method_not_supported_for_channel_type")
    person = call.user(users[0])
    if person.deactivated:
        raise ApiError("user_disabled")
    channel, existed = rooms.direct(call.site, call.app.bot_user_id, person.id)
    known = {"no_op": True, "already_open": True} if existed else {}
    shown = _shown(call, channel) if call.flag("return_im") else {"channel": {"id": channel.id}}
    return known | shown


def join(call: Call) -> Json:
    """conversations.join."""
    channel = call.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    known = not rooms.join(call.site, channel, call.app.bot_user_id)
    warning: Json = {
        "warning": "already_in_channel",
        "response_metadata": {"warnings": ["already_in_channel"]},
    }
    return _shown(call, channel) | (warning if known else {})


def leave(call: Call) -> Json:
    """conversations.leave."""
    channel = call.channel()
    if channel.general:
        raise ApiError("cant_leave_general")
    left = rooms.leave(call.site, channel, call.app.bot_user_id)
    return {} if left else {"not_in_channel": True}


def create(call: Call) -> Json:
    """conversations.create."""
    private = call.flag("is_private")
    call.require("groups:write" if private else "channels:manage")
    name = _free_name(call)
    channel = rooms.create(call.site, name, call.app.bot_user_id, private=private)
    return _shown(call, channel)


def _free_name(call: Call) -> str:
    name = call.text("name").removeprefix("#")
    if not name:
        raise ApiError("invalid_name_required")
    if len(name) > 80:
        raise ApiError("invalid_name_maxlength")
    if not _NAME.match(name):
        raise ApiError("invalid_name_specials")
    if call.site.world.channel_called(name):
        raise ApiError("name_taken")
    return name


def invite(call: Call) -> Json:
    """conversations.invite."""
    channel = call.open_channel()
    users = call.names("users")
    if not users:
        raise ApiError("no_user")
    for user in users:
        _may_be_invited(call, channel, user)
    for user in users:
        rooms.join(call.site, channel, user, inviter=call.app.bot_user_id)
    return _shown(call, channel)


def _may_be_invited(call: Call, channel: Channel, user: str) -> None:
    if user == call.app.bot_user_id:
        raise ApiError("cant_invite_self")
    if call.user(user).deactivated:
        raise ApiError("user_is_restricted")
    if user in channel.members:
        raise ApiError("already_in_channel")


def kick(call: Call) -> Json:
    """conversations.kick."""
    channel = call.joined()
    user = call.user(call.need("user")).id
    if user == call.app.bot_user_id:
        raise ApiError("cant_kick_self")
    if channel.general:
        raise ApiError("cant_kick_from_general")
    if not rooms.leave(call.site, channel, user):
        raise ApiError("not_in_channel")
    return {}


def archive(call: Call) -> Json:
    """conversations.archive."""
    channel = call.joined()
    if channel.archived:
        raise ApiError("already_archived")
    if channel.general:
        raise ApiError("cant_archive_general")
    rooms.archive(call.site, channel, call.app.bot_user_id, archived=True)
    return {}


def unarchive(call: Call) -> Json:
    """conversations.unarchive."""
    channel = call.channel()
    if not channel.archived:
        raise ApiError("not_archived")
    rooms.archive(call.site, channel, call.app.bot_user_id, archived=False)
    return {}


def rename(call: Call) -> Json:
    """conversations.rename."""
    channel = call.open_channel()
    rooms.rename(call.site, channel, _free_name(call))
    return _shown(call, channel)


METHODS = {
    "conversations.list": Method(list_all, _READ, tier=2),
    "conversations.info": Method(info, tier=3),
    "conversations.history": Method(history, tier=3),
    "conversations.replies": Method(replies, tier=3),
    "conversations.members": Method(members, tier=4),
    "conversations.open": Method(open_direct, ("im:write",), tier=3),
    "conversations.join": Method(join, ("channels:join",), tier=3),
    "conversations.leave": Method(leave, (*_MANAGE, "im:write"), tier=3),
    "conversations.create": Method(create, _MANAGE, tier=2),
    "conversations.invite": Method(
        invite, (*_MANAGE, "channels:write.invites", "groups:write.invites"), tier=3
    ),
    "conversations.kick": Method(kick, _MANAGE, tier=3),
    "conversations.archive": Method(archive, _MANAGE, tier=2),
    "conversations.unarchive": Method(unarchive, _MANAGE, tier=2),
    "conversations.rename": Method(rename, _MANAGE, tier=2),
    "users.conversations": Method(of_user, _READ, tier=3),
}
