"""Saying, editing, deleting, reacting, reading."""

from bot.standin import ids, messages
from bot.standin.emoji import is_known
from bot.standin.ephemerals import delete_ephemeral, find_ephemeral
from bot.standin.people.refusal import Refused, channel_of, joined_channel, message_of, need
from bot.standin.rich import rich_text_of, typed_to_mrkdwn
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.threads import is_reply
from bot.standin.world import Channel, Person

# Slack's own client refuses longer messages; https://slack.com/help/articles/204390318
_LONGEST = 12_000
_SAID = (None, "thread_broadcast", "file_share")


def say(site: Site, person: Person, body: Json) -> Json:
    """Post what a person typed, into the channel or below a message."""
    channel = joined_channel(site, person, body)
    text = _typed(site, body)
    message: Json = {
        "client_msg_id": ids.client_msg_id(),
        "user": person.id,
        "text": text,
        "team": site.world.team.id,
        "blocks": [rich_text_of(text)],
    }
    if body.get("thread_ts"):
        message["thread_ts"] = root_of(channel, str(body["thread_ts"]))
    broadcast = bool(body.get("thread_ts")) and bool(body.get("broadcast"))
    kept = messages.post(site, channel, message, broadcast=broadcast)
    mark_read(site, person, {"channel": channel.id, "thread_ts": kept.get("thread_ts")})
    return {"ts": kept["ts"], "message": kept}


def _typed(site: Site, body: Json) -> str:
    typed = str(need(body, "text"))
    if not typed.strip():
        raise Refused("no_text", "Write something first.")
    if len(typed) > _LONGEST:
        raise Refused("msg_too_long", f"This is longer than {_LONGEST} characters.")
    return typed_to_mrkdwn(site.world, typed)


def root_of(channel: Channel, thread_ts: str) -> str:
    """Return the root of the thread that a message stands in; refused if it is gone."""
    root = channel.messages.get(thread_ts)
    if root is None:
        raise Refused("thread_not_found", "This thread is gone.")
    return str(root["thread_ts"]) if is_reply(root) else thread_ts


def _own(person: Person, message: Json) -> None:
    if message.get("user") != person.id or message.get("subtype") not in _SAID:
        raise Refused("not_yours", "Only the one who wrote this can change it.")


def edit(site: Site, person: Person, body: Json) -> Json:
    """Change one's own message."""
    channel = joined_channel(site, person, body)
    message = message_of(channel, body)
    _own(person, message)
    text = _typed(site, body)
    changes = {"text": text, "blocks": [rich_text_of(text)]}
    return {"message": messages.change(site, channel, message["ts"], changes, person.id)}


def delete(site: Site, person: Person, body: Json) -> Json:
    """Delete one's own message."""
    channel = joined_channel(site, person, body)
    message = message_of(channel, body)
    _own(person, message)
    messages.delete(site, channel, message["ts"])
    return {}


def react(site: Site, person: Person, body: Json) -> Json:
    """Add a reaction, or take one's own away with `on: false`."""
    channel = joined_channel(site, person, body)
    message, name = message_of(channel, body), str(need(body, "name")).strip(":")
    if not is_known(name):
        raise Refused("invalid_name", f"There is no emoji called {name}.")
    do = messages.react if body.get("on", True) else messages.unreact
    return {"changed": do(site, channel, message["ts"], name, person.id)}


def mark_read(site: Site, person: Person, body: Json) -> Json:
    """Set a channel's unread marks back, or those of one of its threads (`thread_ts`)."""
    channel = channel_of(site, person, body)
    desk = site.world.desk(person.id)
    latest = next(reversed(channel.messages), "0")
    if body.get("thread_ts"):
        desk.read[f"{channel.id} {body['thread_ts']}"] = latest
        site.changed()
        return {}
    desk.read[channel.id] = str(body.get("ts") or latest)
    desk.unread.pop(channel.id, None)
    desk.mentions.pop(channel.id, None)
    messages.tell_unread(site, person.id, channel)
    site.changed()
    return {}


def mark_unread(site: Site, person: Person, body: Json) -> Json:
    """Count a message and all below it as not read yet."""
    channel = channel_of(site, person, body)
    ts = message_of(channel, body)["ts"]
    below = [m for m in messages.history(channel) if m["ts"] >= ts]
    before = [known for known in channel.messages if known < ts]
    desk = site.world.desk(person.id)
    desk.read[channel.id] = before[-1] if before else "0"
    desk.unread[channel.id] = len(below)
    messages.tell_unread(site, person.id, channel)
    site.changed()
    return {}


def typing(site: Site, person: Person, body: Json) -> Json:
    """Let the others see that this person writes something here."""
    channel = joined_channel(site, person, body)
    others = [viewer for viewer in messages.viewers(site, channel) if viewer != person.id]
    place = {"channel": channel.id, "thread_ts": body.get("thread_ts")}
    site.live.push(others, "typing", user=person.id, **place)
    return {}


def dismiss(site: Site, person: Person, body: Json) -> Json:
    """Put an ephemeral message out of sight."""
    message = find_ephemeral(site, person.id, str(need(body, "channel")), str(need(body, "ts")))
    if message is not None:
        delete_ephemeral(site, person.id, message)
    return {}
