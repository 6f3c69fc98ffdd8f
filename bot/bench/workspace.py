"""A local Slack for the bench: the stand-in as a process, its people, and what it writes down."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from bot.bench.processes import first_line, python
from bot.manifest import manifest
from prompts.loader import load

JSON = dict[str, Any]
T = TypeVar("T")
PEOPLE = ("mara", "jonas", "ines")


class TooLate(Exception):
    """Something that was waited for did not happen."""


@dataclass(frozen=True)
class Workspace:
    """A running stand-in, as its people and its operator see it."""

    ready: JSON
    http: aiohttp.ClientSession
    response_url: str

    @property
    def app(self) -> JSON:
        """The installed app with its secrets."""
        return dict(self.ready["apps"][0])

    @property
    def settings(self) -> dict[str, str]:
        """What an app must know to talk to this workspace, as environment variables."""
        return {
            "SLACK_BOT_TOKEN": self.app["bot_token"],
            "SLACK_SIGNING_SECRET": self.app["signing_secret"],
            "SLACK_API_URL": self.ready["api_url"],
        }

    def user(self, name: str) -> str:
        """Return somebody's id."""
        return next(str(one["id"]) for one in self.ready["people"] if one["name"] == name)

    async def do(self, name: str, deed: str, **body: Any) -> JSON:
        """Let somebody do what one can do in the page."""
        url = f"{self.ready['url']}/ui/{name}/{deed}"
        async with self.http.post(url, json=body) as answer:
            done: JSON = await answer.json()
        assert done["ok"], done
        return done

    async def see(self, name: str, what: str) -> JSON:
        """Return what somebody has before them."""
        async with self.http.get(f"{self.ready['url']}/ui/{name}/{what}") as answer:
            return dict(await answer.json())

    async def order(self, what: str, **body: Any) -> None:
        """Tell the stand-in what to do."""
        async with self.http.post(self.ready["control_url"] + what, json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def look(self, what: str, **query: Any) -> JSON:
        """Return the stand-in's state, status or log."""
        async with self.http.get(self.ready["control_url"] + what, params=query) as answer:
            return dict(await answer.json())

    async def log(self, kind: str, name: str) -> list[JSON]:
        """Return the calls or deliveries of this name, oldest first."""
        return list((await self.look("log", kind=kind, name=name))["entries"])

    async def channel(self, name: str) -> str:
        """Return a channel's id."""
        channels = (await self.look("state"))["channels"]
        return next(str(one["id"]) for one in channels if one["name"] == name)


@asynccontextmanager
async def workspace(
    folder: Path, *, channels: int = 1, messages: int = 0
) -> AsyncIterator[Workspace]:
    """Start a stand-in with three people, our app, and channels `place-0`, `place-1`, ...

    Args:
        folder: Where its files go; made if missing.
        channels: How many channels.
        messages: How many were said in the first of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    about, seed, log = folder / "manifest.json", folder / "seed.json", folder / "standin.log"
    about.write_text(json.dumps(manifest(load("en").words)), encoding="utf-8")
    seed.write_text(json.dumps(_seed(channels, messages)), encoding="utf-8")
    words = ("--json", "--seed", str(seed), "--manifest", str(about))
    async with python("-m", "bot.standin", *words, log=log) as process:
        ready = json.loads(await first_line(process, what="the stand-in", log=log))
        limits = aiohttp.TCPConnector(limit=0)
        async with (
            aiohttp.ClientSession(connector=limits, trust_env=False) as http,
            _answered() as response_url,
        ):
            yield Workspace(ready, http, response_url)


@asynccontextmanager
async def _answered() -> AsyncIterator[str]:
    """Take what an app answers to a command later; Slack gives each command such an address."""

    async def taken(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_post("/answers", taken)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/answers"
    finally:
        await runner.cleanup()


def _seed(channels: int, messages: int) -> JSON:
    people = [{"name": name, "real_name": name.title()} for name in PEOPLE]
    places = [{"name": f"place-{number}", "bot": True} for number in range(channels)]
    said = [
        {
            "channel": "place-0",
            "by": PEOPLE[n % 3],
            "text": f"Message {n}",
            "minutes_ago": messages - n,
        }
        for n in range(messages)
    ]
    team = {"name": "Bench", "domain": "bench"}
    return {"team": team, "people": people, "channels": places, "messages": said}


async def eventually(found: Callable[[], Awaitable[T]], *, within_s: float) -> T:
    """Return the first true value of *found*, asked again and again.

    Raises:
        TooLate: There was none in time.
    """
    deadline = time.monotonic() + within_s
    while not (value := await found()):
        if time.monotonic() > deadline:
            raise TooLate
        await asyncio.sleep(0.02)
    return value
