"""conversations.*: opening, making and changing channels, and who is in them."""

from bot.standin import rooms
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method, shown
from bot.standin.world import Channel, Person

_MANAGE = ("channels:manage", "groups:write")
_DIRECT = ("im:write", "mpim:write")
_INVITES = {"public": "channels:write.invites", "private": "groups:write.invites"}
_TOPICS = {"public": "channels:write.topic", "private": "groups:write.topic"}
_LONGEST_TOPIC, _MOST_INVITED, _MOST_DIRECT = 250, 1000, 8


def open_direct(call: Call) -> Json:
    """conversations.open: resumed by its id, or opened for one to eight people."""
    if call.text("channel"):
        return _resumed(call)
    users = [user for user in call.names("users") if user != call.app.bot_user_id]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > _MOST_DIRECT:
        raise ApiError("too_many_users")
    call.require("im:write" if len(users) == 1 else "mpim:write")
    people = [_reachable(call, user) for user in users]
    members = [call.app.bot_user_id, *(person.id for person in people)]
    if call.flag("prevent_creation") and not rooms.direct_exists(call.site, members):
        raise ApiError("channel_not_found")
    channel, existed = rooms.direct(call.site, *members)
    known = {"no_op": True, "already_open": True} if existed else {}
    whole = shown(call, channel)["channel"] if call.flag("return_im") else {"id": channel.id}
    whole.pop("is_user_deleted", None)
    return known | {"channel": whole}


def _resumed(call: Call) -> Json:
    channel = call.channel()
    if channel.kind not in ("im", "mpim"):
        raise ApiError("method_not_supported_for_channel_type")
    return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}


def _reachable(call: Call, user_id: str) -> Person:
    person = call.user(user_id)
    if person.deactivated:
        raise ApiError("user_disabled")
    return person


def join(call: Call) -> Json:
    """conversations.join."""
    channel = call.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    known = not rooms.join(call.site, channel, call.app.bot_user_id)
    return shown(call, channel) | ({"warning": "already_in_channel"} if known else {})


def leave(call: Call) -> Json:
    """conversations.leave."""
    channel = _named(call, call.channel())
    if channel.archived:
        raise ApiError("is_archived")
    if channel.general:
        raise ApiError("cant_leave_general")
    left = rooms.leave(call.site, channel, call.app.bot_user_id)
    return {} if left else {"not_in_channel": True}


def _named(call: Call, channel: Channel, **instead: str) -> Channel:
    """Return a channel that isn't a direct conversation, if the token may manage its kind."""
    if channel.kind in ("im", "mpim"):
        raise ApiError("method_not_supported_for_channel_type")
    manage = "channels:manage" if channel.kind == "public" else "groups:write"
    call.require(manage, *(scope for kind, scope in instead.items() if kind == channel.kind))
    return channel


def create(call: Call) -> Json:
    """conversations.create."""
    private = call.flag("is_private")
    call.require("groups:write" if private else "channels:manage")
    name = _free_name(call)
    channel = rooms.create(call.site, name, call.app.bot_user_id, private=private)
    return shown(call, channel)


def _free_name(call: Call) -> str:
    name = call.text("name").removeprefix("#")
    if not name:
        raise ApiError("invalid_name_required")
    if len(name) > 80:
        raise ApiError("invalid_name_maxlength")
    if not rooms.NAME.match(name):
        raise ApiError("invalid_name_specials")
    if call.site.world.channel_called(name):
        raise ApiError("name_taken")
    return name


def invite(call: Call) -> Json:
    """conversations.invite; with `force` those who can't be invited are passed over."""
    channel = _named(call, call.open_channel(), **_INVITES)
    users = call.names("users")
    if not users:
        raise ApiError("no_user")
    if len(users) > _MOST_INVITED:
        raise ApiError("too_many_users")
    hindered = {user: error for user in users if (error := _hindrance(call, channel, user))}
    errors = [{"ok": False, "error": error, "user": user} for user, error in hindered.items()]
    welcome = [user for user in users if user not in hindered]
    if hindered and not (call.flag("force") and welcome):
        raise ApiError(errors[0]["error"], errors=errors)  # type: ignore[arg-type]
    for user in welcome:
        rooms.join(call.site, channel, user, inviter=call.app.bot_user_id)
    return shown(call, channel) | ({"errors": errors} if errors else {})


def _hindrance(call: Call, channel: Channel, user_id: str) -> str | None:
    person = call.site.world.people.get(user_id)
    if user_id == call.app.bot_user_id:
        return "cant_invite_self"
    if person is None:
        return "user_not_found"
    if person.deactivated:
        return "cant_invite"
    if person.external and not channel.shared:
        return "no_external_invite_permission"
    return "already_in_channel" if user_id in channel.members else None


def kick(call: Call) -> Json:
    """conversations.kick."""
    channel = _named(call, call.joined())
    if not call.text("user"):
        raise ApiError("no_user")
    user = call.user(call.text("user")).id
    if user == call.app.bot_user_id:
        raise ApiError("cant_kick_self")
    if channel.general:
        raise ApiError("cant_kick_from_general")
    if not rooms.leave(call.site, channel, user):
        raise ApiError("not_in_channel")
    return {}


def archive(call: Call) -> Json:
    """conversations.archive."""
    channel = _named(call, call.joined())
    if channel.archived:
        raise ApiError("already_archived")
    if channel.general:
        raise ApiError("cant_archive_general")
    rooms.archive(call.site, channel, call.app.bot_user_id, archived=True)
    return {}


def unarchive(call: Call) -> Json:
    """conversations.unarchive."""
    channel = _named(call, call.channel())
    if not channel.archived:
        raise ApiError("not_archived")
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    rooms.archive(call.site, channel, call.app.bot_user_id, archived=False)
    return {}


def rename(call: Call) -> Json:
    """conversations.rename."""
    channel = _named(call, call.open_channel())
    rooms.rename(call.site, channel, _free_name(call))
    return shown(call, channel)


def set_topic(call: Call) -> Json:
    """conversations.setTopic."""
    return _set_line(call, "topic")


def set_purpose(call: Call) -> Json:
    """conversations.setPurpose."""
    return _set_line(call, "purpose")


def _set_line(call: Call, which: str) -> Json:
    channel = _named(call, call.open_channel(), **_TOPICS)
    value = call.text(which)
    if len(value) > _LONGEST_TOPIC:
        raise ApiError("too_long")
    rooms.describe(call.site, channel, which, value, call.app.bot_user_id)
    return shown(call, channel)


METHODS = {
    "conversations.open": Method(open_direct, _DIRECT, tier=3),
    "conversations.join": Method(join, ("channels:join",), tier=3),
    "conversations.leave": Method(leave, _MANAGE, tier=3),
    "conversations.create": Method(create, _MANAGE, tier=2),
    "conversations.invite": Method(invite, (*_MANAGE, *_INVITES.values()), tier=3),
    "conversations.kick": Method(kick, _MANAGE, tier=3),
    "conversations.archive": Method(archive, _MANAGE, tier=2),
    "conversations.unarchive": Method(unarchive, _MANAGE, tier=2),
    "conversations.rename": Method(rename, _MANAGE, tier=2),
    "conversations.setTopic": Method(set_topic, (*_MANAGE, *_TOPICS.values()), tier=2),
    "conversations.setPurpose": Method(set_purpose, (*_MANAGE, *_TOPICS.values()), tier=2),
}
