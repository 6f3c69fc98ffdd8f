"""Behind the scenes: what passes, as it passes, and trouble on request."""

import asyncio
import json
import shlex

import pytest
from playwright.async_api import Locator, Page, expect
from slack_sdk.errors import SlackApiError

from tests.browser.acting import bot, last, sit, write
from tests.browser.conftest import Window
from tests.slack_workspace import Workspace


async def _behind(window: Window, workspace: Workspace) -> Page:
    page = await sit(window, workspace, "mara")
    await page.get_by_role("button", name="Behind the scenes").click()
    return page


def _entry(page: Page, *words: str) -> Locator:
    found = page.locator(".entry")
    for word in words:
        found = found.filter(has_text=word)
    return found.last


async def test_every_call_and_delivery_is_listed(window: Window, workspace: Workspace) -> None:
    """With verdict and latency, filtered by kind and by any word; one shows all that is known."""
    page = await _behind(window, workspace)
    await write(page, "/notice me")
    await expect(_entry(page, "interaction", "/notice")).to_contain_text("taken")
    await expect(_entry(page, "answer", "response_url")).to_contain_text("ok")
    await page.get_by_role("button", name="Answers").click()
    await expect(page.locator(".entry")).to_have_count(1)
    await page.get_by_role("button", name="All", exact=True).click()
    await page.get_by_label("Filter").fill("a secret for one")
    await expect(page.locator(".entry")).to_have_count(1)
    await page.get_by_label("Filter").fill("")
    await _entry(page, "/notice").click()
    details = page.locator(".details")
    await expect(details).to_contain_text("over a socket")
    await expect(details.get_by_label("Payload")).to_contain_text('"command": "/notice"')
    await expect(_entry(page, "/notice").locator(".entry-ms")).to_contain_text("ms")


async def test_a_call_is_copied_as_curl(window: Window, workspace: Workspace) -> None:
    """The copied command does the same again; a delivery over a socket is sent again instead."""
    page = await _behind(window, workspace)
    channel = await workspace.channel_id("workwear")
    words = await _copied(page, workspace, channel)
    assert words[:3] == ["curl", "-X", "POST"]
    process = await asyncio.create_subprocess_exec(
        *words, "--silent", stdout=asyncio.subprocess.PIPE
    )
    answer, _ = await process.communicate()
    assert json.loads(answer)["ok"]
    await expect(page.locator(".message", has_text="said by curl")).to_have_count(2)
    await write(page, "heard twice")
    event = _entry(page, "event", "message")
    await event.click()
    await page.get_by_role("button", name="Send again").click()
    await expect(page.get_by_role("button", name="Sent")).to_be_visible()
    ids = [e["request"]["event_id"] for e in await workspace.log(kind="event", name="message")]
    assert len(ids) > len(set(ids))


async def _copied(page: Page, workspace: Workspace, channel: str) -> list[str]:
    """Let the app say something, and return the copied command of that call."""
    await bot(workspace).chat_postMessage(channel=channel, text="said by curl")
    await _entry(page, "chat.postMessage").click()
    await page.get_by_role("button", name="Copy as curl").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    return shlex.split(await page.evaluate("navigator.clipboard.readText()"))


async def test_trouble_is_a_switch_away(window: Window, workspace: Workspace) -> None:
    """Calls that fail, deliveries that get lost, sockets that break, a clock that moves."""
    page = await _behind(window, workspace)
    await page.get_by_role("tab", name="Trouble").click()
    await page.get_by_label("Method").fill("chat.postEphemeral")
    await page.get_by_role("combobox", name="Trouble").select_option("ratelimited")
    await page.get_by_role("button", name="Disturb").click()
    rules = page.locator(".rules")
    await expect(rules).to_contain_text("chat.postEphemeral will say 429, too many, once.")
    channel, mara = await workspace.channel_id("workwear"), workspace.ids["mara"]
    with pytest.raises(SlackApiError, match="ratelimited"):
        await bot(workspace).chat_postEphemeral(text="too much", channel=channel, user=mara)
    await expect(rules.locator("li")).to_have_count(0)
    lost = page.get_by_label("Lose the next … deliveries")
    await lost.fill("1")
    await lost.press("Enter")
    await write(page, "nobody hears this")
    await expect(lost).to_have_value("0")
    await page.get_by_role("button", name="Cut", exact=True).click()
    await expect(page.locator(".trouble-fact").first).to_contain_text("1 socket is open")
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.get_by_text("1 day ahead of real time")).to_be_visible()
    await page.get_by_role("tab", name="Traffic").click()
    await page.get_by_label("Only trouble").check()
    await expect(_entry(page, "chat.postEphemeral")).to_contain_text("ratelimited")
    await expect(_entry(page, "message")).to_contain_text("dropped")
    await expect(last(page)).to_contain_text("nobody hears this")
