"""F10, F13: from nothing to the first answer, and to a demo that is ready."""

import asyncio
import json
import shutil
import time
from pathlib import Path

import aiohttp

from bot.bench import bot, questions, requests
from bot.bench.figure import Figure, median
from bot.bench.load import Target
from bot.bench.plan import Plan
from bot.bench.processes import NotStarted, first_line, python
from bot.bench.say import say
from bot.bench.workspace import Workspace, workspace
from knowledge.identity import WorkspaceId

QUESTION = "ask what does Person 1 need now?"
ANSWERS_WITHIN_S = 60


async def measure(plan: Plan, folder: Path, models: Path) -> list[Figure]:
    """Return the figures of `questions`, of the first answer on their data, and of the demo."""
    async with workspace(folder / "slack") as slack:
        data_dir = bot.data_dir(folder / "data", models)
        asked = await questions.measure(plan, data_dir, WorkspaceId(slack.app["team_id"]))
        firsts = []
        for number in range(plan.starts):
            say(f"first answer: start {number + 1} of {plan.starts}")
            firsts.append(await _first_answer(slack, data_dir))
    demos = []
    for number in range(plan.starts):
        say(f"demo: start {number + 1} of {plan.starts}")
        demos.append(await _demo_ready(folder / f"demo-{number}", models))
    return [*asked, _first_figure(plan, firsts), _demo_figure(plan, demos)]


async def _first_answer(slack: Workspace, data_dir: Path) -> float:
    """Return the seconds from a process's start to its first answered `/journey ask`."""
    channel = await slack.channel("place-0")
    started = time.perf_counter()
    async with bot.starting(slack, data_dir) as ours:
        target = Target(slack.http, ours.events_url, slack.app["signing_secret"])
        while True:
            try:
                _, said = await target.send(requests.command(slack, channel, QUESTION))
                break
            except aiohttp.ClientConnectionError:
                if ours.process.returncode is not None:
                    raise NotStarted("the bot", ours.log) from None
                assert time.perf_counter() - started < ANSWERS_WITHIN_S, "no answer"
                await asyncio.sleep(0.01)
        seconds = time.perf_counter() - started
    assert "Person 1" in said, said[:500]
    return seconds


async def _demo_ready(data_dir: Path, models: Path) -> float:
    """Return the seconds from `desireline demo` on a fresh data directory to its ready line."""
    data_dir.mkdir(parents=True)
    shutil.copytree(models, data_dir / "models")
    log = data_dir / "demo.log"
    command = ("-m", "bot.cli", "demo", "--json", "--port", "0", "--data-dir", str(data_dir))
    started = time.perf_counter()
    async with python(*command, log=log) as process:
        ready = json.loads(await first_line(process, what="the demo", log=log))
        seconds = time.perf_counter() - started
    assert ready["url"], ready
    return seconds


def _first_figure(plan: Plan, seconds: list[float]) -> Figure:
    return Figure(
        number="F10",
        key="first_answer_s",
        value=median(seconds),
        unit="s",
        goal=2.5,
        about=f"start → first answer, {plan.insights} insights",
        how=f"a new process, /journey ask over HTTP; median of {plan.starts}",
    )


def _demo_figure(plan: Plan, seconds: list[float]) -> Figure:
    return Figure(
        number="F13",
        key="demo_ready_s",
        value=median(seconds),
        unit="s",
        goal=6,
        about="demo ready after set-up",
        how=f"desireline demo with a fresh workspace, to its ready line; median of {plan.starts}",
    )
