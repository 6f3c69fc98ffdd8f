"""What somebody said: to whom, where, and whether it was a person; read by two processes."""

from collections.abc import Mapping
from typing import Any

from knowledge.identity import PlaceId

Payload = Mapping[str, Any]

CHANGED, DELETED = "message_changed", "message_deleted"
OURS = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of what a person says; the others are Slack's own notices."""

ALWAYS = frozenset({"app_mention", "app_home_opened"})


def to_us(event: Payload, *, bot_user: str) -> bool:
    """Say whether an event is meant for the bot itself."""
    if event.get("type") in ALWAYS:
        return True
    direct = event.get("type") == "message" and event.get("channel_type") == "im"
    return direct and event.get("subtype") in OURS and by_person(event, bot_user=bot_user)


def thread_of(event: Payload) -> tuple[PlaceId, str] | None:
    """Return below what a message stands, stood or was changed; None where it stands for itself."""
    if event.get("type") != "message":
        return None
    message = event.get("message") or event.get("previous_message") or event
    place, thread = event.get("channel"), message.get("thread_ts")
    if not isinstance(place, str) or not isinstance(thread, str) or thread == message.get("ts"):
        return None
    return PlaceId(place), thread


def asks(message: Payload, *, bot_user: str) -> bool:
    """Say whether a message names the bot: then it arrives as a mention as well."""
    return f"<@{bot_user}>" in (message.get("text") or "")


def by_person(message: Payload, *, bot_user: str) -> bool:
    """Say whether a person wrote it, not an app."""
    user = message.get("user")
    by_us = user == bot_user or message.get("bot_id")
    return isinstance(user, str) and bool(user) and not by_us
