"""People, channels and apps as Slack's API shows them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.standin.shape import Json
from bot.standin.world import App, Channel, Person, World

_NO_ZONE = "Etc/UTC"
OTHER_COMPANY = "T0EXTERNAL"
"""The workspace of whoever is external."""


def user_object(world: World, person: Person, *, email: bool = True) -> Json:
    """Return Slack's user object; without the e-mail address where the scope is missing."""
    name, offset = _zone(person.tz or _NO_ZONE)
    return {
        "id": person.id,
        "team_id": world.team.id if not person.external else OTHER_COMPANY,
        "name": person.handle,
        "deleted": person.deactivated,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz or _NO_ZONE,
        "tz_label": name,
        "tz_offset": offset,
        "profile": profile_object(world, person, email=email),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_stranger": person.external,
        "is_app_user": False,
        "updated": person.updated,
    }


def profile_object(world: World, person: Person, *, email: bool = True) -> Json:
    """Return Slack's profile object."""
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "",
        "first_name": first,
        "last_name": last,
        "team": world.team.id,
    }
    if person.is_bot:
        profile |= {"api_app_id": person.app_id, "bot_id": person.bot_id, "always_active": True}
    elif email and person.email:
        profile["email"] = person.email
    return profile


def _zone(tz: str) -> tuple[str, int]:
    try:
        now = datetime.now(ZoneInfo(tz))
    except (ZoneInfoNotFoundError, ValueError):
        now = datetime.now(UTC)
    offset = now.utcoffset()
    return now.tzname() or tz, int(offset.total_seconds()) if offset else 0


def channel_object(world: World, channel: Channel, viewer: str) -> Json:
    """Return Slack's conversation object as *viewer* gets it."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "context_team_id": world.team.id,
        "updated": channel.created * 1000,
    }
    if channel.kind == "im":
        other = other_side(channel, viewer)
        deleted = other in world.people and world.people[other].deactivated
        return common | {"user": other, "is_user_deleted": deleted, "is_open": True}
    return common | _named_channel(world, channel, viewer)


def other_side(channel: Channel, viewer: str) -> str:
    """Return the other member of a direct conversation."""
    return next((member for member in channel.members if member != viewer), viewer)


def _named_channel(world: World, channel: Channel, viewer: str) -> Json:
    return {
        "name": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_general": channel.general,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "creator": channel.creator,
        "shared_team_ids": [world.team.id, *([OTHER_COMPANY] if channel.shared else [])],
        "is_member": viewer in channel.members,
        "topic": _line(channel, "topic"),
        "purpose": _line(channel, "purpose"),
        "previous_names": list(channel.previous_names),
    }


def _line(channel: Channel, which: str) -> Json:
    value = channel.topic if which == "topic" else channel.purpose
    seeded: Json = {
        "creator": channel.creator if value else "",
        "last_set": channel.created if value else 0,
    }
    return {"value": value, **(channel.lines.get(which) or seeded)}


def page_user(world: World, person: Person) -> Json:
    """Return a member as the page shows them; `tz` is null where the seed says nothing."""
    shown = user_object(world, person)
    return shown | {"handle": person.handle, "tz": person.tz}


def bot_profile(world: World, app: App) -> Json:
    """Return what a message tells about the app that wrote it."""
    return {
        "id": app.bot_id,
        "deleted": not app.installed,
        "name": app.manifest.bot_name,
        "updated": world.people[app.bot_user_id].updated,
        "app_id": app.app_id,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "team_id": world.team.id,
    }


def page_channel(world: World, channel: Channel, viewer: str) -> dict[str, Any]:
    """Return a channel as the page shows it to one person."""
    desk = world.desk(viewer)
    return {
        "id": channel.id,
        "name": channel.name,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind in ("private", "mpim"),
        "is_archived": channel.archived,
        "is_ext_shared": channel.shared,
        "topic": channel.topic,
        "user": other_side(channel, viewer) if channel.kind == "im" else None,
        "members": list(channel.members),
        "is_member": viewer in channel.members,
        "unread": desk.unread.get(channel.id, 0),
        "mentions": desk.mentions.get(channel.id, 0),
        "last_read": desk.read.get(channel.id, "0"),
        "latest": next(reversed(channel.messages), "0"),
        "pins": [pin["ts"] for pin in channel.pins],
        "bookmarks": [
            {"id": b["id"], "title": b["title"], "link": b["link"]} for b in channel.bookmarks
        ],
        "canvases": [
            {"id": canvas.id, "title": canvas.title}
            for canvas in world.canvases.values()
            if canvas.channel == channel.id
        ],
        "assistant": channel.assistant,
    }
