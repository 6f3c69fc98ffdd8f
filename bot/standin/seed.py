"""What a workspace starts with: one YAML file, checked strictly."""

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.standin.manifest import Manifest

M = TypeVar("M", bound=BaseModel)
Handle = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,30}$")]
ChannelName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]


class SeedInvalid(Exception):
    """A seed or manifest file can't be used; says the file and the key."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file, self.key, self.reason = file, key, reason


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SeedTeam(_Part):
    """The workspace itself."""

    name: str = "Example workspace"
    domain: str = Field(default="example", pattern=r"^[a-z0-9-]{1,21}$")


class SeedPerson(_Part):
    """Somebody who takes part; `name` is the handle and the address of their page."""

    name: Handle
    real_name: str
    title: str = ""
    tz: str | None = None
    email: str | None = None
    guest: bool = False
    deactivated: bool = False
    external: bool = False


class SeedChannel(_Part):
    """A channel; without `members` everybody but guests and externals is in."""

    name: ChannelName
    topic: str = ""
    purpose: str = ""
    members: tuple[Handle, ...] | None = None
    private: bool = False
    bot: bool = False
    archived: bool = False
    shared: bool = False


class SeedReply(_Part):
    """A reply in the thread of a message."""

    by: Handle
    text: str


class SeedMessage(_Part):
    """Something that was said before the demo starts, `minutes_ago` minutes before."""

    channel: ChannelName
    by: Handle
    text: str
    minutes_ago: float = Field(default=30, ge=0)
    reactions: dict[str, tuple[Handle, ...]] = {}
    replies: tuple[SeedReply, ...] = ()


AppName = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,30}$")]


class SeedApp(_Part):
    """An app with its manifest; `installed: false` leaves it to somebody to install it."""

    name: AppName
    manifest: Manifest
    installed: bool = True


class WelcomeAction(_Part):
    """One button of the first screen: it runs a slash command or starts a script."""

    label: str
    hint: str = ""
    command: str | None = None
    script: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "WelcomeAction":
        if (self.command is None) == (self.script is None):
            raise ValueError("give either command or script")
        return self


class Welcome(_Part):
    """The first screen's card."""

    headline: str
    lead: str
    channel: ChannelName | None = None
    actions: tuple[WelcomeAction, ...] = ()
    footer: str = ""
    small: str = ""


StepName = Literal[
    "command", "say", "reply", "click", "select", "fill_and_submit", "close", "wait_for",
    "open_thread", "react", "shortcut", "open_home", "note", "pause",
]  # fmt: skip


class ScriptStep(_Part):
    """One thing that one person does; which keys a step needs depends on `do`."""

    do: StepName
    as_: Handle | None = Field(default=None, alias="as")
    text: str | None = None
    channel: ChannelName | None = None
    thread: str | None = None
    label: str | None = None
    action_id: str | None = None
    value: str | None = None
    callback_id: str | None = None
    values: dict[str, Any] = {}
    emoji: str | None = None
    where: Literal["channel", "ephemeral", "modal", "home", "any"] = "any"
    timeout_s: float = Field(default=20, gt=0, le=120)
    pause_s: float = Field(default=1.2, ge=0, le=30)
    optional: bool = False

    @model_validator(mode="after")
    def _complete(self) -> "ScriptStep":
        missing = [key for key in _NEEDS.get(self.do, ()) if getattr(self, key) is None]
        if missing:
            raise ValueError(f"{self.do} needs {', '.join(missing).replace('as_', 'as')}")
        return self


_NEEDS: dict[str, tuple[str, ...]] = {
    "command": ("as_", "text"), "say": ("as_", "text"), "reply": ("as_", "text"),
    "click": ("as_",), "select": ("as_", "value"), "fill_and_submit": ("as_",), "close": ("as_",),
    "react": ("as_", "emoji"), "shortcut": ("as_", "callback_id"), "open_home": ("as_",),
    "note": ("text",), "wait_for": ("as_",), "open_thread": ("as_",),
}  # fmt: skip


class Script(_Part):
    """A play that the example people perform by themselves."""

    title: str
    channel: ChannelName
    seconds: int = Field(default=120, ge=1)
    steps: tuple[ScriptStep, ...] = Field(min_length=1)


class SeedWorkspace(_Part):
    """What one workspace starts with; `installed` names apps of the seed."""

    team: SeedTeam = SeedTeam()
    people: tuple[SeedPerson, ...] = Field(min_length=1)
    channels: tuple[SeedChannel, ...] = Field(min_length=1)
    messages: tuple[SeedMessage, ...] = ()
    welcome: Welcome | None = None
    scripts: dict[str, Script] = {}
    installed: tuple[AppName, ...] = ()

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> "SeedWorkspace":
        people = {person.name for person in self.people}
        channels = {channel.name for channel in self.channels}
        for wrong in _dangling(self, people, channels):
            raise ValueError(wrong)
        return self


class Seed(SeedWorkspace):
    """Everything that a server starts with: the first workspace, further ones, the apps."""

    apps: tuple[SeedApp, ...] = ()
    workspaces: tuple[SeedWorkspace, ...] = ()

    @model_validator(mode="after")
    def _workspaces_differ(self) -> "Seed":
        domains = [self.team.domain, *(workspace.team.domain for workspace in self.workspaces)]
        for domain in domains:
            if domains.count(domain) > 1:
                raise ValueError(f"two workspaces have the domain {domain!r}")
        if self.installed:
            raise ValueError("the first workspace takes `installed` of each app")
        return self


def _dangling(seed: SeedWorkspace, people: set[str], channels: set[str]) -> list[str]:
    members = {m for channel in seed.channels for m in channel.members or ()}
    speakers = {m.by for m in seed.messages} | {r.by for m in seed.messages for r in m.replies}
    steps = [step for script in seed.scripts.values() for step in script.steps]
    actors = {step.as_ for step in steps if step.as_}
    places = {m.channel for m in seed.messages} | {s.channel for s in seed.scripts.values()}
    places |= {step.channel for step in steps if step.channel}
    if seed.welcome and seed.welcome.channel:
        places.add(seed.welcome.channel)
    return [f"unknown person {n!r}" for n in sorted((members | speakers | actors) - people)] + [
        f"unknown channel {n!r}" for n in sorted(places - channels)
    ]


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML or JSON file; SeedInvalid says what is wrong with it."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SeedInvalid(str(path), "", str(error)) from error
    except yaml.YAMLError as error:
        raise SeedInvalid(str(path), "", f"not YAML: {error}") from error


def load_seed(path: Path) -> Seed:
    """Return the seed in *path*; SeedInvalid names the file and the key."""
    return _checked(Seed, read_yaml(path), path)


def load_manifest(path: Path) -> Manifest:
    """Return the app manifest (YAML or JSON) in *path*; SeedInvalid names the file and key."""
    return _checked(Manifest, read_yaml(path), path)


def _checked(model: type[M], content: Any, path: Path) -> M:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SeedInvalid(str(path), key, first["msg"]) from error
