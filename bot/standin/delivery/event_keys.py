"""Which keys Slack puts into the messages that its events carry; a kept message has more."""

from bot.standin.shape import Json

_COMMON = ("type", "subtype", "channel", "user", "text", "blocks", "attachments", "ts",
           "thread_ts", "event_ts", "channel_type")  # fmt: skip
_MESSAGE = (*_COMMON, "client_msg_id", "team", "bot_id", "bot_profile", "metadata",
            "parent_user_id", "edited", "hidden", "deleted_ts", "message", "previous_message",
            "inviter", "topic", "purpose")  # fmt: skip
_BROADCAST = (*_COMMON, "client_msg_id", "root")
_FILES = (*_COMMON, "files", "upload", "display_as_bot", "parent_user_id")
_BOT = (*_COMMON, "bot_id", "username", "icons")
_OF_SUBTYPE = {"thread_broadcast": _BROADCAST, "file_share": _FILES, "bot_message": _BOT}
_MENTION = ("type", "client_msg_id", "user", "text", "blocks", "ts", "team", "channel",
            "edited", "event_ts", "thread_ts")  # fmt: skip
_INNER = ("client_msg_id", "type", "subtype", "user", "team", "bot_id", "bot_profile", "edited",
          "text", "blocks", "attachments", "thread_ts", "parent_user_id", "hidden",
          "is_locked", "subscribed", "ts", "reply_count", "reply_users_count",
          "latest_reply")  # fmt: skip
_ROOT = ("text", "user", "team", "bot_id", "type", "subtype", "thread_ts", "bot_profile",
         "edited", "reply_count", "reply_users_count", "latest_reply", "subscribed",
         "ts")  # fmt: skip


def as_event(event: Json) -> Json:
    """Return *event* with just the keys that Slack's events of its kind have."""
    if event["type"] == "app_mention":
        return _only(event, _MENTION)
    if event["type"] != "message":
        return event
    shown = _only(event, _OF_SUBTYPE.get(event.get("subtype", ""), _MESSAGE))
    for key, inner in (("message", _INNER), ("previous_message", _INNER), ("root", _ROOT)):
        if key in shown:
            shown[key] = _only(shown[key], inner)
    if "metadata" in shown:
        shown["metadata"] = dict(shown["metadata"])
    return shown


def _only(value: Json, keys: tuple[str, ...]) -> Json:
    return {key: value[key] for key in value if key in keys}
