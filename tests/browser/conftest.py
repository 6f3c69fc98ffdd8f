"""A real Chromium, the stand-in, and windows in which its people sit."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

from tests.browser.noticeboard import MANIFEST, noticeboard
from tests.slack_workspace import Workspace, slack_workspace

Window = Callable[..., Awaitable[Page]]

_PATIENCE_MS = 15000
expect.set_options(timeout=_PATIENCE_MS)
_QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None and "CI" in os.environ:
        pytest.fail("no Chromium, which the page's tests need")
    return found or pytest.skip("no Chromium on this machine")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """A Chromium without a window."""
    path = _chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Workspace]:
    """A workspace with the noticeboard in it; asks for the browser to be skipped with it."""
    folder: Path = tmp_path_factory.mktemp("standin")
    async with (
        slack_workspace(manifest=MANIFEST, folder=folder) as workspace,
        noticeboard(workspace),
    ):
        yield workspace


@pytest_asyncio.fixture(loop_scope="module")
async def workspace(running: Workspace) -> Workspace:
    """The same workspace, as it began."""
    await running.control("reset")
    await running.connected()
    return running


@pytest_asyncio.fixture(loop_scope="module")
async def window(browser: Browser) -> AsyncIterator[Window]:
    """Opens pages, each in a window of its own; an error within a page fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    async def opened(url: str, *, width: int = 1280, height: int = 800) -> Page:
        size = ViewportSize(width=width, height=height)
        context = await browser.new_context(viewport=size, reduced_motion="reduce")
        context.set_default_timeout(_PATIENCE_MS)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(url)
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert errors == []
