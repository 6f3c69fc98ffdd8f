"""The bot as a process of its own, as `desireline serve` runs it; it can be killed and started."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot import cli
from bot.demo import furnish
from bot.manifest import manifest
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger
from prompts.loader import load
from tests.forked import Forked, start
from tests.hurry import hurry
from tests.slack_workspace import Json, Workspace, borrowed, slack_workspace


@dataclass
class Bot:
    """One bot process at a time, on one ledger."""

    workspace: Workspace
    data_dir: Path
    database_url: str
    port: int | None
    hurried: bool = True
    process: Forked | None = None
    starts: int = 0
    log: Path = field(init=False)
    clock: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.data_dir / "bot.log"
        self.clock = self.data_dir / "clock"
        self.clock.write_text("0")

    async def start(self, *, kill_at: str = "") -> None:
        """Start it and wait until it takes work."""
        self.starts += 1
        words = ["serve"] if self.port is None else ["serve", "--port", str(self.port)]
        environment = self._environment(kill_at)
        self.process = start(_run, words, self.hurried, log=self.log, environment=environment)
        await self._ready()

    def advance(self, seconds: float) -> None:
        """Move its clock forward."""
        self.clock.write_text(str(float(self.clock.read_text()) + seconds))

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
        await self.ended()

    async def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        return await self.ended()

    async def ended(self, timeout: float = 20) -> int:
        """Wait until it has ended by itself."""
        assert self.process is not None
        return await asyncio.wait_for(self.process.wait(), timeout)

    async def ledger(self) -> Ledger:
        """Open its ledger for a look."""
        return await Ledger.open(self.database_url, clock=lambda: datetime.now(UTC), kill_at="")

    async def furnish(self) -> None:
        """Put the example records into its ledger."""
        async with await self.ledger() as ledger:
            await furnish(ledger, WorkspaceId(self.workspace.app.team_id))

    def _environment(self, kill_at: str) -> dict[str, str]:
        app = self.workspace.app
        own = {
            "SLACK_BOT_TOKEN": app.bot_token,
            "SLACK_SIGNING_SECRET": app.signing_secret,
            "SLACK_API_URL": self.workspace.api_url,
            "DESIRELINE_DATA_DIR": str(self.data_dir),
            "DESIRELINE_DATABASE_URL": self.database_url,
            "DESIRELINE_KILL_AT": kill_at,
            "DESIRELINE_CLOCK_OFFSET_FILE": str(self.clock),
            "DESIRELINE_LOG_LEVEL": "DEBUG",
        }
        if self.port is None:
            own["SLACK_APP_TOKEN"] = app.app_token
        return {**os.environ, **own}

    async def _ready(self) -> None:
        assert self.process is not None
        ready = asyncio.ensure_future(self._takes_work())
        ending = asyncio.ensure_future(self.process.wait())
        await asyncio.wait({ready, ending}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if not ready.done():
            ready.cancel()
            raise AssertionError(f"it ended while starting; see {self.log}")
        await ready

    async def _takes_work(self) -> None:
        if self.port is None:
            await self.workspace.connected(timeout=30)
            return
        async with httpx.AsyncClient(trust_env=False, verify=False) as http:

            async def answers() -> bool:
                with contextlib.suppress(httpx.TransportError):
                    url = f"http://127.0.0.1:{self.port}/readyz"
                    return (await http.get(url)).status_code == 200
                return False

            await self.workspace.eventually(answers, timeout=30)


def _run(words: list[str], hurried: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if hurried:
            hurry(patch)
        cli.main(words)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def running_bot(
    slack: Json | Path,
    data_dir: Path,
    *,
    transport: str,
    database_url: str,
    start: bool = True,
    hurried: bool = True,
) -> AsyncIterator[Bot]:
    """Start the bot in a workspace; end it afterwards.

    Args:
        slack: What a stand-in printed that is borrowed, or the seed of one of its own.
        data_dir: The bot's folder, with its model.
        transport: "socket" or "http".
        database_url: The bot's ledger.
        start: Whether to start the bot at once.
        hurried: Whether it spares the waits that this test is not about.
    """
    port = free_port() if transport == "http" else None
    events_url = f"http://127.0.0.1:{port}/slack/events" if port else None
    async with _workspace(slack, data_dir.parent, events_url) as workspace:
        bot = Bot(workspace, data_dir, database_url, port, hurried)
        try:
            if start:
                await bot.start()
            yield bot
        finally:
            if bot.process is not None and bot.process.returncode is None:
                await bot.stop()


def _workspace(
    slack: Json | Path, folder: Path, events_url: str | None
) -> contextlib.AbstractAsyncContextManager[Workspace]:
    if not isinstance(slack, Path):
        return borrowed(slack, events_url=events_url)
    about = manifest(load("en").words, url=events_url or "")
    return slack_workspace(manifest=about, folder=folder, events_url=events_url, seed=slack)
