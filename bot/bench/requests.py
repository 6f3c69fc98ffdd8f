"""Requests as Slack sends them: forms of commands, envelopes of events, and the signature.

Sources: https://docs.slack.dev/authentication/verifying-requests-from-slack,
https://docs.slack.dev/apis/events-api, https://docs.slack.dev/interactivity/implementing-slash-commands
"""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.bench.workspace import PEOPLE, Workspace

FORM, DOCUMENT = "application/x-www-form-urlencoded", "application/json"
WHO = ("the shift lead", "purchasing", "the nurse", "a fitter", "the works council")
WHAT = ("asked who signs", "wants a number", "fears the audit", "sends sizes back", "tries it on")
WHEN = ("after the early shift", "before the trial", "in winter", "on the line", "at the fair")


@dataclass(frozen=True)
class Request:
    """A body that is signed when it is sent."""

    body: bytes
    kind: str

    def headers(self, secret: str) -> dict[str, str]:
        """Return the headers with which the app knows that it is from Slack."""
        stamp = int(time.time())
        text = b"v0:%d:%s" % (stamp, self.body)
        digest = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
        return {
            "Content-Type": self.kind,
            "X-Slack-Request-Timestamp": str(stamp),
            "X-Slack-Signature": f"v0={digest}",
        }


def sentence(number: int) -> str:
    """Return what somebody might have heard; no two are equal."""
    parts = (WHO[number % 5], WHAT[number // 5 % 5], WHEN[number // 25 % 5])
    return f"{' '.join(parts)}, {number} times"


def command(workspace: Workspace, channel: str, text: str) -> Request:
    """Return `/journey <text>`, as Mara types it in *channel*."""
    fields = {
        "token": "bench",
        "team_id": workspace.app["team_id"],
        "team_domain": "bench",
        "channel_id": channel,
        "channel_name": "place",
        "user_id": workspace.user("mara"),
        "user_name": "mara",
        "command": "/journey",
        "text": text,
        "api_app_id": workspace.app["app_id"],
        "is_enterprise_install": "false",
        "trigger_id": f"{secrets.randbelow(10**12)}.1.{secrets.token_hex(8)}",
        "response_url": workspace.response_url,
    }
    return Request(urlencode(fields).encode(), FORM)


def notes(workspace: Workspace, channel: str, count: int) -> Iterator[Request]:
    """Give so many `/journey note ...`, each with another sentence."""
    for number in range(count):
        yield command(workspace, channel, f'note "{sentence(number)}"')


def replies(workspace: Workspace, channel: str, thread: str, count: int) -> Iterator[Request]:
    """Give so many events: somebody replies in a thread, another note each time."""
    for number in range(count):
        said = time.time() + number / 1000
        event = {
            "type": "message",
            "user": workspace.user(PEOPLE[number % len(PEOPLE)]),
            "text": sentence(number),
            "team": workspace.app["team_id"],
            "channel": channel,
            "channel_type": "channel",
            "thread_ts": thread,
            "ts": f"{said:.6f}",
            "event_ts": f"{said:.6f}",
        }
        yield Request(json.dumps(_envelope(workspace, event)).encode(), DOCUMENT)


def _envelope(workspace: Workspace, event: dict[str, str]) -> dict[str, object]:
    team = workspace.app["team_id"]
    installed = {
        "enterprise_id": None,
        "team_id": team,
        "user_id": workspace.app["bot_user_id"],
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "bench",
        "team_id": team,
        "api_app_id": workspace.app["app_id"],
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(8)}",
        "event_time": int(time.time()),
        "authorizations": [installed],
        "is_ext_shared_channel": False,
    }
