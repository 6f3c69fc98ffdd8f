"""The bot inside the test's own process: the same parts on the same sockets, started in no time.

What is killed needs a process of its own (`bot_process`); what is started, stopped, delivered to
and refused does not.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.compose import Room
from bot.http import bound
from bot.serve import serve
from bot.settings import Settings
from knowledge.ledger import Ledger
from tests.bot_process import free_port
from tests.slack_workspace import Json, Workspace, borrowed


@dataclass
class InsideBot:
    """One bot at a time, on one ledger."""

    workspace: Workspace
    data_dir: Path
    database_url: str
    port: int | None
    _serving: asyncio.Task[None] | None = None
    _stop: asyncio.Event | None = None

    async def start(self) -> None:
        """Start it and wait until it takes work."""
        self._stop, up = asyncio.Event(), asyncio.Event()

        async def ready(room: Room, _: str) -> None:
            await room.warming
            up.set()

        where = bound("127.0.0.1", self.port) if self.port else None
        task = serve(self._settings(), where=where, stop=self._stop, ready=ready)
        self._serving = asyncio.create_task(task)
        waiting = asyncio.create_task(up.wait())
        await asyncio.wait({self._serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._serving.done():
            self._serving.result()
        if self.port is None:
            await self.workspace.connected()

    async def stop(self) -> None:
        """Let it end in an orderly way."""
        if self._serving is None or self._stop is None:
            return
        self._stop.set()
        await self._serving
        self._serving = None

    async def ledger(self) -> Ledger:
        """Open its ledger for a look."""
        return await Ledger.open(self.database_url, clock=lambda: datetime.now(UTC), kill_at="")

    def _settings(self) -> Settings:
        app = self.workspace.app
        socket = {"SLACK_APP_TOKEN": app.app_token} if self.port is None else {}
        return Settings.read(
            {
                "SLACK_BOT_TOKEN": app.bot_token,
                "SLACK_SIGNING_SECRET": app.signing_secret,
                "SLACK_API_URL": self.workspace.api_url,
                "DESIRELINE_DATA_DIR": str(self.data_dir),
                "DESIRELINE_DATABASE_URL": self.database_url,
                **socket,
            }
        )


@contextlib.asynccontextmanager
async def inside_bot(
    slack: Json, data_dir: Path, *, transport: str, database_url: str
) -> AsyncIterator[InsideBot]:
    """Start the bot in a borrowed workspace; end it afterwards.

    Args:
        slack: What the stand-in printed.
        data_dir: The bot's folder, with its model.
        transport: "socket" or "http".
        database_url: The bot's ledger.
    """
    port = free_port() if transport == "http" else None
    events_url = f"http://127.0.0.1:{port}/slack/events" if port else None
    async with borrowed(slack, events_url=events_url) as workspace:
        bot = InsideBot(workspace, data_dir, database_url, port)
        try:
            await bot.start()
            yield bot
        finally:
            await bot.stop()
