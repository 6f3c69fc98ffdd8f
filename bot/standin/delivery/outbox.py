"""Sends events, again and again on Slack's schedule, and asks apps about interactions."""

import asyncio
import json
import random
import time
from typing import Any
from urllib.parse import urlencode

from bot.standin import ids
from bot.standin.delivery.reply import Reply
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App

# https://docs.slack.dev/apis/events-api/#retries: nearly at once, after 1 and after 5 minutes.
RETRY_WAITS_S = (0.0, 0.0, 60.0, 300.0)
_HELD_S = 0.25


def send_event(site: Site, app: App, event: Json, *, shared: bool) -> None:
    """Deliver an event to the app, beside everything else, until it is taken or given up."""
    body = _event_body(site, app, event, shared=shared)
    if site.faults.drops("events"):
        _log(site, app, "event", event["type"], body, verdict="dropped")
        return
    lost_first = site.faults.loses_first()
    for _ in range(site.faults.copies("events")):
        _start(site, app, body, lost_first=lost_first)


def _event_body(site: Site, app: App, event: Json, *, shared: bool) -> Json:
    team = site.world.team.id
    return {
        "token": app.verification_token,
        "team_id": team,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": ids.fresh("Ev"),
        "event_time": int(site.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{ids.secret('context', event.get('event_ts', team))}",
    }


def _start(site: Site, app: App, body: Json, *, lost_first: bool) -> None:
    delivery = _deliver(site, app, body, lost_first=lost_first)
    if not site.faults.deliveries.shuffle:
        site.spawn(delivery)
        return
    site.held.append(delivery)
    if len(site.held) >= site.faults.deliveries.shuffle:
        release_held(site)
    else:
        site.spawn(_release_later(site))


async def _release_later(site: Site) -> None:
    await asyncio.sleep(_HELD_S)
    release_held(site)


def release_held(site: Site) -> None:
    """Let go what is held back for shuffling, in a random order."""
    held, site.held = site.held, []
    random.shuffle(held)
    for delivery in held:
        site.spawn(delivery)


async def _deliver(site: Site, app: App, body: Json, *, lost_first: bool) -> None:
    reason = "http_timeout"
    for attempt, wait in enumerate(RETRY_WAITS_S):
        await asyncio.sleep(wait / site.settings.timescale)
        if attempt == 0 and lost_first:
            continue
        reply = await _attempt(site, app, body, attempt=attempt, reason=reason)
        if reply.ok or not reply.retry:
            return
        reason = reply.failure or reason


async def _attempt(site: Site, app: App, body: Json, *, attempt: int, reason: str) -> Reply:
    await asyncio.sleep(site.faults.deliveries.delay_s)
    started = time.perf_counter()
    url = site.events_url or app.manifest.settings.event_subscriptions.request_url
    if site.sockets.connections(app.app_id):
        retried = {"retry_attempt": attempt, "retry_reason": reason if attempt else ""}
        reply = await site.sockets.send(
            app.app_id, "events_api", body, accepts_response_payload=False, **retried
        )
        transport = "socket"
    elif url:
        headers = _retry_headers(attempt, reason)
        reply = await _post(site, app, url, json.dumps(body).encode(), "application/json", headers)
        transport = "http"
    else:
        reply, transport = Reply(failure="connection_failed"), "none"
    verdict = "taken" if reply.ok else str(reply.failure)
    _log(site, app, "event", body["event"]["type"], body, verdict=verdict, attempt=attempt,
         ms=_ms(started), transport=transport, response=reply.status)  # fmt: skip
    return reply


def _retry_headers(attempt: int, reason: str) -> dict[str, str]:
    if attempt == 0:
        return {}
    return {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}


async def _post(
    site: Site, app: App, url: str, body: bytes, content_type: str, headers: dict[str, str]
) -> Reply:
    return await site.http.send(
        url, body, secret=app.signing_secret, content_type=content_type, headers=headers
    )


async def ask(site: Site, app: App, kind: str, payload: Json) -> Reply:
    """Send an interaction and return the app's answer; it is never sent again.

    Args:
        site: The workspace.
        app: Whose command, button or form it is.
        kind: slash_commands or interactive.
        payload: The interaction.
    """
    name = payload.get("command") or payload["type"]
    started = time.perf_counter()
    if site.faults.drops("interactions"):
        reply, transport = Reply(failure="timeout"), "none"
    else:
        await asyncio.sleep(site.faults.deliveries.delay_s)
        reply, transport = await _copies(site, app, kind, payload)
    verdict = "taken" if reply.ok else str(reply.failure)
    _log(site, app, "interaction", name, payload, verdict=verdict, ms=_ms(started),
         transport=transport, response=reply.body if reply.ok else reply.status)  # fmt: skip
    return reply


async def _copies(site: Site, app: App, kind: str, payload: Json) -> tuple[Reply, str]:
    copies = site.faults.copies("interactions")
    sent = [_interaction(site, app, kind, payload) for _ in range(copies)]
    return (await asyncio.gather(*sent))[0]


async def _interaction(site: Site, app: App, kind: str, payload: Json) -> tuple[Reply, str]:
    answers = payload.get("type") in (None, "view_submission", "block_suggestion")
    if site.sockets.connections(app.app_id):
        reply = await site.sockets.send(app.app_id, kind, payload, accepts_response_payload=answers)
        return reply, "socket"
    url = _interaction_url(site, app, payload)
    if not url:
        return Reply(failure="connection_failed"), "none"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    body = urlencode({key: _form_value(value) for key, value in fields.items()}).encode()
    return await _post(site, app, url, body, "application/x-www-form-urlencoded", {}), "http"


def _form_value(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _interaction_url(site: Site, app: App, payload: Json) -> str | None:
    if site.events_url:
        return site.events_url
    command = app.manifest.command(payload.get("command", ""))
    if command is not None:
        return command.url
    interactivity = app.manifest.settings.interactivity
    if payload.get("type") == "block_suggestion" and interactivity.message_menu_options_url:
        return interactivity.message_menu_options_url
    return interactivity.request_url


async def verify_url(site: Site, app: App) -> bool:
    """Ask the app's HTTP address for the challenge; True if it comes back."""
    url = site.events_url or app.manifest.settings.event_subscriptions.request_url
    challenge = ids.secret("challenge", app.app_id)
    body = {"token": app.verification_token, "challenge": challenge, "type": "url_verification"}
    if not url:
        return False
    reply = await _post(site, app, url, json.dumps(body).encode(), "application/json", {})
    said = reply.body.values() if isinstance(reply.body, dict) else ()
    return reply.ok and challenge in said


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _log(site: Site, app: App, kind: str, name: str, request: Json, **rest: Any) -> None:
    site.journal.write(kind, at=site.clock.now(), app=app.name, name=name, request=request, **rest)
