"""The process behind the door: everything but taking requests from the street."""

import asyncio
import socket
from asyncio import StreamReader
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.compose import Room
from bot.door import Hello, holder_of
from bot.serve import serve
from bot.settings import Settings


async def run(settings: Settings, *, path: Path, line: socket.socket) -> None:
    """Serve at the socket *path* until the door is gone, which ends the *line*."""
    where = socket.socket(socket.AF_UNIX)
    where.bind(str(path))
    heard, said = await asyncio.open_connection(sock=line)
    stop, wakes = asyncio.Event(), list[Callable[[], None]]()

    async def ready(room: Room, _: str) -> None:
        wakes.append(room.mailroom.wake)
        hello = Hello(workspace=room.desk.workspace, bot_user=room.desk.bot_user)
        said.write(hello.model_dump_json().encode() + b"\n")

    heeding = asyncio.create_task(_heed(heard, wakes, stop))
    try:
        await serve(settings, where=where, holder=holder_of(path), stop=stop, ready=ready)
    finally:
        heeding.cancel()
        said.close()


async def _heed(heard: StreamReader, wakes: list[Callable[[], None]], stop: asyncio.Event) -> None:
    """Pass on each word from the door; stop when there will be no more."""
    with suppress(ConnectionError):  # the door was killed before it had heard all
        while await heard.read(4096):
            for wake in wakes:
                wake()
    stop.set()
