"""One call of a Web API method: who calls, with which arguments; and how it is refused."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.standin.blocks.spec import Problem
from bot.standin.intake import parsed
from bot.standin.shape import Json
from bot.standin.shapes import channel_object
from bot.standin.site import Site
from bot.standin.world import App, Channel, Person

_TS = re.compile(r"^\d+\.\d+$")
_MALFORMED = {
    "blocks": "invalid_blocks_format", "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format", "chunks": "invalid_chunks",
}  # fmt: skip


class ApiError(Exception):
    """An answer with `ok: false`; *more* are further keys of it."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error, self.more = error, more


def refused(error: str, problems: Iterable[Problem | str]) -> ApiError:
    """Return the error that names its reasons, as Slack writes them."""
    return ApiError(error, response_metadata={"messages": [f"[ERROR] {p}" for p in problems]})


@dataclass(frozen=True)
class Call:
    """The arguments and the caller of one method call."""

    site: Site
    app: App
    args: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text, *default* where it isn't given."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """Return an argument as text; invalid_arguments where it is missing."""
        value = self.text(name)
        if not value:
            raise refused("invalid_arguments", [f"missing required field: {name}"])
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return an argument as a boolean."""
        value = self.args.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true")

    def whole(self, name: str, default: int, most: int) -> int:
        """Return an argument as an integer of 1 to *most*."""
        raw = self.text(name, str(default))
        if not raw.lstrip("-").isdigit():
            raise refused("invalid_arguments", [f"{name} must be an integer"])
        if int(raw) < 1:
            raise ApiError("invalid_limit" if name == "limit" else "invalid_arguments")
        return min(int(raw), most)

    def json(self, name: str) -> Any:
        """Return an argument that is JSON, given as such or as a string; None if missing."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return parsed(value.encode("utf-8", "replace")) if value.strip() else None
        except ValueError as error:
            wrong = _MALFORMED.get(name, "invalid_arguments")
            raise refused(wrong, [f"{name} is not valid JSON"]) from error

    def names(self, name: str) -> list[str]:
        """Return an argument that lists ids, comma-separated or as a JSON array."""
        value = self.args.get(name) or []
        listed = value if isinstance(value, list) else str(value).split(",")
        return [str(one).strip() for one in listed if str(one).strip()]

    def require(self, *scopes: str) -> None:
        """Return if the token has one of *scopes*, else missing_scope."""
        if scopes and not self.app.scopes.intersection(scopes):
            provided = ",".join(sorted(self.app.scopes))
            raise ApiError("missing_scope", needed=scopes[0], provided=provided)

    def channel(self, name: str = "channel") -> Channel:
        """Return the channel that an argument names by id, as far as the bot can see it."""
        channel = self.site.world.channels.get(self.text(name))
        if channel is None or not self._sees(channel):
            raise ApiError("channel_not_found")
        return channel

    def _sees(self, channel: Channel) -> bool:
        return channel.kind == "public" or self.is_member(channel)

    def is_member(self, channel: Channel) -> bool:
        """Whether the bot is in the channel."""
        return self.app.bot_user_id in channel.members

    def joined(self, name: str = "channel") -> Channel:
        """Return the channel if the bot is in it, else not_in_channel."""
        channel = self.channel(name)
        if not self.is_member(channel):
            raise ApiError("not_in_channel")
        return channel

    def open_channel(self, name: str = "channel") -> Channel:
        """Return the channel if the bot is in it and it isn't archived."""
        channel = self.joined(name)
        if channel.archived:
            raise ApiError("is_archived")
        return channel

    def user(self, user_id: str) -> Person:
        """Return the member with that id, else user_not_found."""
        person = self.site.world.people.get(user_id)
        if person is None:
            raise ApiError("user_not_found")
        return person

    def by_kind(self, channel: Channel, what: Literal["read", "history", "write"]) -> None:
        """Require the scope that this kind of channel needs for reading or writing."""
        family = {"public": "channels", "private": "groups"}.get(channel.kind, channel.kind)
        self.require(f"{family}:{'manage' if (family, what) == ('channels', 'write') else what}")


def message_at(call: Call, channel: Channel, name: str = "timestamp") -> Json:
    """Return the message whose ts an argument gives."""
    if not call.text(name):
        raise ApiError("no_item_specified")
    if not _TS.match(call.text(name)):
        raise ApiError("bad_timestamp")
    message = channel.messages.get(call.text(name))
    if message is None:
        raise ApiError("message_not_found")
    return message


def shown(call: Call, channel: Channel) -> Json:
    """Return the answer that shows a channel as the bot sees it."""
    return {"channel": channel_object(call.site.world, channel, call.app.bot_user_id)}


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A method of the Web API; *scopes* are the ones of which the token needs one."""

    handler: Handler
    scopes: tuple[str, ...] = ()
    tier: int = 3
    token: Literal["bot", "app", "none"] = "bot"
