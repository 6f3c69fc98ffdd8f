"""What happens to files: announced, received, shared, deleted."""

import secrets
from collections.abc import Sequence

from bot.standin import ids, messages
from bot.standin.delivery.announce import announce
from bot.standin.files.file import File, in_message
from bot.standin.files.picture import size_of
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, Channel, Person

_PREVIEW_BYTES = 20_000
LARGEST = 50_000_000
"""Bytes; Slack takes a gigabyte, which nobody needs here."""


def announce_file(site: Site, name: str, size: int, *, owner: str, app: App | None = None) -> File:
    """Return a new file whose bytes are still to come."""
    file = File(
        id=ids.fresh("F"),
        name=name,
        title=name,
        size=size,
        user=owner,
        created=int(site.clock.now()),
        ticket=secrets.token_urlsafe(24),
        app_id=app.app_id if app else None,
        bot_id=app.bot_id if app else None,
    )
    site.world.files[file.id] = file
    site.changed()
    return file


def receive(site: Site, file: File, content: bytes) -> None:
    """Keep a file's bytes."""
    site.host.blobs.put(file.id, content)
    file.state, file.size = "received", len(content)
    if file.is_text:
        file.preview = content[:_PREVIEW_BYTES].decode("utf-8", "replace")
    size = size_of(content)
    if size is not None:
        file.width, file.height = size
    site.changed()


def shown(site: Site, file: File) -> Json:
    """Return the file as messages carry it."""
    return in_message(file, address=site.url, team=site.world.team.id)


def with_shares(site: Site, file: File) -> Json:
    """Return the file as `files.*` show it: with where it was shared."""
    world = site.world
    places = [world.channels[c] for c in file.shares if c in world.channels]
    public = [c for c in places if c.kind == "public"]
    private = [c for c in places if c.kind != "public"]
    shares = {
        kind: {c.id: [_share(site, file, c, ts) for ts in file.shares[c.id]] for c in found}
        for kind, found in (("public", public), ("private", private))
        if found
    }
    return shown(site, file) | {
        "is_public": bool(public),
        "shares": shares,
        "channels": [c.id for c in public],
        "groups": [c.id for c in private if c.kind == "private"],
        "ims": [c.id for c in private if c.kind == "im"],
        "comments_count": 0,
    }


def _share(site: Site, file: File, channel: Channel, ts: str) -> Json:
    return {
        "reply_users": [],
        "reply_users_count": 0,
        "reply_count": 0,
        "ts": ts,
        "channel_name": channel.name,
        "team_id": site.world.team.id,
        "share_user_id": file.user,
    }


def share(site: Site, channel: Channel, files: Sequence[File], said: Json) -> Json:
    """Post *said* with the files and tell the apps; returns the message."""
    message = said | {
        "subtype": "file_share",
        "files": [shown(site, file) for file in files],
        "upload": True,
        "display_as_bot": False,
    }
    kept = messages.post(site, channel, message)
    for file in files:
        file.state = "complete"
        file.shares.setdefault(channel.id, []).append(kept["ts"])
        _tell_shared(site, channel, file, kept["user"])
    site.changed()
    return kept


def _tell_shared(site: Site, channel: Channel, file: File, user: str) -> None:
    event = {
        "type": "file_shared",
        "file_id": file.id,
        "user_id": user,
        "file": {"id": file.id},
        "channel_id": channel.id,
        "event_ts": site.clock.ts(),
    }
    announce(site, channel, event)


def delete(site: Site, file: File) -> None:
    """Delete a file; the messages that share it show a stone in its place."""
    for channel_id, stamps in file.shares.items():
        channel = site.world.channels.get(channel_id)
        for ts in stamps:
            if channel is not None and ts in channel.messages:
                left = [_stone(f) if f["id"] == file.id else f
                        for f in channel.messages[ts].get("files", [])]  # fmt: skip
                messages.mark(site, channel, ts, {"files": left})
    del site.world.files[file.id]
    site.world.deleted_files.append(file.id)
    site.host.blobs.drop(file.id)
    site.changed()


def _stone(file: Json) -> Json:
    return {"id": file["id"], "mode": "tombstone"}


def app_sees(site: Site, app: App, file: File) -> bool:
    """Whether an app may look at a file: its own, or shared where its bot is."""
    channels = site.world.channels
    places = [channels[c] for c in file.shares if c in channels]
    return file.app_id == app.app_id or any(app.bot_user_id in c.members for c in places)


def person_sees(site: Site, person: Person, file: File) -> bool:
    """Whether a person may look at a file."""
    channels = site.world.channels
    places = [channels[c] for c in file.shares if c in channels]
    return file.user == person.id or any(site.world.sees(person.id, c) for c in places)
