"""A small Bolt app of a shape of its own, over HTTP or over a socket."""

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.slack_workspace import Json, Workspace

EVENTS = [
    "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_deleted",
    "channel_left", "channel_rename", "channel_shared", "channel_unarchive", "channel_unshared",
    "file_shared", "link_shared", "member_joined_channel", "member_left_channel",
    "message.channels", "message.groups", "message.im", "message.mpim", "reaction_added",
    "reaction_removed", "team_join", "tokens_revoked", "user_change",
]  # fmt: skip
SCOPES = [
    "app_mentions:read", "assistant:write", "bookmarks:read", "bookmarks:write",
    "canvases:read", "canvases:write", "channels:history", "channels:join", "channels:manage",
    "channels:read", "chat:write", "chat:write.customize", "commands", "emoji:read",
    "files:read", "files:write", "groups:history", "groups:read", "groups:write", "im:history",
    "im:read", "im:write", "links:read", "mpim:history", "mpim:read", "mpim:write", "pins:read",
    "pins:write", "reactions:read", "reactions:write", "team:read", "users.profile:read",
    "users:read", "users:read.email",
]  # fmt: skip


REDIRECT = "http://127.0.0.1:1/slack"


def manifest(**changes: Any) -> Json:
    """Return the manifest of the tests' app; *changes* replace scopes, events or redirect."""
    return {
        "display_information": {"name": "Recorder", "description": "Writes down what it hears"},
        "features": {
            "bot_user": {"display_name": "recorder"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/rec", "description": "Record", "should_escape": True},
                {"command": "/raw", "description": "Record as typed", "should_escape": False},
            ],
            "agent_view": {"agent_description": "Listens"},
            "unfurl_domains": ["example.com"],
            "shortcuts": [
                {"name": "Keep", "type": "message", "callback_id": "keep", "description": "K"},
                {"name": "New", "type": "global", "callback_id": "new", "description": "N"},
            ],
        },
        "oauth_config": {
            "scopes": {"bot": changes.get("scopes", SCOPES)},
            "redirect_urls": [changes.get("redirect", REDIRECT)],
        },
        "settings": {
            "event_subscriptions": {"bot_events": changes.get("events", EVENTS)},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


@dataclass
class Running:
    """A workspace with the tests' Bolt app running in it."""

    workspace: Workspace
    app: AsyncApp
    client: AsyncWebClient
    events: list[Json] = field(default_factory=list)
    bodies: list[Json] = field(default_factory=list)

    def heard(self, kind: str, **fields: Any) -> list[Json]:
        """Return the events of a type (`subtype` and other fields may be asked for)."""
        return [
            event
            for event in self.events
            if event["type"] == kind and all(event.get(k) == v for k, v in fields.items())
        ]

    def interactions(self, kind: str) -> list[Json]:
        """Return the bodies of interactions of a type."""
        return [body for body in self.bodies if body.get("type") == kind]


def bolt_app(workspace: Workspace) -> Running:
    """Return a Bolt app that records every event and interaction; tests add listeners."""
    client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    app = AsyncApp(
        name="example",
        client=client,
        signing_secret=workspace.app.signing_secret,
        process_before_response=True,
        ignoring_self_events_enabled=False,
    )
    running = Running(workspace, app, client)

    @app.middleware
    async def record(body: Json, next: Any) -> None:
        (running.events if "event" in body else running.bodies).append(body.get("event", body))
        await next()

    return running


def catch_all(running: Running) -> None:
    """Acknowledge every event; register it after a test's own listeners."""

    @running.app.event(re.compile(".*"))
    async def anything() -> None: ...


@contextlib.asynccontextmanager
async def over_socket(running: Running) -> AsyncIterator[Running]:
    """Connect the app in Socket Mode."""
    handler = AsyncSocketModeHandler(running.app, running.workspace.app.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        await running.workspace.connected()
        yield running
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@contextlib.asynccontextmanager
async def over_http(running: Running) -> AsyncIterator[Running]:
    """Serve the app over HTTP and tell the stand-in where."""
    handler = AsyncSlackRequestHandler(running.app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    with socket.create_server(("127.0.0.1", 0)) as sock:
        url = f"http://127.0.0.1:{sock.getsockname()[1]}/slack/events"
        routes = [Route("/slack/events", events, methods=["POST"])]
        async with serving(Starlette(routes=routes), sock):
            await running.workspace.control("events_url", url=url)
            yield running


@contextlib.asynccontextmanager
async def serving(app: Starlette, sock: socket.socket) -> AsyncIterator[None]:
    """Serve an ASGI app on a socket."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        while not server.started:
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task


TRANSPORTS = {"socket": over_socket, "http": over_http}
