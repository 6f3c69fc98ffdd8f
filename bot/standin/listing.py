"""The apps that this server knows: each with its manifest and the secrets of its settings page."""

import hashlib
from dataclasses import dataclass

from bot.standin import ids
from bot.standin.manifest import Manifest
from bot.standin.seed import Seed, SeedApp

# Every scope that one of the stand-in's methods or deliveries asks for.
ALL_SCOPES = (
    "app_mentions:read", "assistant:write", "bookmarks:read", "bookmarks:write", "canvases:read",
    "canvases:write", "channels:history", "channels:join", "channels:manage", "channels:read",
    "channels:write.invites", "channels:write.topic", "chat:write", "chat:write.customize",
    "chat:write.public", "commands", "emoji:read", "files:read", "files:write", "groups:history",
    "groups:read", "groups:write", "groups:write.invites", "groups:write.topic", "im:history",
    "im:read", "im:write", "links:read", "pins:read", "pins:write", "reactions:read",
    "reactions:write", "team:read", "users.profile:read", "users:read", "users:read.email",
)  # fmt: skip
_EXAMPLE_EVENTS = (
    "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_deleted",
    "channel_left", "channel_rename", "channel_shared", "channel_unarchive", "channel_unshared",
    "file_shared", "group_archive", "group_deleted", "group_left", "group_rename",
    "group_unarchive", "link_shared", "member_joined_channel", "member_left_channel",
    "message.channels", "message.groups", "message.im", "reaction_added", "reaction_removed",
    "team_join", "tokens_revoked", "user_change",
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """An app as its maker sees it: not yet in any workspace."""

    name: str
    manifest: Manifest
    app_id: str
    client_id: str
    client_secret: str
    app_token: str
    signing_secret: str
    verification_token: str
    installed: bool = True


def listed_apps(seed: Seed, manifest: Manifest | None) -> dict[str, Listed]:
    """Return the apps of the seed and *manifest*'s, by name; the example app where there is none.

    What makes an app depends on its name and the first workspace only: it is the same on
    every start.
    """
    apps = list(seed.apps)
    if manifest is not None:
        apps.append(SeedApp(name=slug(manifest.display_information.name), manifest=manifest))
    apps = apps or [SeedApp(name="example-app", manifest=example_manifest())]
    return {app.name: _listed(app, seed.team.domain) for app in apps}


def _listed(app: SeedApp, home: str) -> Listed:
    key = f"{home}/{app.name}"
    return Listed(
        name=app.name,
        manifest=app.manifest,
        app_id=ids.named("A", key),
        client_id=_client_id(key),
        client_secret=ids.secret("client", key),
        app_token=f"xapp-1-standin-{ids.secret('app', key)}",
        signing_secret=ids.secret("signing", key),
        verification_token=ids.secret("verification", key)[:24],
        installed=app.installed,
    )


def _client_id(key: str) -> str:
    number = int(hashlib.sha256(f"client:{key}".encode()).hexdigest(), 16)
    return f"{number % 10**12:012d}.{number // 10**12 % 10**12:012d}"


def slug(name: str) -> str:
    """Return *name* in small letters, digits and hyphens."""
    kept = "".join(c if c.isalnum() and c.isascii() else "-" for c in name.lower())
    return kept.strip("-")[:30] or "app"


def example_manifest() -> Manifest:
    """Return the app that is installed where nobody brings one: everything allowed."""
    return Manifest.model_validate(
        {
            "display_information": {"name": "Example app", "description": "An app to try things."},
            "features": {
                "bot_user": {"display_name": "example"},
                "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
                "slash_commands": [
                    {"command": "/example", "description": "Ask the example app", "usage_hint": "…"}
                ],
                "agent_view": {"agent_description": "Answers in private."},
                "unfurl_domains": ["example.com"],
            },
            "oauth_config": {"scopes": {"bot": list(ALL_SCOPES)}},
            "settings": {
                "event_subscriptions": {"bot_events": list(_EXAMPLE_EVENTS)},
                "interactivity": {"is_enabled": True},
                "socket_mode_enabled": True,
            },
        }
    )
