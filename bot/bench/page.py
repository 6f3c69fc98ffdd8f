"""How quick the local Slack's page is in a long channel, measured in a real Chromium."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.bench.figure import Figure, median, percentile
from bot.bench.plan import Plan
from bot.bench.say import say
from bot.bench.workspace import Workspace, workspace

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What a Chromium may be called. The first draws pages only, and starts in half the time."""

FIELD = ".channel .composer-field"
PAINTED_S = """async () => {
  while (!document.querySelector(".message")) await new Promise(requestAnimationFrame);
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  return performance.now() / 1000;
}"""
"""Seconds from the navigation to a frame in which messages stand."""

WATCH_KEYS = """() => {
  window.keyTimes = [];
  addEventListener("keydown", (event) => requestAnimationFrame(() => setTimeout(
    () => window.keyTimes.push(performance.now() - event.timeStamp))), true);
}"""
"""Notes for each key how many milliseconds pass until its frame is drawn."""

WALK = """async () => {
  const box = document.querySelector(".channel .scroller");
  while (document.querySelector(".channel .text").textContent !== "Message 0") {
    box.scrollTop = 0;
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  }
  document.querySelector(".channel .newest").click();
}"""
"""Goes to the channel's first message and back to its last."""


async def measure(plan: Plan, folder: Path) -> list[Figure]:
    """Return the page's figures; none where there is no Chromium or no Playwright."""
    path = chromium()
    if path is None or find_spec("playwright") is None:
        say("page: not measured, it needs Chromium and the tools for tests")
        return []
    say(f"page: a channel of {plan.messages} messages")
    async with workspace(folder, messages=plan.messages) as slack, _browser(path) as browser:
        paints = [await _paint(browser, slack) for _ in range(plan.starts)]
        keys = await _keys(browser, slack, plan.keys)
    return [_painted(plan, paints), _typed(plan, keys)]


def chromium() -> str | None:
    """Return where a Chromium lies on this computer, or None."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@asynccontextmanager
async def _browser(path: str) -> AsyncIterator[Any]:
    # A tool for tests: it is imported only where it is there.
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


async def _paint(browser: Any, slack: Workspace) -> float:
    """Return the seconds to the first paint for somebody who was never here."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{slack.ready['url']}/p/mara", wait_until="commit")
    seconds = float(await page.evaluate(PAINTED_S))
    await context.close()
    return seconds


async def _keys(browser: Any, slack: Workspace, count: int) -> list[float]:
    """Return each key's milliseconds, in a channel walked through whole, while others write."""
    page = await browser.new_page()
    await page.goto(f"{slack.ready['url']}/p/mara")
    await page.wait_for_selector(".message")
    await page.evaluate(WALK)
    await page.evaluate(WATCH_KEYS)
    await page.focus(FIELD)
    channel = await slack.channel("place-0")
    others = asyncio.create_task(_talk(slack, channel))
    for number in range(count):
        await page.keyboard.press("abcdefgh "[number % 9])
        await asyncio.sleep(0.02)
    others.cancel()
    return [float(ms) for ms in await page.evaluate("() => window.keyTimes")]


async def _talk(slack: Workspace, channel: str) -> None:
    while True:
        await slack.do("jonas", "say", channel=channel, text="meanwhile")
        await asyncio.sleep(0.1)


def _painted(plan: Plan, seconds: list[float]) -> Figure:
    return Figure(
        key="page_first_paint_s",
        value=median(seconds),
        unit="s",
        goal=1.5,
        about=f"page: first paint with {plan.messages} messages",
        how="Chromium, an empty cache, from the navigation to drawn messages",
    )


def _typed(plan: Plan, ms: list[float]) -> Figure:
    return Figure(
        key="page_key_p95_ms",
        value=percentile(ms, 95),
        unit="ms",
        goal=50,
        about=f"page: key → drawn with {plan.messages} messages, p95",
        how="after a walk through all of them, while another one comes ten times a second",
        sides={"page_key_max_ms": max(ms)},
    )
