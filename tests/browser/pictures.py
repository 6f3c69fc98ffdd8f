"""Screenshots, taken on the way where `make pictures` asks for them."""

import os
from pathlib import Path

from playwright.async_api import Page

FOLDER = os.environ.get("DESIRELINE_PICTURES")


async def picture(page: Page, name: str) -> None:
    """Take a picture of what the window shows, in light and, as <name>-dark, in dark."""
    if FOLDER is None:
        return
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    await page.mouse.move(0, 0)
    await page.screenshot(path=folder / f"{name}.png")
    await page.emulate_media(color_scheme="dark")
    await page.screenshot(path=folder / f"{name}-dark.png")
    await page.emulate_media(color_scheme="light")
