"""The state of one workspace: plain data that is kept in memory and, if asked, in a file."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.standin.files.file import File
from bot.standin.manifest import Manifest
from bot.standin.shape import Json


class _Kept(BaseModel):
    # Mutable on purpose: this is the stand-in's database, changed by one event loop only.
    model_config = ConfigDict(extra="forbid")


class Person(_Kept):
    """A member of the workspace; bots are members too."""

    id: str
    handle: str
    real_name: str
    title: str = ""
    tz: str | None = None
    email: str | None = None
    color: str = "4a7c59"
    guest: bool = False
    deactivated: bool = False
    external: bool = False
    bot_id: str | None = None
    app_id: str | None = None
    updated: int = 0

    @property
    def is_bot(self) -> bool:
        """Whether this is an app's user."""
        return self.bot_id is not None


class Channel(_Kept):
    """A conversation with its messages by timestamp, oldest first."""

    id: str
    name: str
    kind: Literal["public", "private", "im", "mpim"] = "public"
    creator: str = ""
    created: int = 0
    topic: str = ""
    purpose: str = ""
    # Who set topic and purpose when, where that wasn't the seed.
    lines: dict[str, Json] = Field(default_factory=dict)
    general: bool = False
    archived: bool = False
    shared: bool = False
    members: list[str] = Field(default_factory=list)
    previous_names: list[str] = Field(default_factory=list)
    pins: list[Json] = Field(default_factory=list)
    bookmarks: list[Json] = Field(default_factory=list)
    messages: dict[str, Json] = Field(default_factory=dict)
    threads: dict[str, list[str]] = Field(default_factory=dict)
    # What an assistant says about a thread: status, title, suggested prompts; by the root's ts.
    assistant: dict[str, Json] = Field(default_factory=dict)


class App(_Kept):
    """An installed app with its secrets."""

    name: str
    app_id: str
    bot_id: str
    bot_user_id: str
    manifest: Manifest
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    client_id: str = ""
    installed: bool = True
    generation: int = 0
    # What somebody allowed on the install page; None: everything that the manifest asks for.
    granted: list[str] | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """What the bot token may do."""
        granted = self.manifest.oauth_config.scopes.bot if self.granted is None else self.granted
        return frozenset(granted)


class OpenView(_Kept):
    """A modal or Home that one person has: what the app sent, what the person filled in."""

    view: Json
    app_id: str
    person: str
    values: dict[str, Json] = Field(default_factory=dict)
    errors: dict[str, str] = Field(default_factory=dict)
    filled: bool = False
    offered: dict[str, list[Json]] = Field(default_factory=dict)


class Desk(_Kept):
    """What only one person sees."""

    ephemerals: list[Json] = Field(default_factory=list)
    stack: list[str] = Field(default_factory=list)
    homes: dict[str, str] = Field(default_factory=dict)
    read: dict[str, str] = Field(default_factory=dict)
    unread: dict[str, int] = Field(default_factory=dict)
    mentions: dict[str, int] = Field(default_factory=dict)
    values: dict[str, dict[str, Json]] = Field(default_factory=dict)
    offered: dict[str, list[Json]] = Field(default_factory=dict)


class ReplyUrl(_Kept):
    """A response_url: who may answer what, how often and how long."""

    app_id: str
    person: str
    channel: str
    message_ts: str | None = None
    thread_ts: str | None = None
    ephemeral: bool = False
    uses_left: int = 5
    expires: float = 0


class Section(_Kept):
    """A piece of a canvas that can be addressed."""

    id: str
    markdown: str

    @property
    def level(self) -> int:
        """1 to 3 for a heading, 0 for anything else."""
        hashes = self.markdown.split(" ", 1)[0]
        return len(hashes) if hashes in ("#", "##", "###") else 0


class Canvas(_Kept):
    """A page of Markdown, standing alone or as a channel's tab."""

    id: str
    title: str
    app_id: str
    created: int
    channel: str | None = None
    # Each channel has one canvas of its own beside any number of tabs.
    is_channels_own: bool = False
    sections: list[Section] = Field(default_factory=list)

    @property
    def markdown(self) -> str:
        """All of it."""
        return "\n\n".join(section.markdown for section in self.sections)


class Stream(_Kept):
    """A message that an app is still writing."""

    channel: str
    app_id: str
    started: float
    mode: Literal["text", "chunks"] | None = None
    display: str = "timeline"
    markdown: str = ""
    plan: str = ""
    tasks: dict[str, Json] = Field(default_factory=dict)
    parts: list[Json] = Field(default_factory=list)


class Team(_Kept):
    """The workspace itself."""

    id: str
    name: str
    domain: str


class World(_Kept):
    """Everything there is; saved and loaded as one."""

    team: Team
    people: dict[str, Person] = Field(default_factory=dict)
    channels: dict[str, Channel] = Field(default_factory=dict)
    apps: dict[str, App] = Field(default_factory=dict)
    views: dict[str, OpenView] = Field(default_factory=dict)
    desks: dict[str, Desk] = Field(default_factory=dict)
    reply_urls: dict[str, ReplyUrl] = Field(default_factory=dict)
    files: dict[str, File] = Field(default_factory=dict)
    deleted_files: list[str] = Field(default_factory=list)
    canvases: dict[str, Canvas] = Field(default_factory=dict)
    streams: dict[str, Stream] = Field(default_factory=dict)

    def person_called(self, handle: str) -> Person | None:
        """Return the human with that handle, or None."""
        return next((p for p in self.people.values() if p.handle == handle and not p.is_bot), None)

    def humans(self) -> list[Person]:
        """Return the people who are no bots, in the seed's order."""
        return [person for person in self.people.values() if not person.is_bot]

    def channel_called(self, name: str) -> Channel | None:
        """Return the channel with that name (without the hash sign), or None."""
        named = (c for c in self.channels.values() if c.kind in ("public", "private"))
        return next(
            (channel for channel in named if channel.name == name),
            None,
        )

    def desk(self, person_id: str) -> Desk:
        """Return what only this person sees."""
        return self.desks.setdefault(person_id, Desk())

    def app_of_user(self, user_id: str) -> App | None:
        """Return the app whose bot user this is, or None."""
        return next((app for app in self.apps.values() if app.bot_user_id == user_id), None)

    def sees(self, person_id: str, channel: Channel) -> bool:
        """Whether this person may look into the channel."""
        if person_id in channel.members:
            return True
        person = self.people[person_id]
        return channel.kind == "public" and not person.guest and not person.external
