"""Asks apps about what people do: commands, buttons, forms; never a second time."""

import asyncio
import json
import time
from typing import Any
from urllib.parse import urlencode

from bot.standin.delivery.record import ms_since, record
from bot.standin.delivery.reply import Reply
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App


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
        reply, transport, url = Reply(failure="timeout"), "none", ""
    else:
        await asyncio.sleep(site.faults.deliveries.delay_s)
        reply, transport, url = await _copies(site, app, kind, payload)
    verdict = "taken" if reply.ok else str(reply.failure)
    record(site, app, "interaction", name, payload, verdict=verdict, ms=ms_since(started),
           transport=transport, response=reply.body if reply.ok else reply.status,
           url=url)  # fmt: skip
    return reply


async def _copies(site: Site, app: App, kind: str, payload: Json) -> tuple[Reply, str, str]:
    copies = site.faults.copies("interactions")
    sent = [_interaction(site, app, kind, payload) for _ in range(copies)]
    return (await asyncio.gather(*sent))[0]


async def _interaction(site: Site, app: App, kind: str, payload: Json) -> tuple[Reply, str, str]:
    within_s = site.faults.deliveries.patience_s
    answers = payload.get("type") in (None, "view_submission", "block_suggestion")
    if site.host.sockets.connections(app.app_id):
        reply = await site.host.sockets.send(
            app.app_id, kind, payload, within_s=within_s, accepts_response_payload=answers
        )
        return reply, "socket", ""
    url = _interaction_url(site, app, payload)
    if not url:
        return Reply(failure="connection_failed"), "none", ""
    reply = await site.host.http.send(
        url, form_body(payload), secret=app.signing_secret, headers={},
        content_type="application/x-www-form-urlencoded", within_s=within_s,
    )  # fmt: skip
    return reply, "http", url


def form_body(payload: Json) -> bytes:
    """Return the body of an interaction over HTTP: a command's fields, or one field of JSON."""
    fields = payload if "command" in payload else {"payload": json.dumps(payload)}
    return urlencode({key: _form_value(value) for key, value in fields.items()}).encode()


def _form_value(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _interaction_url(site: Site, app: App, payload: Json) -> str | None:
    if site.host.events_url:
        return site.host.events_url
    command = app.manifest.command(payload.get("command", ""))
    if command is not None:
        return command.url
    interactivity = app.manifest.settings.interactivity
    if payload.get("type") == "block_suggestion" and interactivity.message_menu_options_url:
        return interactivity.message_menu_options_url
    return interactivity.request_url
