"""chat.*: what the bot says in channels."""

from typing import Any

from bot.standin import messages, rooms
from bot.standin.blocks.complete import completed
from bot.standin.blocks.limits import most
from bot.standin.ephemerals import post_ephemeral
from bot.standin.shape import Json
from bot.standin.speech import bot_message
from bot.standin.threads import is_reply
from bot.standin.webapi.call import ApiError, Call, Method
from bot.standin.webapi.content import checked, content_of, guise_of, metadata_of
from bot.standin.world import Channel

# What chat.update answers of the message; its reactions and replies aren't among it.
_UPDATED = (
    "type", "subtype", "user", "username", "icons", "bot_id", "app_id", "bot_profile", "team",
    "text", "blocks", "attachments", "metadata", "files", "upload", "edited",
)  # fmt: skip


def destination(call: Call) -> Channel:
    """Return where a call may write: by id, by name, or a person's direct conversation."""
    target = call.text("channel")
    world = call.site.world
    if target in world.people and target != call.app.bot_user_id:
        direct = rooms.direct(call.site, call.app.bot_user_id, target)[0]
        return with_messages_tab(call, direct)
    named = world.channel_called(target.removeprefix("#"))
    channel = named if named and named.kind == "public" else call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    if channel.kind == "im":
        return with_messages_tab(call, channel)
    if not call.is_member(channel) and "chat:write.public" not in call.app.scopes:
        raise ApiError("not_in_channel")
    return channel


def with_messages_tab(call: Call, channel: Channel) -> Channel:
    """Return a direct conversation if the app's Home has a tab for messages."""
    if not call.app.manifest.features.app_home.messages_tab_enabled:
        raise ApiError("messages_tab_disabled")
    return channel


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = destination(call)
    content = content_of(call) | {"metadata": metadata_of(call)}
    thread = call.text("thread_ts")
    if thread:
        content["thread_ts"] = root_of(channel, thread)
    said = bot_message(call.site, call.app, content, guise=guise_of(call))
    broadcast = bool(thread) and call.flag("reply_broadcast")
    message = messages.post(call.site, channel, said, broadcast=broadcast)
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def root_of(channel: Channel, thread_ts: str) -> str:
    """Return the root of the thread that a call wants to answer in."""
    root = channel.messages.get(thread_ts)
    if root is None:
        raise ApiError("thread_not_found")
    if root.get("subtype") in ("channel_join", "channel_topic", "channel_purpose"):
        raise ApiError("cannot_reply_to_message")
    # Slack puts an answer to a reply into the reply's thread.
    return str(root["thread_ts"]) if is_reply(root) else thread_ts


def post_ephemeral_message(call: Call) -> Json:
    """chat.postEphemeral."""
    channel = call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    if channel.kind == "im":
        with_messages_tab(call, channel)
    person = call.site.world.people.get(call.need("user"))
    if person is None or person.id not in channel.members or person.deactivated:
        raise ApiError("user_not_in_channel")
    content = content_of(call) | {"thread_ts": call.text("thread_ts")}
    message = post_ephemeral(call.site, call.app, person.id, channel.id, content)
    return {"message_ts": message["ts"]}


def update(call: Call) -> Json:
    """chat.update: text alone takes the blocks away, blocks alone keep the text."""
    channel = call.channel()
    if channel.archived:
        raise ApiError("is_inactive")
    message = own_message(call, channel, "cant_update_message")
    if message["ts"] in call.site.world.streams:
        raise ApiError("streaming_state_conflict")
    if len(call.text("text")) > most("updated_text"):
        raise ApiError("msg_too_long")
    changes = _changes(call, message)
    new = messages.change(call.site, channel, message["ts"], changes, call.app.bot_user_id)
    shown = {key: new[key] for key in _UPDATED if key in new}
    return {"channel": channel.id, "ts": new["ts"], "text": new["text"], "message": shown}


def _changes(call: Call, message: Json) -> Json:
    given = {key for key in ("text", "blocks", "attachments") if call.args.get(key) is not None}
    if call.args.get("markdown_text") is not None:
        content = content_of(call)
    elif given:
        content = _content_after(call, message, given)
    elif "metadata" in call.args:
        content = {key: message.get(key) for key in ("text", "blocks", "attachments")}
    else:
        raise ApiError("no_text")
    changes: Json = {
        "text": content["text"] or "",
        "blocks": completed(content["blocks"]) if content["blocks"] else None,
        "attachments": content["attachments"] or None,
    }
    if "metadata" in call.args:
        changes["metadata"] = metadata_of(call) or None
    return changes


def _content_after(call: Call, message: Json, given: set[str]) -> Json:
    # https://docs.slack.dev/reference/methods/chat.update: blocks stay only without a text.
    kept = None if "text" in given else message.get("blocks")
    content: Json = {
        "text": call.args["text"] if "text" in given else message["text"],
        "blocks": call.json("blocks") if "blocks" in given else kept,
        "attachments": call.json("attachments")
        if "attachments" in given
        else message.get("attachments"),
    }
    checked(call, content)
    return content


def own_message(call: Call, channel: Channel, otherwise: str) -> Json:
    """Return the message that a call names by `ts`, if the app itself has written it."""
    message = channel.messages.get(call.text("ts"))
    if message is None or message.get("subtype") == "tombstone":
        raise ApiError("message_not_found")
    if message.get("bot_id") != call.app.bot_id:
        raise ApiError(otherwise)
    return message


def delete(call: Call) -> Json:
    """chat.delete."""
    channel = call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    message = own_message(call, channel, "cant_delete_message")
    messages.delete(call.site, channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = channel.messages.get(call.text("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.site.url, channel, message)}


def permalink(address: str, channel: Channel, message: dict[str, Any]) -> str:
    """Return the address under which the page shows the message."""
    link = f"{address}/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    if is_reply(message):
        link += f"?thread_ts={message['thread_ts']}&cid={channel.id}"
    return link


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",), tier=4),
    "chat.postEphemeral": Method(post_ephemeral_message, ("chat:write",), tier=4),
    "chat.update": Method(update, ("chat:write",), tier=3),
    "chat.delete": Method(delete, ("chat:write",), tier=3),
    "chat.getPermalink": Method(get_permalink, tier=5),
}
