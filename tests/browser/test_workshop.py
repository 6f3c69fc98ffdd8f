"""The main job by hand and by itself: three people in three windows, on a real bot."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, Response, expect

from tests.bot_process import Bot, running_bot
from tests.browser.acting import too_wide, write
from tests.browser.axe import Judge
from tests.browser.conftest import Window
from tests.browser.pictures import picture

_BEGINNING = re.compile("Notes that you leave alone|Against the stored version")
DEMO = Path(__file__).parents[2] / "bot" / "demo.yaml"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def bot(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, models_dir: Path
) -> AsyncIterator[Bot]:
    """The demo's workspace with its example records; asks for the browser first."""
    folder = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{folder / 'desireline.db'}"
    data_dir = folder / "bot"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(models_dir)
    async with running_bot(
        DEMO, data_dir, transport="socket", database_url=url, start=False
    ) as bot:
        await bot.furnish()
        await bot.start()
        await bot.workspace.eventually(lambda: "index.warm" in bot.log.read_text(), timeout=60)
        yield bot


async def test_the_first_press_impresses(window: Window, bot: Bot, judge: Judge) -> None:
    """The first screen leads to a cited answer with one press; only the asker sees it."""
    mara = await window(bot.workspace.url)
    await expect(mara.locator(".you")).to_contain_text("You are Mara, sales.")
    for label in ("What does Petra need now?", "Watch a workshop", "Start my own"):
        await expect(mara.get_by_role("button", name=label)).to_be_visible()
    await picture(mara, "first-screen")
    await mara.get_by_role("button", name="What does Petra need now?").click()
    answer = mara.locator(".message.private").last
    await expect(answer).to_contain_text("Petra, safety manager")
    await expect(answer).to_contain_text("[1]")
    await expect(answer).to_contain_text("heard at")
    await picture(mara, "answer")
    await answer.get_by_role("button", name="Evidence").click()
    await expect(mara.locator("dialog.modal")).to_contain_text("J1@1")
    await picture(mara, "evidence")
    assert await judge(mara, "evidence") == []
    await mara.keyboard.press("Escape")
    await expect(mara.locator("dialog.modal")).to_be_hidden()
    jonas = await window(f"{bot.workspace.url}/p/jonas")
    await expect(jonas.locator(".message").first).to_be_visible()
    await expect(jonas.locator(".message.private")).to_have_count(0)


async def test_three_people_renew_a_journey(window: Window, bot: Bot, judge: Judge) -> None:
    """A workshop on J1 becomes J1@2; nobody sees another's windows on the way."""
    url = bot.workspace.url
    mara = await window(f"{url}/p/mara", height=900)
    jonas = await window(f"{url}/p/jonas", width=390, height=844)
    ines = await window(f"{url}/p/ines")
    form = await _fill_start(mara)
    await picture(mara, "start")
    assert await judge(mara, "start") == []
    await _send(form)
    for page in (mara, jonas, ines):
        await expect(_board(page)).to_contain_text("1 of 5")
    await expect(jonas.locator("dialog.modal")).to_be_hidden()

    await _facilitate(mara, "Next: Stages", "2 of 5")
    await _facilitate(mara, "Next: Wants", "3 of 5")
    await _write(jonas, pictured="notes-on-a-phone")
    await _reply(ines, "2: works council asks who decides")
    await expect(_board(mara)).to_contain_text("2 Convinces the director: 1")
    await jonas.get_by_role("button", name="I'm ready").last.click()
    await expect(_board(mara)).to_contain_text("Contributed 2 of 3 · Ready 1 of 3")
    await _board(mara).scroll_into_view_if_needed()
    await picture(mara, "board")
    assert await judge(mara, "board") == []
    await picture(jonas, "board-on-a-phone")

    await _facilitate(mara, "Next: Feelings", "4 of 5")
    await _facilitate(mara, "Next: Review", "5 of 5")
    await _board(mara).get_by_role("button", name="Review the notes").click()
    await expect(mara.locator("dialog.modal")).to_contain_text("1 of")
    await picture(mara, "review")
    await _publish(mara)
    await expect(_board(ines)).to_contain_text("Published as J1@2")
    await expect(ines.locator(".channel .message").last).to_contain_text("record: J1@2")
    await picture(mara, "published")


async def test_a_phone_never_scrolls_sideways(window: Window, bot: Bot, judge: Judge) -> None:
    """An answer on a phone is read without moving the page to the side."""
    phone = await window(f"{bot.workspace.url}/p/ines", width=390, height=844)
    await write(phone, "/journey ask what does the safety manager need now?")
    answer = phone.locator(".message.private").last
    await expect(answer).to_contain_text("[1]")
    await expect(answer.get_by_text("Only visible to you")).to_be_in_viewport()
    assert await too_wide(phone) <= 0
    await picture(phone, "answer-on-a-phone")
    assert await judge(phone, "answer-on-a-phone") == []


async def test_a_whole_workshop_fits_a_phone(window: Window, bot: Bot) -> None:
    """Started, written, led, reviewed and published with a thumb; no screen is too wide."""
    phone = await window(f"{bot.workspace.url}/p/jonas", width=390, height=844)
    await _send(await _fill_start(phone))
    await expect(_board(phone)).to_contain_text("1 of 5")
    await _facilitate(phone, "Next: Stages", "2 of 5")
    await _facilitate(phone, "Next: Wants", "3 of 5")
    await _write(phone)
    await _board(phone).get_by_role("button", name="See notes").click()
    await expect(phone.locator("dialog.modal")).to_contain_text("I want to know who signs")
    assert await too_wide(phone) <= 0
    await phone.keyboard.press("Escape")
    await _facilitate(phone, "Next: Feelings", "4 of 5")
    await _facilitate(phone, "Next: Review", "5 of 5")
    await _board(phone).get_by_role("button", name="Review the notes").click()
    await _publish(phone)
    await expect(_board(phone)).to_contain_text("Published as J1@")
    assert await too_wide(phone) <= 0


async def test_a_workshop_can_be_watched(window: Window, bot: Bot) -> None:
    """By itself, through the same calls: a whole workshop, a publication, a cited answer."""
    mara = await window(bot.workspace.url)
    # The same play, only quicker than anybody could follow it.
    await mara.route("**/script/workshop", lambda route: route.continue_(post_data='{"speed": 30}'))
    await mara.get_by_role("button", name="Watch a workshop").click()
    await expect(mara.locator(".watch")).to_contain_text("Mara starts a workshop")
    await expect(mara.locator(".watch")).to_contain_text("that was all of it", timeout=90_000)
    await mara.unroute("**/script/workshop")
    await expect(mara.locator(".you")).to_contain_text("You are Mara")
    await expect(mara.locator(".channel .message", has_text="is on record").last).to_be_visible()
    answer = mara.locator(".message.private").last
    await expect(answer).to_contain_text("Malte")
    await expect(answer).to_contain_text("[1]")
    await picture(mara, "watched")


async def _fill_start(page: Page) -> Locator:
    await page.get_by_role("button", name="Start my own").click()
    form = page.locator("dialog.modal")
    await form.locator("[data-block=subject] .select-face").click()
    await expect(form.locator("[data-block=subject] .select-search")).to_be_focused()
    async with page.expect_response(_offers_petra):
        await page.keyboard.type("petra")
    await page.locator(".option", has_text="renew J1").click()
    await page.keyboard.press("Tab")
    await form.get_by_label("Or in your own words").fill("Fewer deals lost after the trial")
    assert await too_wide(page) <= 0
    return form


async def _send(form: Locator) -> None:
    await form.get_by_role("button", name="Start", exact=True).click()
    await expect(form).to_be_hidden()


def _offers_petra(response: Response) -> bool:
    return '"query":"petra"' in (response.request.post_data or "")


async def _write(phone: Page, *, pictured: str = "") -> None:
    await _board(phone).get_by_role("button", name="Add notes").click()
    form = phone.locator("dialog.modal")
    await form.locator("textarea").first.fill("I want to know who signs\nI want a date")
    assert await too_wide(phone) <= 0
    if pictured:
        await picture(phone, pictured)
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_contain_text("Saved 2 notes. Next:")
    await form.get_by_role("button", name="Close").last.click()
    await expect(form).to_be_hidden()
    await expect(_board(phone).get_by_role("button", name="Add notes")).to_be_in_viewport()


async def _reply(person: Page, text: str) -> None:
    await _board(person).hover()
    await person.get_by_role("button", name=re.compile("reply", re.I)).last.click()
    field = person.locator(".thread .composer-field")
    await field.fill(text)
    await field.press("Enter")


async def _facilitate(mara: Page, press: str, then: str) -> None:
    await _board(mara).get_by_role("button", name="Facilitate").click()
    view = mara.locator("dialog.modal")
    await view.get_by_role("button", name=press).click()
    await expect(view).to_contain_text(then)
    assert await too_wide(mara) <= 0
    await view.get_by_role("button", name="Close").last.click()
    await expect(view).to_be_hidden()
    await expect(_board(mara)).to_contain_text(then)


async def _publish(page: Page) -> None:
    """Keep everything, page by page, each read from its beginning, up to the publication."""
    view = page.locator("dialog.modal")
    await expect(view).to_contain_text("1 of")
    assert await too_wide(page) <= 0
    for _ in range(12):
        press = view.locator("button[type=submit]")
        title = await press.inner_text()
        before = await view.inner_text()
        await view.locator("[data-block]").last.scroll_into_view_if_needed()
        await press.click()
        if title == "Publish":
            break
        await expect(view).not_to_have_text(before, use_inner_text=True)
        await expect(view.get_by_text(_BEGINNING).first).to_be_in_viewport()
    await expect(view).to_contain_text(re.compile(r"Published: J1@\d"))
    await view.get_by_role("button", name="Close").last.click()


def _board(page: Page) -> Locator:
    return page.locator(".channel .message", has_text=re.compile("current state")).last
