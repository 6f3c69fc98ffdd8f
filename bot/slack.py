"""Calls to Slack whose outcome is a value: done, limited, refused or unsure.

The client's own retries are off, since a blind retry can post twice; who asks decides.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

DEFAULT_RETRY_AFTER_S = 30
"""When Slack limits without a readable `Retry-After`."""

LONGEST_RETRY_AFTER_S = 3600
MOST_CLOSED = 10_000


@dataclass(frozen=True)
class Done:
    """Slack did it; `scopes` is what the token may do, where Slack says so."""

    data: Mapping[str, Any] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limited:
    """Slack did nothing and wants no such call for a while (429)."""

    retry_after_s: int


@dataclass(frozen=True)
class Refused:
    """Slack said no, and would say it again: `error` is its word for why."""

    error: str


@dataclass(frozen=True)
class Unsure:
    """No readable answer (time-out, 5xx, HTML): `perhaps` it has happened all the same."""

    why: str
    perhaps: bool = True


Outcome = Done | Limited | Refused | Unsure

PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
"""Refusals that Slack's pages call temporary."""


def spoken_for(method: str, arguments: Mapping[str, Any]) -> str | None:
    """Return the channel that a 429 of this call is about; None when it is the method's.

    Slack counts posts by channel and everything else by method and workspace.
    Source: https://docs.slack.dev/apis/web-api/rate-limits
    """
    return arguments.get("channel") if method == "chat.postMessage" else None


class Client(AsyncWebClient):
    """Slack's client, which remembers until when Slack wants no more calls of a method."""

    def __init__(self, *, clock: Callable[[], datetime], **options: Any) -> None:
        super().__init__(**options, retry_handlers=[])
        self._clock = clock
        self._closed: dict[tuple[str, str | None], datetime] = {}

    def with_token(self, token: str) -> "Client":
        """Return a client on the same session that asks with another token."""
        return Client(clock=self._clock, token=token, base_url=self.base_url, session=self.session)

    def closed(self, method: str, arguments: Mapping[str, Any]) -> Limited | None:
        """Say for how long no such call is wanted; None when it may be made now."""
        until = self._closed.get((method, spoken_for(method, arguments)))
        left_s = (until - self._clock()).total_seconds() if until is not None else 0.0
        return Limited(ceil(left_s)) if left_s > 0 else None

    def close_for(self, method: str, arguments: Mapping[str, Any], *, limited: Limited) -> None:
        """Remember a 429."""
        if len(self._closed) > MOST_CLOSED:
            self._closed.clear()
        until = self._clock() + timedelta(seconds=limited.retry_after_s)
        self._closed[method, spoken_for(method, arguments)] = until


async def call(client: Client, method: str, arguments: Mapping[str, Any]) -> Outcome:
    """Call a Web API method once.

    Args:
        client: Within the window of an earlier 429 it is not asked at all.
        method: As in Slack's reference, "chat.postMessage".
        arguments: JSON values; None is left out.
    """
    body = {key: value for key, value in arguments.items() if value is not None}
    return await _asked(client, method, body, json=body)


async def look(client: Client, method: str, arguments: Mapping[str, Any]) -> Outcome:
    """Call a reading method once, with form parameters (Slack reads no JSON there)."""
    params = {key: value for key, value in arguments.items() if value is not None}
    return await _asked(client, method, params, http_verb="GET", params=params)


async def respond(client: Client, url: str, body: Mapping[str, Any]) -> Outcome:
    """Use a response URL once; Slack takes five uses within half an hour.

    A form brings its own back: one that is not Slack's is refused, and nothing is sent there.
    """
    if not _is_slacks(client, url):
        return Refused("not_slacks")
    try:
        async with _http(client).post(url, json=dict(body)) as answer:
            said, status = (await answer.text())[:200], answer.status
            retry_after_s = _retry_after_s(answer.headers)
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        return Unsure(type(error).__name__)
    if status == 429:
        return Limited(retry_after_s)
    if status >= 500:
        return Unsure(f"http_{status}")
    return Done() if status == 200 else Refused(f"http_{status} {said}")


async def fetch(client: Client, address: str, *, most: int) -> bytes | None:
    """Return the first *most* bytes of a file that Slack keeps; None when it gives none.

    A file that lies elsewhere (Google Drive, say) has its own address there: our token stays here.
    Without the permission Slack leads to its sign-in page instead: no redirect is followed.
    """
    if not _is_slacks(client, address):
        return None
    head = {"Authorization": f"Bearer {client.token}"}
    try:
        async with _http(client).get(address, headers=head, allow_redirects=False) as answer:
            return await _first(answer, most) if answer.status == 200 else None
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None


def _is_slacks(client: Client, address: str) -> bool:
    """Say whether an address is Slack's, hooks.slack.com say, or where the Web API is."""
    with suppress(ValueError):
        named, api = (urlsplit(one).hostname or "" for one in (address, client.base_url))
        return named == api or f".{named}".endswith(".slack.com")
    return False


async def _first(answer: aiohttp.ClientResponse, most: int) -> bytes:
    found = bytearray()
    async for chunk in answer.content.iter_chunked(1 << 16):
        found += chunk
        if len(found) >= most:
            break
    return bytes(found[:most])


def _http(client: Client) -> aiohttp.ClientSession:
    assert client.session is not None
    return client.session


async def _asked(
    client: Client, method: str, arguments: Mapping[str, Any], **request: Any
) -> Outcome:
    closed = client.closed(method, arguments)
    if closed is not None:
        return closed
    outcome = await _answered(client, method, request)
    if isinstance(outcome, Limited):
        client.close_for(method, arguments, limited=outcome)
    return outcome


async def _answered(client: Client, method: str, request: Mapping[str, Any]) -> Outcome:
    try:
        response = await client.api_call(method, **request)
    except SlackApiError as error:
        return _refusal(error)
    except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError) as error:
        return Unsure(type(error).__name__)
    data = dict(response.data) if isinstance(response.data, dict) else {}
    return Done(data, _scopes(response.headers))


def _scopes(headers: Mapping[str, str]) -> frozenset[str]:
    said = _lowered(headers).get("x-oauth-scopes", "")
    return frozenset(scope.strip() for scope in said.split(",")) - {""}


def _refusal(error: SlackApiError) -> Outcome:
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    if status == 429:
        return Limited(_retry_after_s(getattr(response, "headers", None) or {}))
    word = _word(response)
    if word == "ratelimited":
        return Limited(DEFAULT_RETRY_AFTER_S)
    if (status or 0) >= 500 or not word or word in PASSING:
        return Unsure(word or f"http_{status}")
    return Refused(word)


def _word(response: Any) -> str:
    try:
        return str(response.get("error") or "")
    except (AttributeError, ValueError, TypeError):
        return ""


def _retry_after_s(headers: Mapping[str, str]) -> int:
    found = _lowered(headers).get("retry-after", "")
    if not (found.isascii() and found.isdigit()):
        return DEFAULT_RETRY_AFTER_S
    return min(max(int(found), 1), LONGEST_RETRY_AFTER_S)


def _lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {key.lower(): value for key, value in headers.items()}
