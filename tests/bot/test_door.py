"""The door and the process behind it live and die together, and leave nothing behind."""

import asyncio
import os
import socket
from pathlib import Path

from bot import door, http
from bot.settings import Settings
from tests.forked import start


def _open(url: str, told: Path) -> None:
    """Be a door; what is behind it tells where it serves, until the line between them ends."""

    def inside(path: Path, line: socket.socket) -> None:
        said = os.open(told, os.O_WRONLY)  # closed by its end
        os.write(said, f"{path.parent}\n".encode())
        while line.recv(1):
            pass

    with http.bound("127.0.0.1", 0) as where:
        door.run(Settings(database_url=url), where=where, inside=inside)


async def test_a_door_that_is_killed_leaves_no_folder(sqlite_url: str, tmp_path: Path) -> None:
    """Whoever is behind it clears away what it can't."""
    told = tmp_path / "told"
    os.mkfifo(told)
    opened = start(_open, sqlite_url, told, log=tmp_path / "log", environment=os.environ)
    with await asyncio.to_thread(told.open) as hearing:
        folder = Path(hearing.readline().strip())
        assert folder.is_dir()
        opened.kill()
        await opened.wait()
        assert hearing.read() == ""  # Heard to its end, it has ended.
    assert not folder.exists()
