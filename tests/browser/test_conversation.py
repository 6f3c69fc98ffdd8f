"""Channels, threads, reactions, files: what people do with each other in the page."""

import re
from pathlib import Path

from playwright.async_api import WebSocketRoute, expect

from tests.browser.acting import FIELD, act, choose, last, open_form, sit, write
from tests.browser.conftest import LONG, Window
from tests.slack_workspace import Workspace

LEFT_OF_ENDS = """(shown) => {
  const [text] = [...shown.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  const range = document.createRange();
  return [0, text.length - 1].map((at) => {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  });
}"""
"""Where the first and the last letter of a message stand."""


async def test_what_one_says_stands_in_all_windows(window: Window, workspace: Workspace) -> None:
    """It comes without a reload, with who is writing before it; markup is text, marks are marks."""
    mara, jonas, ines = [await sit(window, workspace, name) for name in ("mara", "jonas", "ines")]
    await mara.focus(FIELD)
    await mara.keyboard.type("Samples are *here* <b>now</b>")
    await expect(jonas.locator(".typing")).to_have_text("Mara is writing …")
    await mara.keyboard.press("Shift+Enter")
    await mara.keyboard.type("two lines")
    await mara.keyboard.press("Enter")
    await expect(mara.locator(FIELD)).to_have_value("")
    for page in (mara, jonas, ines):
        await expect(last(page)).to_contain_text("Samples are here <b>now</b>")
        await expect(last(page).locator("strong")).to_have_text("here")
        await expect(last(page).locator(".text br")).to_have_count(1)
    await expect(jonas.locator(".typing")).to_have_text("")

    await act(last(jonas), "React")
    await jonas.keyboard.type("seedl")
    await jonas.keyboard.press("Enter")
    given = last(mara).locator(".reaction")
    await expect(given).to_have_attribute("title", "Jonas Becker · :seedling:")
    await given.click()
    await expect(last(ines).locator(".reaction")).to_contain_text("2")

    await ines.locator(FIELD).fill("שלום, מה שלומך?")
    await ines.keyboard.press("Enter")
    await expect(last(jonas)).to_contain_text("מה שלומך?")
    first, end = await last(jonas).locator(".text").evaluate(LEFT_OF_ENDS)
    assert end < first, "Hebrew is read from the right, its question mark too"


async def test_what_waits_for_one_is_marked(window: Window, workspace: Workspace) -> None:
    """A mention counts in list and title; "New" stands where one stopped, or where one says."""
    mara = await sit(window, workspace, "mara")
    ines = await sit(window, workspace, "ines")
    await ines.click(".place >> text=general")
    await expect(ines.locator(".channel h1")).to_contain_text("general")
    await write(mara, "one for all")
    await write(mara, "@ines can you look?")
    entry = ines.locator(".place", has_text="workwear")
    await expect(entry.locator(".count")).to_contain_text("1")
    await expect(ines).to_have_title(re.compile(r"^\(1\) Ines Duarte"))
    await entry.click()
    await expect(ines.locator(".divider.new")).to_be_visible()
    await expect(last(ines).locator(".mention.own")).to_have_text("@Ines Duarte")
    await expect(entry.locator(".count")).to_have_count(0)
    await choose(ines, last(ines), "Mark as unread")
    await expect(entry).to_have_class(re.compile("unread"))


async def test_threads_run_beside_the_channel(window: Window, workspace: Workspace) -> None:
    """A reply counts at its root, can stand in the channel too, and is new until it was seen."""
    mara, jonas = [await sit(window, workspace, name) for name in ("mara", "jonas")]
    await write(mara, "Who knows the foundry?")
    await expect(last(jonas)).to_contain_text("Who knows the foundry?")
    await act(last(jonas), "Reply in thread")
    field = jonas.locator(".thread .composer-field")
    await expect(field).to_be_focused()
    await jonas.keyboard.type("I do")
    await jonas.keyboard.press("Enter")
    await expect(jonas.locator(".thread .message").last).to_contain_text("I do")
    link = mara.locator(".thread-link").last
    await expect(link).to_contain_text("1 reply")
    await expect(link.locator(".fresh")).to_be_visible()
    await link.click()
    await expect(mara.locator(".thread .message")).to_have_count(2)
    await expect(link.locator(".fresh")).to_have_count(0)
    await jonas.get_by_label("Also send to #workwear").check()
    await field.fill("And I go there on Friday")
    await field.press("Enter")
    await expect(last(mara)).to_contain_text("Also sent from a thread")
    await mara.keyboard.press("Escape")
    await expect(mara.locator(".thread")).to_have_count(0)


async def test_a_messages_menu_does_what_it_says(window: Window, workspace: Workspace) -> None:
    """Its app's shortcut, its link, a pin that others find, editing, deleting after a question."""
    mara, ines = [await sit(window, workspace, name) for name in ("mara", "ines")]
    await write(mara, "tpyo")
    await expect(last(mara)).to_contain_text("tpyo")
    await mara.press(FIELD, "ArrowUp")
    await mara.fill(".editing textarea", "typo")
    await mara.press(".editing textarea", "Enter")
    await expect(last(ines)).to_contain_text("typo (edited)")
    await choose(ines, last(ines), "Keep this")
    await expect(ines.locator(".message.private")).to_contain_text("Kept for you.")
    await expect(mara.locator(".message.private")).to_have_count(0)
    await choose(mara, last(mara), "Copy link")
    link = await mara.evaluate("navigator.clipboard.readText()")
    await choose(mara, last(mara), "Pin to channel")
    await ines.click(".members")
    await expect(ines.locator(".pinned")).to_contain_text("typo")
    await ines.keyboard.press("Escape")
    await ines.goto(link)
    await expect(ines.locator(".message.found")).to_contain_text("typo")
    await choose(mara, last(mara), "Delete message")
    await mara.click("dialog.confirm >> text=Delete >> nth=-1")
    await expect(ines.locator(".message", has_text="typo")).to_have_count(0)


async def test_files_show_what_is_in_them(
    window: Window, workspace: Workspace, tmp_path: Path
) -> None:
    """A table, a picture: seen in the channel, enlarged by a press, taken back before sending."""
    mara, jonas = [await sit(window, workspace, name) for name in ("mara", "jonas")]
    votes = tmp_path / "votes.csv"
    rows = ['"Brenner, Castings";Trial', *(f"Company {i};Order" for i in range(9))]
    votes.write_text("\n".join(["Company;Stage", *rows]), encoding="utf-8")
    picture = tmp_path / "screen.png"
    await mara.screenshot(path=picture)
    await mara.set_input_files(".channel input[type=file]", [votes, picture])
    await mara.click("text=votes.csv >> xpath=.. >> button")
    await mara.set_input_files(".channel input[type=file]", votes)
    await write(mara, "Look at *these*")
    for page in (mara, jonas):
        await expect(last(page).locator("strong").first).to_have_text("these")
        await expect(last(page).get_by_role("cell", name="Brenner, Castings")).to_be_visible()
    await last(jonas).get_by_role("button", name="Show 6 more lines").click()
    await expect(jonas.get_by_role("cell", name="Company 8")).to_be_visible()
    await jonas.keyboard.press("Escape")
    await last(jonas).get_by_role("button", name="Enlarge screen.png").click()
    shown = jonas.locator("dialog img")
    await expect(shown).to_have_js_property("naturalWidth", 1280)
    await jonas.keyboard.press("Escape")


async def test_people_make_a_channel_and_let_each_other_in(
    window: Window, workspace: Workspace
) -> None:
    """A private one is nowhere for the others, until somebody adds them."""
    mara, jonas = [await sit(window, workspace, name) for name in ("mara", "jonas")]
    await mara.get_by_role("button", name="New channel").click()
    await mara.get_by_label("Name").fill("Trial Sets")
    await mara.get_by_label("Private").check()
    await mara.keyboard.press("Enter")
    await expect(mara.locator(".channel h1")).to_contain_text("trial-sets")
    await expect(jonas.locator(".place", has_text="trial-sets")).to_have_count(0)
    await mara.click(".members")
    await mara.click("dialog .select-face")
    await mara.keyboard.type("Jonas")
    await mara.keyboard.press("Enter")
    await expect(mara.locator(".member", has_text="Jonas")).to_be_visible()
    await jonas.click(".place >> text=trial-sets")
    await expect(last(jonas)).to_contain_text("has joined the channel")
    await mara.get_by_role("button", name="Remove Jonas").click()
    await expect(jonas.locator(".place", has_text="trial-sets")).to_have_count(0)


HASTE = """() => {
  document.querySelector("dialog .select-face").click();
  const field = document.activeElement;
  field.value = "Jonas";
  field.dispatchEvent(new Event("input"));
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
}"""
"""Opens a select, types and presses Enter before the page could do anything of its own."""


async def test_haste_in_a_select_chooses_what_was_typed(
    window: Window, workspace: Workspace
) -> None:
    """Neither a key goes astray while it opens, nor does Enter take what stood first before."""
    mara = await sit(window, workspace, "mara")
    await mara.get_by_role("button", name="New channel").click()
    await mara.get_by_label("Name").fill("Haste")
    await mara.keyboard.press("Enter")
    await expect(mara.locator(".channel h1")).to_contain_text("haste")
    await mara.click(".members")
    await mara.wait_for_selector("dialog .select-face")
    await mara.evaluate(HASTE)
    await expect(mara.locator(".member", has_text="Jonas")).to_be_visible()
    await expect(mara.locator(".member")).to_have_count(2)


async def test_a_long_channel_is_shown_in_stretches(window: Window, workspace: Workspace) -> None:
    """Scrolling brings each message once and in order; what is far away is let go."""
    mara = await sit(window, workspace, "mara")
    await mara.click(".place >> text=long")
    await expect(last(mara)).to_contain_text(f"Message {LONG - 1}")
    texts = mara.locator(".channel .message .text")
    seen = await texts.all_text_contents()
    assert len(seen) < LONG / 2
    while seen[0] != "Message 0":
        await mara.locator(".channel .scroller").evaluate("node => { node.scrollTop = 0 }")
        await expect(texts.first).not_to_have_text(seen[0])
        now = await texts.all_text_contents()
        assert now[: now.index(seen[0])] == [
            f"Message {i}" for i in range(int(now[0].split()[1]), int(seen[0].split()[1]))
        ]
        seen = now
    assert len(seen) < LONG
    await mara.get_by_role("button", name="Newest").click()
    await expect(last(mara)).to_contain_text(f"Message {LONG - 1}")
    await expect(last(mara)).to_be_in_viewport()


async def test_what_was_typed_outlives_the_workspace(window: Window, workspace: Workspace) -> None:
    """After a kill and a start the page begins anew; a half-filled form is as it was left."""
    page = await window(f"{workspace.url}/p/mara", width=1000)
    sockets: list[WebSocketRoute] = []

    def through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    await page.route_web_socket(re.compile("/ui/live"), through)
    await page.reload()
    form = await open_form(page)
    await form.locator("textarea").fill("Half a thought")
    await page.evaluate("document.body.firstElementChild.id = 'before'")
    # What a workspace says that has started since.
    sockets[-1].send('{"type": "reload"}')
    await expect(page.locator("#before")).to_have_count(0)
    await expect(form.locator("textarea")).to_have_value("Half a thought")
