"""chat.*: what the bot says in channels."""

from typing import Any

from bot.standin import messages, rooms
from bot.standin.blocks.complete import completed
from bot.standin.ephemerals import post_ephemeral
from bot.standin.shape import Json
from bot.standin.speech import ContentRefused, bot_message, check_content
from bot.standin.threads import is_reply
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.world import Channel


def _content(call: Call) -> Json:
    content: Json = {
        "text": call.args.get("text"),
        "blocks": call.json("blocks"),
        "attachments": call.json("attachments"),
        "metadata": _metadata(call),
    }
    checked(content)
    return content


def checked(content: Json) -> None:
    """Return if Slack takes this text and these blocks, else its error."""
    try:
        check_content(content["text"], content["blocks"], content.get("attachments"))
    except ContentRefused as refusal:
        if refusal.problems:
            raise refused(refusal.error, refusal.problems) from refusal
        raise ApiError(refusal.error) from refusal


def _metadata(call: Call) -> Json | None:
    metadata = call.json("metadata")
    if metadata is None:
        return None
    shaped = isinstance(metadata, dict) and set(metadata) == {"event_type", "event_payload"}
    if not shaped or not isinstance(metadata["event_payload"], dict):
        raise ApiError("invalid_metadata_format")
    return dict(metadata)


def _destination(call: Call) -> Channel:
    target = call.text("channel")
    if target in call.site.world.people and target != call.app.bot_user_id:
        return rooms.direct(call.site, call.app.bot_user_id, target)[0]
    named = call.site.world.channel_called(target.removeprefix("#"))
    channel = named if named and named.kind == "public" else call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    if not call.is_member(channel) and "chat:write.public" not in call.app.scopes:
        raise ApiError("not_in_channel")
    return channel


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = _destination(call)
    content = _content(call)
    thread = call.text("thread_ts")
    if thread:
        content["thread_ts"] = _root(channel, thread)
    said = bot_message(call.site, call.app, content)
    broadcast = bool(thread) and call.flag("reply_broadcast")
    message = messages.post(call.site, channel, said, broadcast=broadcast)
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def _root(channel: Channel, thread_ts: str) -> str:
    root = channel.messages.get(thread_ts)
    if root is None:
        raise ApiError("thread_not_found")
    # Slack puts an answer to a reply into the reply's thread.
    return str(root["thread_ts"]) if is_reply(root) else thread_ts


def post_ephemeral_message(call: Call) -> Json:
    """chat.postEphemeral."""
    channel = call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    person = call.user(call.need("user"))
    if person.id not in channel.members or person.deactivated:
        raise ApiError("user_not_in_channel")
    content = _content(call) | {"thread_ts": call.text("thread_ts")}
    message = post_ephemeral(call.site, call.app, person.id, channel.id, content)
    return {"message_ts": message["ts"]}


def update(call: Call) -> Json:
    """chat.update: blocks that aren't given stay, an empty list takes them away."""
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    given = {key for key in ("text", "blocks", "attachments") if key in call.args}
    if not given & {"text", "blocks", "attachments"}:
        raise ApiError("no_text")
    blocks = call.json("blocks") if "blocks" in given else message.get("blocks")
    content: Json = {"text": call.args.get("text", message["text"]), "blocks": blocks}
    content["attachments"] = call.json("attachments") or message.get("attachments")
    checked(content)
    changed = _changes(call, content, given)
    new = messages.change(call.site, channel, message["ts"], changed, call.app.bot_user_id)
    return {"channel": channel.id, "ts": new["ts"], "text": new["text"], "message": new}


def _changes(call: Call, content: Json, given: set[str]) -> Json:
    changes: Json = {"text": content["text"] or ""}
    if "blocks" in given:
        changes["blocks"] = completed(content["blocks"]) if content["blocks"] else None
    if "attachments" in given:
        changes["attachments"] = content["attachments"] or None
    if "metadata" in call.args:
        changes["metadata"] = _metadata(call)
    return changes


def _own(call: Call, channel: Channel, otherwise: str) -> Json:
    if channel.archived:
        raise ApiError("is_archived")
    message = channel.messages.get(call.text("ts"))
    if message is None or message.get("subtype") == "tombstone":
        raise ApiError("message_not_found")
    if message.get("bot_id") != call.app.bot_id:
        raise ApiError(otherwise)
    return message


def delete(call: Call) -> Json:
    """chat.delete."""
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    messages.delete(call.site, channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = channel.messages.get(call.text("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.site.address, channel, message)}


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
