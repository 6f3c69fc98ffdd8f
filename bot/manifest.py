"""The app's manifest: what Slack must know to install Desireline."""

from typing import Any

from prompts.words import Words

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:write",
    "users:read",
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "user_change",
)
COMMAND = "/journey"
SAVE_ONE_LINER = "save_one_liner"


def manifest(words: Words, *, url: str = "") -> dict[str, Any]:
    """Return the manifest as Slack's schema has it.

    Args:
        words: The texts that people see in Slack's menus.
        url: The public address of `/slack/events`; without it the app uses Socket Mode.
    """
    return {
        "display_information": {
            "name": words("manifest.name"),
            "description": words("manifest.description"),
            "background_color": "#2f5d3a",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True,
                         "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": words("manifest.name"), "always_online": True},
            "slash_commands": [_command(words, url)],
            "shortcuts": [
                {
                    "name": words("manifest.shortcut"),
                    "type": "message",
                    "callback_id": SAVE_ONE_LINER,
                    "description": words("manifest.shortcut_about"),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**_request_url(url), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_request_url(url), **_options_url(url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }  # fmt: skip


def _command(words: Words, url: str) -> dict[str, Any]:
    command = {
        "command": COMMAND,
        "description": words("manifest.command"),
        "usage_hint": words("manifest.usage"),
        "should_escape": True,
    }
    return {**command, "url": url} if url else command


def _request_url(url: str) -> dict[str, str]:
    return {"request_url": url} if url else {}


def _options_url(url: str) -> dict[str, str]:
    return {"message_menu_options_url": url} if url else {}
