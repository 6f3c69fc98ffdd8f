"""How quick the local Slack itself is: its start, its calls, its deliveries."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.bench.figure import Figure, median, percentile
from bot.bench.plan import Plan
from bot.bench.processes import first_line, python
from bot.bench.say import say
from bot.bench.workspace import Workspace, workspace

AT_ONCE = 8
Arrival = tuple[str, float]
"""A message's text, and when it arrived."""

START = """
import sys, time
from bot.standin.__main__ import main
print(time.monotonic(), flush=True)
sys.exit(main(["--json"]))
"""
"""The clock is read between import and start; all processes of a computer share this clock."""


async def measure(plan: Plan, folder: Path) -> list[Figure]:
    """Return the figures of the local Slack."""
    say("local Slack: starts, calls, deliveries")
    async with workspace(folder) as slack:
        starts = [await _start(folder / "start.log") for _ in range(plan.starts)]
        calls = await _calls_per_s(slack, plan.calls)
        delays = await _delays(slack, plan.deliveries)
    return [_started(starts), _called(plan, calls), _delivered(plan, delays)]


async def _start(log: Path) -> float:
    async with python("-c", START, log=log) as process:
        imported = float(await first_line(process, what="the stand-in", log=log))
        await first_line(process, what="the stand-in", log=log)
        return time.monotonic() - imported


async def _calls_per_s(slack: Workspace, count: int) -> float:
    channel = await slack.channel("place-0")
    headers = {"Authorization": f"Bearer {slack.app['bot_token']}"}
    url, numbers = f"{slack.ready['api_url']}chat.postMessage", iter(range(count))

    async def caller() -> None:
        for number in numbers:
            body = {"channel": channel, "text": f"Call {number}"}
            async with slack.http.post(url, json=body, headers=headers) as answer:
                said = await answer.json()
                assert said["ok"], said

    started = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - started)


async def _delays(slack: Workspace, count: int) -> list[float]:
    """Return for each message how many milliseconds it took from a person to the app."""
    channel, delays = await slack.channel("place-0"), list[float]()
    async with _listening(slack) as arrived:
        for number in range(count):
            text, started = f"Message {number}", time.perf_counter()
            await slack.do("mara", "say", channel=channel, text=text)
            at = await asyncio.wait_for(_of(text, arrived), 10)
            delays.append((at - started) * 1000)
    return delays


async def _of(text: str, arrived: asyncio.Queue[Arrival]) -> float:
    """Return when a message arrived; the ones before may have come twice."""
    while True:
        came, at = await arrived.get()
        if came == text:
            return at


@asynccontextmanager
async def _listening(slack: Workspace) -> AsyncIterator[asyncio.Queue[Arrival]]:
    """Be the app: note when which message arrives."""
    arrived: asyncio.Queue[Arrival] = asyncio.Queue()

    async def events(request: web.Request) -> web.Response:
        at = time.perf_counter()
        delivery = await request.json()
        arrived.put_nowait((delivery["event"]["text"], at))
        return web.Response()

    app = web.Application()
    app.router.add_post("/events", events)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        await slack.order("events_url", url=f"http://127.0.0.1:{port}/events")
        yield arrived
    finally:
        await slack.order("events_url", url=None)
        await runner.cleanup()


def _started(seconds: list[float]) -> Figure:
    return Figure(
        key="standin_start_s",
        value=median(seconds),
        unit="s",
        goal=1,
        about="local Slack: start after import",
        how="a new process, from the end of its imports to its ready line",
    )


def _called(plan: Plan, calls_per_s: float) -> Figure:
    return Figure(
        key="standin_calls_per_s",
        value=calls_per_s,
        unit="/s",
        goal=300,
        least=True,
        about="local Slack: Web API calls on one core",
        how=f"{plan.calls} chat.postMessage by {AT_ONCE} callers to its one process",
    )


def _delivered(plan: Plan, delays: list[float]) -> Figure:
    return Figure(
        key="standin_delivery_p95_ms",
        value=percentile(delays, 95),
        unit="ms",
        goal=5,
        about="local Slack: message → the app, p95",
        how=f"{plan.deliveries} messages, from the person's request to the signed event's arrival",
    )
