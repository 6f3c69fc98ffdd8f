"""An app's manifest, as far as a host of the app must read it.

Source: Slack's app manifest reference, https://docs.slack.dev/reference/app-manifest
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Open(BaseModel):
    """A part of which only some keys matter here; Slack adds keys to it now and then."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class DisplayInformation(_Open):
    """How the app presents itself."""

    name: str = Field(min_length=1, max_length=35)
    description: str = Field(default="", max_length=140)
    background_color: str = "#2f5d3a"


class SlashCommand(_Part):
    """One slash command with the hints that the composer shows."""

    command: str = Field(pattern=r"^/[^\sA-Z]{1,31}$")
    description: str = Field(min_length=1, max_length=2000)
    usage_hint: str = Field(default="", max_length=1000)
    url: str | None = None
    should_escape: bool = False


class Shortcut(_Part):
    """One entry of the shortcuts menu (global) or of a message's menu."""

    name: str = Field(min_length=1, max_length=24)
    type: Literal["message", "global"]
    callback_id: str = Field(min_length=1, max_length=255)
    description: str = Field(min_length=1, max_length=150)


class BotUser(_Open):
    """The app's own user."""

    display_name: str = Field(min_length=1, max_length=80)
    always_online: bool = False


class AppHome(_Open):
    """Which tabs the app's home has."""

    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False
    messages_tab_read_only_enabled: bool = False


class Features(_Open):
    """What the app adds to the workspace."""

    bot_user: BotUser | None = None
    app_home: AppHome = AppHome()
    slash_commands: tuple[SlashCommand, ...] = Field(default=(), max_length=50)
    shortcuts: tuple[Shortcut, ...] = Field(default=(), max_length=10)
    unfurl_domains: tuple[str, ...] = Field(default=(), max_length=5)
    assistant_view: dict[str, Any] | None = None
    agent_view: dict[str, Any] | None = None


class Scopes(_Open):
    """Permissions of the bot token."""

    bot: tuple[str, ...] = ()


class OAuthConfig(_Open):
    """Permissions that the installation grants."""

    scopes: Scopes = Scopes()
    redirect_urls: tuple[str, ...] = Field(default=(), max_length=1000)


class EventSubscriptions(_Open):
    """Which events the app wants, and where over HTTP."""

    request_url: str | None = None
    bot_events: tuple[str, ...] = ()


class Interactivity(_Open):
    """Where buttons, forms and shortcuts go over HTTP."""

    is_enabled: bool = False
    request_url: str | None = None
    message_menu_options_url: str | None = None


class Settings(_Open):
    """How the app is reached."""

    event_subscriptions: EventSubscriptions = EventSubscriptions()
    interactivity: Interactivity = Interactivity()
    socket_mode_enabled: bool = False


class Manifest(_Open):
    """A Slack app's manifest; keys that don't concern a host are ignored."""

    display_information: DisplayInformation
    features: Features = Features()
    oauth_config: OAuthConfig = OAuthConfig()
    settings: Settings = Settings()

    @property
    def bot_name(self) -> str:
        """The bot user's display name, the app's name where none is given."""
        bot = self.features.bot_user
        return bot.display_name if bot else self.display_information.name

    @property
    def is_agent(self) -> bool:
        """Whether the app answers people as an assistant."""
        return bool(self.features.agent_view or self.features.assistant_view)

    def command(self, name: str) -> SlashCommand | None:
        """Return the slash command called *name* (with its slash), or None."""
        return next((c for c in self.features.slash_commands if c.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut with that callback id, or None."""
        return next((s for s in self.features.shortcuts if s.callback_id == callback_id), None)
