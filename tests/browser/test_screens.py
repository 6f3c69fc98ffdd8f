"""Each main screen, judged by axe-core in light and dark, and pictured for `make pictures`."""

from playwright.async_api import Page, expect

from tests.browser.acting import FIELD, act, bot, last, open_form, sit, write
from tests.browser.axe import Judge
from tests.browser.conftest import Window
from tests.browser.noticeboard import board, button, plain
from tests.browser.pictures import picture
from tests.slack_workspace import Json, Workspace


class Tour:
    """Screens that were looked at, and what was wrong with them."""

    def __init__(self, page: Page, judge: Judge) -> None:
        self.page = page
        self.judge = judge
        self.wrong: list[str] = []

    async def look(self, screen: str) -> None:
        """Judge the screen as it is now."""
        self.wrong += await self.judge(self.page, screen)
        await picture(self.page, screen)


def _blocks() -> list[Json]:
    rows = [[{"type": "raw_text", "text": f"{a} {b}"} for b in "xyz"] for a in range(8)]
    choice = {"text": plain("One"), "value": "1"}
    select = {"type": "static_select", "action_id": "s", "options": [choice]}
    boxes = {"type": "checkboxes", "action_id": "c", "options": [choice]}
    return [
        *board("A notice", 2),
        {"type": "data_table", "caption": "Votes", "rows": rows},
        {"type": "card", "title": plain("Petra"), "actions": [button("pressed", "Open")]},
        {"type": "actions", "elements": [select, boxes]},
        {"type": "plan", "title": "Looking", "tasks": [
            {"type": "task_card", "task_id": "a", "title": "Read", "status": "complete"}]},
    ]  # fmt: skip


async def test_conversations_are_for_everybody(
    window: Window, workspace: Workspace, judge: Judge
) -> None:
    """First screen, blocks, thread, pickers, menus, a form: nothing serious for axe."""
    page = await sit(window, workspace, "mara")
    tour = Tour(page, judge)
    await tour.look("first-screen")
    channel = await workspace.channel_id("workwear")
    await bot(workspace).chat_postMessage(channel=channel, text="Blocks", blocks=_blocks())
    await expect(last(page)).to_contain_text("Looking")
    await act(page.locator(".message").first, "Reply in thread")
    await expect(page.locator(".thread .composer-field")).to_be_focused()
    await tour.look("blocks-and-thread")
    await page.keyboard.press("Escape")
    await act(last(page), "React")
    await tour.look("emoji")
    await page.keyboard.press("Escape")
    await page.fill(FIELD, "/no")
    await page.press(FIELD, "End")
    await tour.look("completion")
    await page.fill(FIELD, "")
    await write(page, "/notice me")
    await expect(page.locator(".message.private")).to_be_visible()
    form = await open_form(page)
    await form.locator("button[type=submit]").click()
    await tour.look("form-with-errors")
    assert tour.wrong == []


async def test_the_other_places_are_for_everybody(
    window: Window, workspace: Workspace, judge: Judge
) -> None:
    """Home, a channel's people, going somewhere, keys, both sides of the scenes, side by side."""
    page = await sit(window, workspace, "mara")
    tour = Tour(page, judge)
    await page.click(".place >> text=Noticeboard")
    await expect(page.locator(".home-body")).to_have_text("Your notices")
    await tour.look("home")
    await page.click(".place >> text=workwear")
    await page.click(".members")
    await tour.look("about-a-channel")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await tour.look("going-somewhere")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Behind the scenes").click()
    await write(page, "/notice me")
    await page.locator(".entry").last.click()
    await tour.look("scenes-traffic")
    await page.get_by_role("tab", name="Trouble").click()
    await page.get_by_role("button", name="Disturb").click()
    await expect(page.locator(".rules li")).to_have_count(2)
    await tour.look("scenes-trouble")
    await workspace.control("fault", clear=True)
    assert tour.wrong == []


async def test_a_phone_is_for_everybody(window: Window, workspace: Workspace, judge: Judge) -> None:
    """A conversation and its drawer on 390 px; several people side by side."""
    phone = await sit(window, workspace, "ines", width=390)
    tour = Tour(phone, judge)
    await tour.look("conversation-on-a-phone")
    await phone.click(".drawer-button")
    await tour.look("places-on-a-phone")
    side = await window(f"{workspace.url}/side?people=mara,jonas,ines", width=1500)
    await expect(side.frame_locator("iframe >> nth=2").locator(".message").last).to_be_visible()
    beside = Tour(side, judge)
    await beside.look("side-by-side")
    assert tour.wrong + beside.wrong == []
