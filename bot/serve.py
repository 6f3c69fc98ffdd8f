"""Runs one process against Slack: Socket Mode or HTTP, the dispatcher, and an orderly stop."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import structlog
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot import http
from bot.app import build
from bot.compose import Room, open_room
from bot.effects.catching_up import plan
from bot.settings import Settings

log = structlog.get_logger()

LEAVING_S = 1
"""How long HTTP is still answered after a stop was asked for: balancers see that we go."""

STOP_WITHIN_S = 7
"""For each of what ends one after another; together they stay below 20 s."""

Stop = asyncio.Event


class NothingToServe(Exception):
    """Neither Socket Mode nor HTTP is set up."""


async def serve(
    settings: Settings,
    *,
    port: int | None = None,
    host: str = "127.0.0.1",
    stop: Stop | None = None,
    ready: Callable[[Room, str], Awaitable[None]] | None = None,
) -> None:
    """Serve until *stop* is set or the process is told to end (SIGTERM, SIGINT).

    Args:
        settings: Tokens, database, data folder.
        port: For HTTP; 0 picks a free one. None uses Socket Mode, or 3000 without an app token.
        host: The address to listen at.
        stop: Set it to end.
        ready: Called once with the room and the HTTP address ("" in Socket Mode).

    Raises:
        NothingToServe: No app token, and no signing secret for HTTP.
    """
    stop = stop or _stop_by_signal()
    up = asyncio.Event()
    serving = asyncio.create_task(_serve(settings, port, host, stop=stop, up=up, ready=ready))
    try:
        await _until(stop, serving)
        if not up.is_set():
            # It may wait for Slack for ever, and has nothing to finish.
            serving.cancel()
        await asyncio.wait({serving})
    finally:
        serving.cancel()
    if not serving.cancelled():
        serving.result()
    log.info("serve.stopped")


async def _serve(
    settings: Settings,
    port: int | None,
    host: str,
    *,
    stop: Stop,
    up: asyncio.Event,
    ready: Callable[[Room, str], Awaitable[None]] | None,
) -> None:
    async with open_room(settings) as room:
        app = build(room.desk, signing_secret=settings.signing_secret.get_secret_value())
        working = asyncio.create_task(room.dispatcher.run())
        try:
            async with _face(settings, app, room, port=port, host=host, stop=stop) as address:
                up.set()
                log.info("serve.ready", mode="http" if address else "socket", address=address)
                if ready is not None:
                    await ready(room, address)
                await _until(stop, working)
                room.dispatcher.stop()
        finally:
            room.dispatcher.stop()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(working, STOP_WITHIN_S)


async def _until(stop: Stop, working: asyncio.Task[None]) -> None:
    """Return when *stop* is set; fail when what works fails."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        working.result()


@asynccontextmanager
async def _face(
    settings: Settings, app: AsyncApp, room: Room, *, port: int | None, host: str, stop: Stop
) -> AsyncIterator[str]:
    if port is None and settings.app_token.get_secret_value():
        async with _socket(settings, app, room):
            yield ""
    elif settings.signing_secret.get_secret_value():
        async with _listening(app, room, host=host, port=port or 0, stop=stop) as address:
            yield address
    else:
        raise NothingToServe


@asynccontextmanager
async def _socket(settings: Settings, app: AsyncApp, room: Room) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, settings.app_token.get_secret_value())
    handler.client.message_listeners.append(_Greetings(room).heard)
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@dataclass
class _Greetings:
    """Hears when a socket is open: after a time without one, replies may have been missed."""

    room: Room
    before: bool = False

    async def heard(self, _: Any, message: dict[str, Any], __: str | None = None) -> None:
        if message.get("type") != "hello":
            return
        # More than ten, or ghosts of old ones, make clicks vanish.
        log.info("socket.hello", num_connections=message.get("num_connections"))
        if self.before:
            await plan(self.room.desk.ledger, self.room.desk.workspace)
        self.before = True


@asynccontextmanager
async def _listening(
    app: AsyncApp, room: Room, *, host: str, port: int, stop: Stop
) -> AsyncIterator[str]:
    async def ready() -> bool:
        return not stop.is_set() and await room.answers()

    config = uvicorn.Config(
        http.routes(app, ready=ready),
        host=host,
        port=port,
        log_config=None,
        lifespan="off",
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
    server = _Server(config)
    listening = config.bind_socket()
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        yield f"http://{host}:{listening.getsockname()[1]}"
        if stop.is_set():
            await asyncio.sleep(LEAVING_S)
    finally:
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `serve`, which stops more than the HTTP server."""
        yield


def _stop_by_signal() -> Stop:
    stop = Stop()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    return stop
