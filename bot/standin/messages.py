"""Messages in channels: posted, changed, deleted, reacted to; told to people and apps."""

import copy
from collections.abc import Iterable

from bot.standin import assistants, threads
from bot.standin.delivery.announce import announce
from bot.standin.links import tell_links
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import Channel

_BROADCASTS = ("<!here", "<!channel", "<!everyone")


def viewers(site: Site, channel: Channel) -> list[str]:
    """Return the people whose page shows the channel."""
    return [p.id for p in site.world.humans() if site.world.sees(p.id, channel)]


def post(site: Site, channel: Channel, message: Json, *, broadcast: bool = False) -> Json:
    """Add *message* to the channel (a reply if it has a thread_ts) and tell everybody.

    Returns:
        The message as it is kept, with its ts.
    """
    message = {"type": "message", **message, "ts": site.clock.ts()}
    root_ts = message.pop("thread_ts", None)
    channel.messages[message["ts"]] = message
    if root_ts is not None:
        _reply(site, channel, root_ts, message, broadcast=broadcast)
    site.live.push(viewers(site, channel), "message", channel=channel.id, message=message)
    if root_ts is None or broadcast:
        _mark_unread(site, channel, message)
    announce_message(site, channel, message)
    tell_links(site, channel, message)
    if "bot_id" in message:
        assistants.settle(site, channel, message)
    site.changed()
    return message


def _reply(site: Site, channel: Channel, root_ts: str, reply: Json, *, broadcast: bool) -> None:
    threads.attach(channel, root_ts, reply)
    root = channel.messages[root_ts]
    for person_id in {root.get("user"), *root["reply_users"]} & set(site.world.people):
        site.world.desk(person_id).read.setdefault(f"{channel.id} {root_ts}", root_ts)
    if broadcast:
        reply["subtype"] = "thread_broadcast"
    _tell_changed(site, channel, channel.messages[root_ts], quiet=True)


def _tell_changed(site: Site, channel: Channel, message: Json, *, quiet: bool = False) -> None:
    people = viewers(site, channel)
    fields = {"channel": channel.id, "message": message}
    site.live.push(people, "message_changed", **fields, **({"quiet": True} if quiet else {}))


def _mark_unread(site: Site, channel: Channel, message: Json) -> None:
    text = message.get("text", "")
    to_all = any(word in text for word in _BROADCASTS)
    for person_id in channel.members:
        if person_id == message.get("user") or site.world.people[person_id].is_bot:
            continue
        desk = site.world.desk(person_id)
        desk.unread[channel.id] = desk.unread.get(channel.id, 0) + 1
        if to_all or channel.kind == "im" or f"<@{person_id}" in text:
            desk.mentions[channel.id] = desk.mentions.get(channel.id, 0) + 1
        tell_unread(site, person_id, channel)


def tell_unread(site: Site, person_id: str, channel: Channel) -> None:
    """Send one person the channel's unread marks."""
    desk = site.world.desk(person_id)
    site.live.push(
        [person_id],
        "unread",
        channel=channel.id,
        unread=desk.unread.get(channel.id, 0),
        mentions=desk.mentions.get(channel.id, 0),
        last_read=desk.read.get(channel.id, "0"),
    )


def announce_message(site: Site, channel: Channel, message: Json) -> None:
    """Tell the apps of a new message; a mention comes as a second event with the same ts."""
    root = channel.messages.get(message.get("thread_ts", ""))
    extra: Json = {}
    if message.get("subtype") == "thread_broadcast" and root is not None:
        extra["root"] = root
    announce(site, channel, message | extra | {"event_ts": message["ts"]})
    if message.get("subtype") in (None, "thread_broadcast"):
        _announce_mentions(site, channel, message)


def _announce_mentions(site: Site, channel: Channel, message: Json) -> None:
    if channel.kind == "im":
        return
    for app in site.world.apps.values():
        mentioned = f"<@{app.bot_user_id}" in message.get("text", "")
        if mentioned and app.bot_user_id in channel.members and "bot_id" not in message:
            event = message | {"type": "app_mention", "event_ts": message["ts"]}
            announce(site, channel, event, only=app)


def change(site: Site, channel: Channel, ts: str, changes: Json, editor: str | None) -> Json:
    """Change a message; it counts as edited where *editor* is a user id.

    A key whose new value is None goes away. The message keeps its ts.
    """
    message = channel.messages[ts]
    before = copy.deepcopy(message)
    site.drawn_before[f"{channel.id}:{ts}"] = before.get("blocks") or []
    message.update(changes)
    for key in [key for key, value in changes.items() if value is None]:
        del message[key]
    if editor is not None:
        message["edited"] = {"user": editor, "ts": site.clock.ts()}
    _tell_changed(site, channel, message)
    announce_change(site, channel, message, before)
    site.changed()
    return message


def mark(site: Site, channel: Channel, ts: str, changes: Json) -> None:
    """Change what hangs on a message, such as a pin: pages see it, it is no edit."""
    message = channel.messages[ts]
    message.update(changes)
    for key in [key for key, value in changes.items() if value is None]:
        del message[key]
    _tell_changed(site, channel, message, quiet=True)
    site.changed()


def announce_change(site: Site, channel: Channel, message: Json, before: Json) -> None:
    """Tell the apps that a message is another one now."""
    ts = site.clock.ts()
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": copy.deepcopy(message),
        "previous_message": before,
        "ts": ts,
        "event_ts": ts,
    }
    announce(site, channel, event)


def delete(site: Site, channel: Channel, ts: str) -> None:
    """Delete a message; a root that has replies stays as a tombstone."""
    message = channel.messages[ts]
    channel.pins = [pin for pin in channel.pins if pin["ts"] != ts]
    if channel.threads.get(ts):
        _bury(site, channel, message)
        return
    del channel.messages[ts]
    people = viewers(site, channel)
    reply = threads.is_reply(message)
    root = {"thread_ts": message["thread_ts"]} if reply else {}
    site.live.push(people, "message_deleted", channel=channel.id, ts=ts, **root)
    if reply:
        _unthread(site, channel, message)
    _announce_deleted(site, channel, message)
    site.changed()


def _unthread(site: Site, channel: Channel, reply: Json) -> None:
    threads.detach(channel, reply)
    if reply["thread_ts"] in channel.messages:
        _tell_changed(site, channel, channel.messages[reply["thread_ts"]], quiet=True)


def _bury(site: Site, channel: Channel, message: Json) -> None:
    before = copy.deepcopy(message)
    for key in ("blocks", "reactions", "edited", "metadata", "client_msg_id", "bot_id", "app_id",
                "bot_profile", "attachments", "pinned_to"):  # fmt: skip
        message.pop(key, None)
    message.update(
        subtype="tombstone", user="USLACKBOT", text="This message was deleted.", hidden=True
    )
    _tell_changed(site, channel, message)
    announce_change(site, channel, message, before)
    site.changed()


def _announce_deleted(site: Site, channel: Channel, message: Json) -> None:
    ts = site.clock.ts()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message["ts"],
        "previous_message": message,
        "ts": ts,
        "event_ts": ts,
    }
    announce(site, channel, event)


def react(site: Site, channel: Channel, ts: str, name: str, user: str) -> bool:
    """Add a reaction; False if this user's is there already."""
    reactions: list[Json] = channel.messages[ts].setdefault("reactions", [])
    entry = next((r for r in reactions if r["name"] == name), None)
    if entry is None:
        entry = {"name": name, "users": [], "count": 0}
        reactions.append(entry)
    if user in entry["users"]:
        return False
    entry["users"].append(user)
    entry["count"] = len(entry["users"])
    _tell_reaction(site, channel, ts, name, user, "reaction_added")
    return True


def unreact(site: Site, channel: Channel, ts: str, name: str, user: str) -> bool:
    """Take a reaction away; False if this user's isn't there."""
    message = channel.messages[ts]
    reactions: list[Json] = message.get("reactions", [])
    entry = next((r for r in reactions if r["name"] == name and user in r["users"]), None)
    if entry is None:
        return False
    entry["users"].remove(user)
    entry["count"] = len(entry["users"])
    message["reactions"] = [r for r in reactions if r["users"]]
    if not message["reactions"]:
        del message["reactions"]
    _tell_reaction(site, channel, ts, name, user, "reaction_removed")
    return True


def _tell_reaction(site: Site, channel: Channel, ts: str, name: str, user: str, kind: str) -> None:
    message = channel.messages[ts]
    root = {"thread_ts": message["thread_ts"]} if threads.is_reply(message) else {}
    people = viewers(site, channel)
    reactions = message.get("reactions", [])
    site.live.push(people, "reactions", channel=channel.id, ts=ts, reactions=reactions, **root)
    event: Json = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": ts},
        "event_ts": site.clock.ts(),
    }
    if "user" in message:
        event["item_user"] = message["user"]
    announce(site, channel, event)
    site.changed()


def history(channel: Channel) -> Iterable[Json]:
    """Yield what stands in the channel itself, newest first: no replies but broadcast ones."""
    for message in reversed(channel.messages.values()):
        if not threads.is_reply(message) or message.get("subtype") == "thread_broadcast":
            yield message
