"""A real Chromium, the stand-in with a tiny app, and windows in which its people sit.

Browser, windows and stand-in are shared by all tests of a worker: starting them is what costs.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.bench.page import chromium
from bot.standin.settings import DEFAULT_SEED
from tests.browser.axe import AXE, Judge
from tests.browser.noticeboard import MANIFEST, noticeboard
from tests.slack_workspace import Json, Workspace, slack_workspace

Window = Callable[..., Awaitable[Page]]

_PATIENCE_MS = 15000
expect.set_options(timeout=_PATIENCE_MS)
_QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
LONG = 400
"""How many messages stand in #long."""


def _chromium() -> str:
    found = chromium()
    if found is None and "CI" in os.environ:
        pytest.fail("no Chromium, which the page's tests need")
    return found or pytest.skip("no Chromium on this machine")


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Judges screens; a test that asks for it is skipped before it opens any window."""
    if AXE.is_file():
        return Judge(AXE.read_text(encoding="utf-8"))
    if "CI" in os.environ:
        pytest.fail(f"axe-core is not installed: npm ci --prefix {AXE.parents[2]}")
    pytest.skip("axe-core is not installed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let all browser tests of a worker share one event loop."""
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A Chromium without a window."""
    path = _chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        await browser.close()


class Windows:
    """Windows by size and person, kept for the next test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[tuple[str, int, int], Page] = {}
        self.errors: list[str] = []

    async def open(
        self, url: str, *, width: int = 1280, height: int = 800, scheme: str = "light"
    ) -> Page:
        """Open an address as somebody who was never here, in a window of its own."""
        key = (urlsplit(url).path, width, height)
        page = self._kept.get(key) or await self._fresh(ViewportSize(width=width, height=height))
        self._kept[key] = page
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await _leave(page)
        await page.goto(url)
        return page

    async def _fresh(self, size: ViewportSize) -> Page:
        context = await self._browser.new_context(
            viewport=size, reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        context.set_default_timeout(_PATIENCE_MS)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    async def rest(self) -> None:
        """Leave all pages, so that they take no part in the next test."""
        for page in self._kept.values():
            await _leave(page)


async def _leave(page: Page) -> None:
    """Go away and leave nothing behind."""
    if page.url != "about:blank":
        await page.evaluate("sessionStorage.clear(); localStorage.clear()")
        await page.goto("about:blank")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def windows(browser: Browser) -> Windows:
    """The windows of a worker."""
    return Windows(browser)


@pytest_asyncio.fixture(loop_scope="session")
async def window(windows: Windows) -> AsyncIterator[Window]:
    """Opens pages; an error within a page fails the test."""
    yield windows.open
    await windows.rest()
    errors, windows.errors = windows.errors, []
    assert errors == []


def _seed(folder: Path) -> Path:
    """Write the example workspace with a long channel and a short play, which waits to be seen."""
    seed: Json = yaml.safe_load(DEFAULT_SEED.read_text(encoding="utf-8"))
    seed["channels"].append({"name": "long"})
    seed["messages"] += [
        {"channel": "long", "by": "mara", "text": f"Message {i}", "minutes_ago": LONG - i}
        for i in range(LONG)
    ]
    steps = [
        {"do": "note", "text": "Jonas answers", "pause_s": 0.3},
        {"do": "say", "as": "jonas", "text": "I heard that too", "pause_s": 0.3},
        {"do": "reply", "as": "ines", "text": "So did I", "thread": "I heard", "pause_s": 0.3},
        {"do": "wait_for", "as": "ines", "text": "Seen", "where": "channel", "pause_s": 0.3},
    ]
    wait = {"do": "wait_for", "as": "mara", "text": "Nobody says this", "timeout_s": 0.1}
    seed["scripts"] = {
        "word": {"title": "A word", "channel": "workwear", "steps": steps},
        "stuck": {"title": "A wait", "channel": "workwear", "steps": [wait]},
    }
    seed["welcome"]["actions"] = [{"label": "Watch", "script": "word"}]
    path = folder / "seed.yaml"
    path.write_text(yaml.safe_dump(seed), encoding="utf-8")
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Workspace]:
    """A workspace with the noticeboard in it; asks for the browser to be skipped with it."""
    folder: Path = tmp_path_factory.mktemp("standin")
    async with (
        slack_workspace(manifest=MANIFEST, folder=folder, seed=_seed(folder)) as workspace,
        noticeboard(workspace),
    ):
        yield workspace


@pytest_asyncio.fixture(loop_scope="session")
async def workspace(running: Workspace) -> Workspace:
    """The same workspace, as it began."""
    await running.control("reset")
    await running.connected()
    return running
