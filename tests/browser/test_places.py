"""Getting around: who one is, where one goes, by keys, side by side, on a phone."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser.acting import FIELD, last, open_form, put_up, sit, too_wide, write
from tests.browser.conftest import Window
from tests.slack_workspace import Workspace, slack_workspace


async def test_the_address_decides_who_one_is(window: Window, workspace: Workspace) -> None:
    """Without a path one is the first person; the others are one press away."""
    page = await window(workspace.url)
    await expect(page.locator(".you")).to_have_text("You are Mara, sales.")
    await page.click(".switch >> text=Jonas")
    await expect(page.locator(".you")).to_have_text("You are Jonas, service.")


async def test_the_keyboard_is_enough(window: Window, workspace: Workspace) -> None:
    """From the field back to the newest message, along them, to their actions, elsewhere."""
    page = await sit(window, workspace, "mara")
    await page.focus(FIELD)
    for _ in range(8):
        await page.keyboard.press("Shift+Tab")
        if await page.evaluate("() => document.activeElement.matches('.message')"):
            break
    await expect(last(page)).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".message").nth(-2)).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="React")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".thread .composer-field")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator(".message").nth(-2)).to_be_focused()
    await page.keyboard.press("?")
    await expect(page.locator("dialog .keys")).to_contain_text("Go to a channel")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("jon")
    await page.keyboard.press("Enter")
    await expect(page.locator(".channel h1")).to_contain_text("Jonas Becker")
    await page.keyboard.press("Alt+ArrowUp")
    await expect(page.locator(".channel h1")).to_contain_text("Ines Duarte")
    await page.keyboard.press("F6")
    await expect(page.locator(FIELD)).to_be_focused()
    behind = page.get_by_role("button", name="Behind the scenes")
    await behind.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tab", name="Traffic")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(behind).to_be_focused()


async def test_side_by_side_shows_whom_one_chooses(window: Window, workspace: Workspace) -> None:
    """Each in a page of their own, in one conversation; two to four, whatever the address."""
    page = await window(f"{workspace.url}/side?people=mara,jonas,nobody,ines", width=1500)
    for name in ("Mara", "Jonas", "Ines"):
        frame = page.frame_locator(f"iframe[title={name}]")
        await expect(frame.locator(".you")).to_contain_text(f"You are {name}")
    mara = page.frame_locator("iframe[title=Mara]")
    await mara.locator(FIELD).fill("hello both")
    await page.get_by_role("button", name="Jonas").click()
    await expect(page.locator("iframe")).to_have_count(2)
    await expect(page.get_by_role("button", name="Ines")).to_be_disabled()
    await mara.locator(FIELD).press("Enter")
    ines = page.frame_locator("iframe[title=Ines]")
    await expect(ines.locator(".message").last).to_contain_text("hello both")
    await page.get_by_role("button", name="Behind the scenes").click()
    await expect(page.locator(".entry", has_text="message").last).to_contain_text("taken")


async def test_a_phone_needs_no_sideways_scrolling(window: Window, workspace: Workspace) -> None:
    """Everything fits 390 px; the list of channels is a drawer, a form fills the screen."""
    page = await sit(window, workspace, "mara", width=390)
    await put_up(page, "A notice that needs more than one line of a phone")
    await expect(page.locator(".block-header")).to_be_visible()
    assert await too_wide(page) <= 0
    await page.click(".drawer-button")
    await page.click(".place >> text=general")
    await expect(page.locator(".channel h1")).to_contain_text("general")
    await expect(page.locator(".sidebar")).to_be_hidden()
    form = await open_form(page)
    assert await too_wide(page) <= 0
    box = await form.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (390, 800)


async def test_light_or_dark_is_kept(window: Window, workspace: Workspace) -> None:
    """What somebody chose stays theirs, whatever the computer prefers."""
    page = await sit(window, workspace, "mara")
    look = "() => getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(look)
    await page.get_by_role("button", name="Page").click()
    await page.get_by_role("menuitem", name="Dark").click()
    dark = await page.evaluate(look)
    assert dark != light
    await page.reload()
    await expect(page.locator(".message").first).to_be_visible()
    assert await page.evaluate(look) == dark


async def test_watching_shows_whoever_acts(window: Window, workspace: Workspace) -> None:
    """The page becomes the acting person, can be held, and gives oneself back at the end.

    What can't go on says why, and can begin again.
    """
    page = await sit(window, workspace, "mara")
    await page.click("text=Watch")
    await page.get_by_role("button", name="Pause").click()
    go_on = page.get_by_role("button", name="Go on")
    await expect(go_on).to_be_visible()
    await write(page, "meanwhile")
    await go_on.click()
    await expect(page.locator(".you")).to_contain_text("You are Ines")
    await expect(page.locator(".thread .message").last).to_contain_text("So did I")
    await workspace.person("jonas").say("workwear", "Seen")
    await expect(page.locator(".watch")).to_contain_text("that was all of it")
    await expect(page.locator(".you")).to_contain_text("You are Mara")
    await workspace.person("mara").do("script/stuck")
    await expect(page.locator(".watch")).to_contain_text("A wait couldn't go on. Step 1:")
    await page.locator(".watch").get_by_role("button", name="Reset").click()
    await page.locator("dialog[open]").get_by_role("button", name="Reset").click()
    await expect(page.locator(".watch")).to_be_hidden()
    await expect(last(page)).not_to_contain_text("I heard that too")


async def test_the_page_comes_back_by_itself(window: Window, tmp_path: Path) -> None:
    """When the workspace stops and starts again, the page says so quietly and goes on."""
    state = tmp_path / "state.json"
    async with slack_workspace(state=state) as first:
        page = await sit(window, first, "mara")
        port = int(first.url.rsplit(":", 1)[1])
    await expect(page.locator(".offline")).to_be_visible()
    async with slack_workspace(state=state, port=port) as second:
        await expect(page.locator(".offline")).to_be_hidden()
        await second.person("jonas").say("workwear", "back again")
        await expect(last(page)).to_contain_text("back again")
