"""Sends events, again and again on Slack's schedule."""

import asyncio
import json
import random
import time

from bot.standin import ids
from bot.standin.delivery.record import ms_since, record
from bot.standin.delivery.reply import Reply
from bot.standin.faults import PATIENCE_S
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
        record(site, app, "event", event["type"], body, verdict="dropped")
        return
    if not _within_quota(site, app, body):
        return
    lost_first = site.faults.loses_first()
    for _ in range(site.faults.copies("events")):
        _start(site, app, body, lost_first=lost_first)


def send_again(site: Site, app: App, body: Json) -> None:
    """Deliver once more what an app has had already, with the same event_id."""
    _start(site, app, body, lost_first=False)


def _within_quota(site: Site, app: App, body: Json) -> bool:
    ruling = site.host.quota.take(app.app_id, site.world.team.id)
    if ruling.limited_minute is not None:
        _start(site, app, _limited_body(site, app, ruling.limited_minute), lost_first=False)
    if not ruling.allowed:
        record(site, app, "event", body["event"]["type"], body, verdict="app_rate_limited")
    return ruling.allowed


def _limited_body(site: Site, app: App, minute: int) -> Json:
    # https://docs.slack.dev/reference/events/app_rate_limited: all of it is on the outside.
    return {
        "token": app.verification_token,
        "type": "app_rate_limited",
        "team_id": site.world.team.id,
        "minute_rate_limited": minute,
        "api_app_id": app.app_id,
    }


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
    shuffle = site.faults.deliveries.shuffle
    if not shuffle:
        site.spawn(delivery)
        return
    site.host.held.append(delivery)
    if len(site.host.held) >= shuffle:
        release_held(site)
    else:
        site.spawn(_release_later(site))


async def _release_later(site: Site) -> None:
    await asyncio.sleep(_HELD_S)
    release_held(site)


def release_held(site: Site) -> None:
    """Let go what is held back for shuffling, in a random order."""
    held, site.host.held = site.host.held, []
    random.shuffle(held)
    for delivery in held:
        site.spawn(delivery)


async def _deliver(site: Site, app: App, body: Json, *, lost_first: bool) -> None:
    reason = "http_timeout"
    for attempt, wait in enumerate(RETRY_WAITS_S):
        await asyncio.sleep(wait / site.host.settings.timescale)
        if attempt == 0 and lost_first:
            continue
        reply = await _attempt(site, app, body, attempt=attempt, reason=reason)
        if reply.ok or not reply.retry:
            return
        reason = reply.failure or reason


async def _attempt(site: Site, app: App, body: Json, *, attempt: int, reason: str) -> Reply:
    await asyncio.sleep(site.faults.deliveries.delay_s)
    started = time.perf_counter()
    url = site.host.events_url or app.manifest.settings.event_subscriptions.request_url
    within_s = site.faults.deliveries.patience_s
    if site.host.sockets.connections(app.app_id):
        retried = {"retry_attempt": attempt, "retry_reason": reason if attempt else ""}
        reply = await site.host.sockets.send(
            app.app_id,
            "events_api",
            body,
            within_s=within_s,
            accepts_response_payload=False,
            **retried,
        )
        transport, url = "socket", ""
    elif url:
        headers = _retry_headers(attempt, reason)
        reply = await site.host.http.post_json(
            url, body, secret=app.signing_secret, within_s=within_s, **headers
        )
        transport = "http"
    else:
        reply, transport = Reply(failure="connection_failed"), "none"
    verdict = "taken" if reply.ok else str(reply.failure)
    record(site, app, "event", body.get("event", body)["type"], body, verdict=verdict,
           attempt=attempt, ms=ms_since(started), transport=transport, response=reply.status,
           url=url or "")  # fmt: skip
    return reply


def _retry_headers(attempt: int, reason: str) -> dict[str, str]:
    if attempt == 0:
        return {}
    return {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}


async def verify_url(site: Site, app: App) -> bool:
    """Ask the app's HTTP address for the challenge; True if it comes back."""
    url = site.host.events_url or app.manifest.settings.event_subscriptions.request_url
    challenge = ids.secret("challenge", app.app_id)
    body = {"token": app.verification_token, "challenge": challenge, "type": "url_verification"}
    if not url:
        return False
    reply = await site.host.http.post_json(
        url, body, secret=app.signing_secret, within_s=PATIENCE_S
    )
    record(site, app, "event", "url_verification", json.loads(json.dumps(body)), url=url,
           transport="http", response=reply.status,
           verdict="taken" if reply.ok else str(reply.failure))  # fmt: skip
    said = reply.body.values() if isinstance(reply.body, dict) else ()
    return reply.ok and challenge in said
