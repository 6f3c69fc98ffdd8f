"""Who somebody is and what a place is, asked of Slack and remembered for a minute.

Access hangs on this, so what can't be learned counts as "outside": an error denies. Whoever can
wait needn't take that for an answer.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot import slack
from bot.slack import Client
from knowledge.identity import PlaceId

REMEMBERED = timedelta(seconds=60)
ASKED_AGAIN_AFTER = timedelta(seconds=5)
"""How old a list of members must be for a newcomer to be looked for in a fresh one."""
MOST_REMEMBERED = 10_000
MOST_PAGES = 10
MOST_MEMBERS = 2_000

T = TypeVar("T")
_INSISTS = ContextVar("insists", default=False)


class Unsaid(Exception):
    """Slack does not say something just now, and who asks has time to ask again."""


@contextmanager
def insisting(insists: bool) -> Iterator[None]:
    """Let what Slack doesn't say now raise `Unsaid`, and not count as "outside"."""
    before = _INSISTS.set(insists)
    try:
        yield
    finally:
        _INSISTS.reset(before)


@dataclass(frozen=True, kw_only=True)
class Who:
    """A person as Slack knows them; `inside` is False for guests, strangers and the unknown."""

    name: str = ""
    title: str | None = None
    tz: str | None = None
    inside: bool = False
    bot: bool = False
    deactivated: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """A conversation; `known` is False when the bot can't see it."""

    known: bool = False
    private: bool = True
    outside: bool = True
    direct: bool = False


class Directory:
    """Looks people and places up."""

    def __init__(self, client: Client, *, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._people: dict[str, tuple[datetime, Who]] = {}
        self._places: dict[str, tuple[datetime, Place]] = {}
        self._members: dict[str, tuple[datetime, frozenset[str]]] = {}
        self._listed_at: dict[str, tuple[datetime, None]] = {}

    async def who(self, user: str) -> Who:
        """Return who *user* is; somebody unknown is outside."""
        found = self._fresh(self._people, user)
        if found is None:
            outcome = await slack.look(self._client, "users.info", {"user": user})
            if not isinstance(outcome, slack.Done):
                return _unless_insisting(outcome, Who())
            found = self._keep(self._people, user, who(outcome.data.get("user") or {}))
        return found

    async def place(self, channel: str) -> Place:
        """Return what *channel* is; one that can't be seen is private and outside."""
        found = self._fresh(self._places, channel)
        if found is None:
            outcome = await slack.look(self._client, "conversations.info", {"channel": channel})
            if not isinstance(outcome, slack.Done):
                return _unless_insisting(outcome, Place())
            found = self._keep(self._places, channel, _place(outcome.data.get("channel") or {}))
        return found

    async def members(self, channel: str, *, most: int) -> tuple[str, ...]:
        """Return who is in *channel*, at most *most*; none when the bot can't see it."""
        return await self._listed(channel, most=most) or ()

    async def _listed(self, channel: str, *, most: int) -> tuple[str, ...] | None:
        found: list[str] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            arguments = {"channel": channel, "limit": 200, "cursor": cursor}
            outcome = await slack.look(self._client, "conversations.members", arguments)
            if not isinstance(outcome, slack.Done):
                return _unless_insisting(outcome, None)
            found += [str(user) for user in outcome.data.get("members") or ()]
            cursor = (outcome.data.get("response_metadata") or {}).get("next_cursor")
            if not cursor or len(found) >= most:
                break
        return tuple(dict.fromkeys(found))[:most]

    async def direct(self, user: str) -> PlaceId | None:
        """Return the bot's conversation with *user*; None when Slack opens none."""
        outcome = await slack.call(self._client, "conversations.open", {"users": user})
        if not isinstance(outcome, slack.Done):
            return None
        return PlaceId(str((outcome.data.get("channel") or {}).get("id") or "")) or None

    async def holds(self, channel: str, user: str) -> bool | None:
        """Say whether *user* is in *channel*; None, which counts as no, when Slack doesn't say.

        Who was just invited may be missing in what is remembered, so Slack is asked once more
        before that counts as no. However many ask, that happens once in a while for a channel.
        """
        found = self._fresh(self._members, channel)
        if found is None or (user not in found and self._is_old(channel)):
            self._keep(self._listed_at, channel, None)
            listed = await self._listed(channel, most=MOST_MEMBERS)
            if listed is None:
                return None if found is None else False
            found = self._keep(self._members, channel, frozenset(listed))
        return user in found

    def _is_old(self, channel: str) -> bool:
        at, _ = self._listed_at.get(channel, (None, None))
        return at is None or self._clock() - at >= ASKED_AGAIN_AFTER

    def forget_place(self, channel: str) -> None:
        """Look *channel* and who is in it up anew next time."""
        self._places.pop(channel, None)
        self._members.pop(channel, None)

    def forget(self, user: str) -> None:
        """Look *user* up anew next time."""
        self._people.pop(user, None)

    def _fresh(self, kept: dict[str, tuple[datetime, T]], key: str) -> T | None:
        at, found = kept.get(key, (None, None))
        return found if at is not None and self._clock() - at < REMEMBERED else None

    def _keep(self, kept: dict[str, tuple[datetime, T]], key: str, found: T) -> T:
        if len(kept) >= MOST_REMEMBERED:
            kept.clear()
        kept[key] = (self._clock(), found)
        return found


def _unless_insisting(outcome: slack.Outcome, unknown: T) -> T:
    if _INSISTS.get() and not isinstance(outcome, slack.Refused):
        raise Unsaid
    return unknown


def who(user: Mapping[str, Any]) -> Who:
    """Read Slack's user object."""
    profile = user.get("profile") or {}
    outside = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
    return Who(
        name=profile.get("display_name") or user.get("real_name") or user.get("name") or "",
        title=profile.get("title") or None,
        tz=user.get("tz") or None,
        inside=not any(user.get(flag) for flag in outside),
        bot=bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
        deactivated=bool(user.get("deleted")),
    )


def _place(channel: dict[str, Any]) -> Place:
    return Place(
        known=True,
        private=bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim")),
        outside=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        direct=bool(channel.get("is_im")),
    )
