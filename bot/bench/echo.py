"""The baseline: a bare Bolt app that acknowledges and does nothing, over HTTP.

    python -m bot.bench.echo <address of the Web API>

It runs on the same server as the bot; it prints its port when it listens. The token and the secret
come by environment, as the bot's do. At `ECHO` it is in the bot's mode; at `POLLING` it is in
Bolt's own, which looks every ten milliseconds whether a command's listener has acknowledged.
"""

import asyncio
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ECHO, POLLING = "/slack/events", "/slack/polling"


def application(api_url: str) -> Starlette:
    """Return the app; it answers a command with its own words and takes messages."""
    return Starlette(
        routes=[
            Route(ECHO, _echo(api_url, finished_first=True), methods=["POST"]),
            Route(POLLING, _echo(api_url, finished_first=False), methods=["POST"]),
        ]
    )


def _echo(api_url: str, *, finished_first: bool) -> Callable[[Request], Awaitable[Response]]:
    app = AsyncApp(
        name="echo",
        client=AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=api_url),
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=finished_first,
    )

    @app.command("/journey")
    async def command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(body["text"])

    @app.event("message")
    async def message() -> None: ...

    return AsyncSlackRequestHandler(app).handle


async def main(api_url: str) -> None:
    """Serve until the process is told to end."""
    # The protocol is named, as the bot does: only then do answers leave without Nagle's delay.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        app = application(api_url)
        config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_keep_alive=75)
        print(listening.getsockname()[1], flush=True)
        await uvicorn.Server(config).serve(sockets=[listening])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
