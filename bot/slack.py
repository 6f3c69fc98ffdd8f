"""Calls to Slack whose outcome is a value: done, limited, refused or unsure.

The client's own retries are off, since a blind retry can post twice; who asks decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

DEFAULT_RETRY_AFTER_S = 30
"""When Slack limits without a readable `Retry-After`."""

LONGEST_RETRY_AFTER_S = 3600


@dataclass(frozen=True)
class Done:
    """Slack did it."""

    data: Mapping[str, Any] = field(default_factory=dict)


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
    """No readable answer: it may have happened or not (time-out, 5xx, HTML)."""

    why: str


Outcome = Done | Limited | Refused | Unsure

PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
"""Refusals that Slack's pages call temporary."""


async def call(client: AsyncWebClient, method: str, arguments: Mapping[str, Any]) -> Outcome:
    """Call a Web API method once.

    Args:
        client: With `retry_handlers=[]`.
        method: As in Slack's reference, "chat.postMessage".
        arguments: JSON values; None is left out.
    """
    body = {key: value for key, value in arguments.items() if value is not None}
    try:
        response = await client.api_call(method, json=body)
    except SlackApiError as error:
        return _refusal(error)
    except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError) as error:
        return Unsure(type(error).__name__)
    return Done(dict(response.data) if isinstance(response.data, dict) else {})


async def look(client: AsyncWebClient, method: str, arguments: Mapping[str, Any]) -> Outcome:
    """Call a reading method once, with form parameters (Slack reads no JSON there)."""
    params = {key: value for key, value in arguments.items() if value is not None}
    try:
        response = await client.api_call(method, http_verb="GET", params=params)
    except SlackApiError as error:
        return _refusal(error)
    except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError) as error:
        return Unsure(type(error).__name__)
    return Done(dict(response.data) if isinstance(response.data, dict) else {})


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
    found = {key.lower(): value for key, value in headers.items()}.get("retry-after", "")
    if not (found.isascii() and found.isdigit()):
        return DEFAULT_RETRY_AFTER_S
    return min(max(int(found), 1), LONGEST_RETRY_AFTER_S)
