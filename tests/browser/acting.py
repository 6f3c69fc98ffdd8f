"""What people do in a window, in words that several stories share."""

from playwright.async_api import Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import Window
from tests.slack_workspace import Workspace

FIELD = ".channel .composer-field"


async def sit(window: Window, workspace: Workspace, handle: str, width: int = 1280) -> Page:
    """Sit down as somebody, in #workwear, and wait until it shows."""
    page = await window(f"{workspace.url}/p/{handle}", width=width)
    await expect(page.locator(".message").first).to_be_visible()
    return page


async def write(page: Page, text: str) -> None:
    """Write into the channel and send it."""
    await page.fill(FIELD, text)
    await page.press(FIELD, "Enter")


def last(page: Page) -> Locator:
    """Return the newest message of the channel."""
    return page.locator(".channel .message").last


async def act(message: Locator, button: str) -> None:
    """Press one of a message's actions."""
    await message.hover()
    await message.get_by_role("button", name=button).click()


async def choose(page: Page, message: Locator, item: str) -> None:
    """Choose from a message's menu."""
    await act(message, "More actions")
    await page.get_by_role("menuitem", name=item).click()


async def open_form(page: Page) -> Locator:
    """Ask the app for its form and wait for it."""
    await write(page, "/notice form")
    form = page.locator("dialog.modal")
    await expect(form).to_be_visible()
    return form


async def put_up(page: Page, text: str) -> None:
    """Fill the app's form with the keyboard's help and submit it."""
    form = await open_form(page)
    await form.locator("textarea").fill(text)
    await form.locator(".select-face").first.click()
    await expect(page.locator(".option")).to_have_count(3)
    await page.keyboard.type("berg")
    await expect(page.locator(".option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await form.locator("button[type=submit]").click()
    await expect(form).to_be_hidden()


async def too_wide(page: Page) -> int:
    """Return by how many pixels the page would scroll sideways."""
    return int(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def bot(workspace: Workspace) -> AsyncWebClient:
    """Return the app's own client."""
    return AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
