"""The bot under measurement: `desireline serve --port`, a process of its own on SQLite."""

import asyncio
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.bench.processes import NotStarted, python
from bot.bench.workspace import Workspace, eventually, workspace
from bot.demo import furnish
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, effects, mail

READY_WITHIN_S = 60
SOON = timedelta(seconds=30)
"""What is due later is a timer: the end of an activity."""


@dataclass(frozen=True)
class Bot:
    """A running bot."""

    address: str
    process: Process
    log: Path

    @property
    def events_url(self) -> str:
        """Where it takes Slack's requests."""
        return f"{self.address}/slack/events"


@asynccontextmanager
async def serving(slack: Workspace, data_dir: Path) -> AsyncIterator[Bot]:
    """Start the bot and wait until it takes work; end it afterwards."""
    async with starting(slack, data_dir) as bot:

        async def ready() -> bool:
            if bot.process.returncode is not None:
                raise NotStarted("the bot", bot.log)
            try:
                async with slack.http.get(f"{bot.address}/readyz") as answer:
                    return answer.status == 200
            except aiohttp.ClientConnectionError:
                return False

        await eventually(ready, within_s=READY_WITHIN_S)
        await slack.order("events_url", url=bot.events_url)
        yield bot


@dataclass(frozen=True)
class AtWork:
    """A bot at work in a local Slack, with the example records; its ledger is open beside it."""

    slack: Workspace
    bot: Bot
    ledger: Ledger


@asynccontextmanager
async def at_work(folder: Path, models: Path, *, channels: int) -> AsyncIterator[AtWork]:
    """Put a bot to work in a workspace with so many channels; end both afterwards."""
    async with workspace(folder / "slack", channels=channels) as slack:
        prepared = await _furnished(folder / "data", models, slack)
        async with await ledger(prepared) as opened, serving(slack, prepared) as bot:
            await idle(opened)
            yield AtWork(slack, bot, opened)


@asynccontextmanager
async def starting(slack: Workspace, data_dir: Path) -> AsyncIterator[Bot]:
    """Start the bot without waiting for it; end it afterwards."""
    log, port = data_dir / "bot.log", _free_port()
    settings = {**slack.settings, "DESIRELINE_DATA_DIR": str(data_dir)}
    settings["DESIRELINE_LOG_LEVEL"] = "WARNING"
    command = ("-m", "bot.cli", "serve", "--port", str(port))
    async with python(*command, log=log, settings=settings) as process:
        yield Bot(f"http://127.0.0.1:{port}", process, log)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def data_dir(folder: Path, models: Path) -> Path:
    """Return a fresh data directory in *folder* that has the model already."""
    folder.mkdir(parents=True)
    (folder / "models").symlink_to(models)
    return folder


async def ledger(data_dir: Path) -> Ledger:
    """Open the bot's ledger beside it."""
    url = f"sqlite:///{data_dir.resolve() / 'desireline.db'}"
    return await Ledger.open(url, clock=lambda: datetime.now(UTC), kill_at="")


async def _furnished(folder: Path, models: Path, slack: Workspace) -> Path:
    """Return a fresh data directory with the example records."""
    prepared = data_dir(folder, models)
    async with await ledger(prepared) as opened:
        await furnish(opened, WorkspaceId(slack.app["team_id"]))
    return prepared


async def idle(opened: Ledger, *, within_s: float = 30) -> None:
    """Wait until the bot has nothing left to do, so that one run does not weigh on the next."""
    await asyncio.sleep(0.05)

    async def nothing() -> bool:
        due = await effects.next_due(opened)
        return not await mail.waiting(opened) and (due is None or due > opened.now() + SOON)

    await eventually(nothing, within_s=within_s)
