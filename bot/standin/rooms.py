"""Channels as things that happen to them: joined, left, archived, renamed, made."""

import re
from collections.abc import Iterable

from bot.standin import ids, messages
from bot.standin.delivery.announce import announce, announce_to_all, channel_event
from bot.standin.genesis import direct_channel, direct_id
from bot.standin.shape import Json
from bot.standin.shapes import OTHER_COMPANY, page_channel, page_user, user_object
from bot.standin.site import Site
from bot.standin.world import Channel, Person

# https://docs.slack.dev/reference/methods/conversations.create#naming
NAME = re.compile(r"^[^A-Z\s.,!?@#&/\\\"'()\[\]{}<>|:;]{1,80}$")


def tell_channel(site: Site, channel: Channel) -> None:
    """Send everybody who may see the channel what it is now; the others lose it."""
    for person in site.world.humans():
        if site.world.sees(person.id, channel):
            shown = page_channel(site.world, channel, person.id)
            site.live.push([person.id], "channel", channel=shown)
        else:
            site.live.push([person.id], "channel_deleted", channel=channel.id)
    site.changed()


def direct(site: Site, *members: str) -> tuple[Channel, bool]:
    """Return the direct conversation of two or more members, and whether it was there already."""
    existed = direct_exists(site, members)
    channel = direct_channel(site.world, *members, created=int(site.clock.now()))
    if not existed:
        tell_channel(site, channel)
    return channel, existed


def direct_exists(site: Site, members: Iterable[str]) -> bool:
    """Whether these members have a direct conversation already."""
    return direct_id(members) in site.world.channels


def create(site: Site, name: str, creator: str, *, private: bool) -> Channel:
    """Make a channel with its creator as the only member."""
    channel = Channel(
        id=ids.fresh("C"),
        name=name,
        kind="private" if private else "public",
        creator=creator,
        created=int(site.clock.now()),
        members=[creator],
    )
    site.world.channels[channel.id] = channel
    tell_channel(site, channel)
    return channel


def join(site: Site, channel: Channel, user: str, inviter: str | None = None) -> bool:
    """Let a member in; False if they are in already."""
    if user in channel.members:
        return False
    channel.members.append(user)
    by: Json = {"inviter": inviter} if inviter else {}
    tell_channel(site, channel)
    event = {"type": "member_joined_channel", **_membership(site, channel, user), **by}
    announce(site, channel, event)
    text = f"<@{user}> has joined the channel"
    joined = {"subtype": "channel_join", "user": user, "text": text, "team": site.world.team.id}
    messages.post(site, channel, joined | by)
    return True


def _membership(site: Site, channel: Channel, user: str) -> Json:
    return {
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.kind == "private" else "C",
        "team": site.world.team.id,
        "event_ts": site.clock.ts(),
    }


def leave(site: Site, channel: Channel, user: str) -> bool:
    """Let a member out; False if they aren't in. A bot hears that it is out itself."""
    if user not in channel.members:
        return False
    event = {"type": "member_left_channel", **_membership(site, channel, user)}
    channel.members.remove(user)
    tell_channel(site, channel)
    announce(site, channel, event)
    app = site.world.app_of_user(user)
    if app is not None:
        left = {"type": channel_event(channel, "left"), "channel": channel.id,
                "actor_id": channel.creator, "event_ts": event["event_ts"]}  # fmt: skip
        announce(site, channel, left, only=app)
    return True


def archive(site: Site, channel: Channel, user: str, *, archived: bool) -> None:
    """Archive a channel, or bring it back."""
    channel.archived = archived
    what = "archive" if archived else "unarchive"
    event = {
        "type": channel_event(channel, what),
        "channel": channel.id,
        "user": user,
        "is_moved": 0,
        "event_ts": site.clock.ts(),
    }
    tell_channel(site, channel)
    announce(site, channel, event)


def rename(site: Site, channel: Channel, name: str) -> None:
    """Give a channel another name."""
    channel.previous_names.append(channel.name)
    channel.name = name
    shown = {"id": channel.id, "is_channel": True, "is_mpim": False, "name": name,
             "name_normalized": name, "created": channel.created}  # fmt: skip
    event = {
        "type": channel_event(channel, "rename"),
        "channel": shown,
        "event_ts": site.clock.ts(),
    }
    tell_channel(site, channel)
    announce(site, channel, event)


def describe(site: Site, channel: Channel, which: str, value: str, user: str) -> None:
    """Give a channel another topic or purpose; the channel is told in a message."""
    setattr(channel, which, value)
    channel.lines[which] = {"creator": user, "last_set": int(site.clock.now())}
    tell_channel(site, channel)
    said = "set the channel" if value else "cleared the channel"
    what = "topic" if which == "topic" else "description"
    text = f"<@{user}> {said} {what}" + (f": {value}" if value else "")
    note = {"subtype": f"channel_{which}", "user": user, "text": text, which: value}
    messages.post(site, channel, note | {"team": site.world.team.id})


def share(site: Site, channel: Channel, *, shared: bool) -> None:
    """Share a channel with another company, or end that."""
    channel.shared = shared
    stamp = {"channel": channel.id, "event_ts": site.clock.ts()}
    if shared:
        event: Json = {"type": "channel_shared", "connected_team_id": OTHER_COMPANY, **stamp}
    else:
        event = {"type": "channel_unshared", "previously_connected_team_id": OTHER_COMPANY,
                 "is_ext_shared": False, **stamp}  # fmt: skip
    tell_channel(site, channel)
    announce(site, channel, event)


def remove(site: Site, channel: Channel, user: str) -> None:
    """Delete a channel for good."""
    event = {
        "type": channel_event(channel, "deleted"),
        "channel": channel.id,
        "actor_id": user,
        "event_ts": site.clock.ts(),
    }
    announce(site, channel, event)
    del site.world.channels[channel.id]
    people = [person.id for person in site.world.humans()]
    site.live.push(people, "channel_deleted", channel=channel.id)
    site.changed()


def change_person(site: Site, person: Person, *, joined: bool = False) -> None:
    """Tell pages and apps that a person is another one now, or new."""
    person.updated = int(site.clock.now())
    people = [p.id for p in site.world.humans()]
    site.live.push(people, "user", user=page_user(site.world, person))
    shown = user_object(site.world, person)
    event: Json = {"type": "team_join" if joined else "user_change", "user": shown}
    if not joined:
        event["cache_ts"] = person.updated
    announce_to_all(site, event)
    site.changed()
