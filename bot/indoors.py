"""The process behind the door: everything but taking requests from the street."""

import asyncio
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from bot.compose import Room
from bot.door import Hello, holder_of
from bot.serve import serve
from bot.settings import Settings


async def run(settings: Settings, *, path: Path) -> None:
    """Serve at the socket *path* until the door is gone, which ends our input."""
    stop, heeding = asyncio.Event(), list[asyncio.Task[None]]()
    where = socket.socket(socket.AF_UNIX)
    where.bind(str(path))

    async def ready(room: Room, _: str) -> None:
        heeding.append(asyncio.create_task(_heed(room.mailroom.wake, stop)))
        hello = Hello(workspace=room.desk.workspace, bot_user=room.desk.bot_user)
        print(hello.model_dump_json(), flush=True)

    await serve(settings, where=where, holder=holder_of(path), stop=stop, ready=ready)


async def _heed(wake: Callable[[], None], stop: asyncio.Event) -> None:
    """Wake the mailroom at each word from the door; stop when there will be no more."""
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    while await reader.read(4096):
        wake()
    stop.set()
