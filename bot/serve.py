"""Runs one process against Slack: Socket Mode or HTTP, what works behind it, an orderly stop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.applications import Starlette

from bot import http
from bot.compose import Room, open_room, told
from bot.effects.catching_up import plan
from bot.hearing import OverSocket, over_http
from bot.settings import Settings
from bot.stopping import stop_by_signal

log = structlog.get_logger()

STOP_WITHIN_S = 7
"""For what is under way when a stop is asked for."""

Stop = asyncio.Event


class NothingToServe(Exception):
    """Neither Socket Mode nor HTTP is set up."""


async def serve(
    settings: Settings,
    *,
    where: socket.socket | None = None,
    holder: str = "",
    stop: Stop | None = None,
    ready: Callable[[Room, str], Awaitable[None]] | None = None,
) -> None:
    """Serve until *stop* is set or the process is told to end (SIGTERM, SIGINT).

    Args:
        settings: Tokens, database, data folder.
        where: A bound socket for HTTP; None uses Socket Mode.
        holder: Whose mail is dealt with; by default what this process keeps itself.
        stop: Set it to end.
        ready: Called once with the room and the HTTP address ("" in Socket Mode).

    Raises:
        NothingToServe: No app token, and no signing secret for HTTP.
        SettingRefused: Slack does not take a token, or the data folder can't be used.
    """
    stop = stop or stop_by_signal()
    up = asyncio.Event()
    serving = asyncio.create_task(_serve(settings, where, holder, stop=stop, up=up, ready=ready))
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
    where: socket.socket | None,
    holder: str,
    *,
    stop: Stop,
    up: asyncio.Event,
    ready: Callable[[Room, str], Awaitable[None]] | None,
) -> None:
    async with open_room(settings, holder=holder) as room:
        working = asyncio.create_task(room.work())
        try:
            async with _face(settings, room, where=where, stop=stop) as address:
                up.set()
                log.info("serve.ready", mode="http" if address else "socket", address=address)
                if ready is not None:
                    await ready(room, address)
                await _until(stop, working)
        finally:
            room.stop()
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
    settings: Settings, room: Room, *, where: socket.socket | None, stop: Stop
) -> AsyncIterator[str]:
    secret = settings.signing_secret.get_secret_value()
    if where is None and settings.app_token.get_secret_value():
        async with _socket(settings, room):
            yield ""
    elif where is not None and secret:
        async with http.listening(_routes(room, secret, stop), where, stop=stop):
            yield _address(where)
    else:
        raise NothingToServe


@asynccontextmanager
async def _socket(settings: Settings, room: Room) -> AsyncIterator[None]:
    token = settings.app_token.get_secret_value()
    handler = OverSocket(room.app, token, mailbox=room.mailbox)
    # Asked here and not by the handler, which would try a wrong token for ever and say nothing.
    opened = await told(
        room.desk.client.with_token(token), "apps.connections.open", token="app_token"
    )
    handler.client.wss_uri = opened["url"]
    handler.client.message_listeners.append(_Greetings(room).heard)
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def _routes(room: Room, signing_secret: str, stop: Stop) -> Starlette:
    async def ready() -> bool:
        return not stop.is_set() and await room.answers()

    hear = over_http(room.app)
    return http.routes(room.mailbox, hear, signing_secret=signing_secret, ready=ready)


def _address(where: socket.socket) -> str:
    if where.family == socket.AF_UNIX:
        return str(where.getsockname())
    host, port = where.getsockname()[:2]
    return f"http://{host}:{port}"


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
