"""What apps put before people: forms, private words, Homes, blocks, text as it comes."""

from playwright.async_api import expect

from tests.browser.acting import bot, last, open_form, put_up, sit
from tests.browser.conftest import Window
from tests.browser.noticeboard import board, button, plain
from tests.slack_workspace import Json, Workspace


async def test_a_form_is_its_owners_alone(window: Window, workspace: Workspace) -> None:
    """It holds the focus, checks what it can, keeps what was typed, stacks, and Esc closes it."""
    mara, jonas = [await sit(window, workspace, name) for name in ("mara", "jonas")]
    form = await open_form(mara)
    await expect(form.locator("textarea")).to_be_focused()
    for _ in range(9):
        await mara.keyboard.press("Tab")
        assert await mara.evaluate(
            "() => !document.activeElement.matches('.shell > :not(dialog) *')"
        )
    await form.locator("button[type=submit]").click()
    await expect(form.locator(".input-error:visible")).to_have_count(2)
    await form.locator("textarea").fill("no")
    await form.locator(".select-face").first.click()
    await mara.click(".option >> text=Aachen")
    await form.get_by_role("button", name="Advice").click()
    await expect(form.locator("h2")).to_have_text("Advice")
    await mara.keyboard.press("Escape")
    await expect(form.locator("textarea")).to_have_value("no")
    await form.locator("button[type=submit]").click()
    await expect(form.locator(".input-error:visible")).to_have_text("Say a little more.")
    await expect(form.locator(".select-face").first).to_contain_text("Aachen")
    await expect(jonas.locator("dialog.modal")).to_be_hidden()
    await mara.keyboard.press("Escape")
    await expect(form).to_be_hidden()


async def test_private_words_and_common_ones(window: Window, workspace: Workspace) -> None:
    """An ephemeral answer is for one and can be put away; a board changes in every window."""
    mara, ines = [await sit(window, workspace, name) for name in ("mara", "ines")]
    await mara.locator(".channel .composer-field").focus()
    await mara.keyboard.type("/no")
    await expect(mara.locator(".suggestion")).to_contain_text(["Put something up"])
    await mara.keyboard.press("Tab")
    await expect(mara.locator(".usage")).to_have_text("/notice form | me")
    await mara.keyboard.type("me")
    await mara.keyboard.press("Enter")
    await expect(mara.locator(".message.private")).to_contain_text("A secret for one.")
    await put_up(mara, "Glove test on Friday")
    await expect(ines.locator(".block-header")).to_have_text("Glove test on Friday")
    await expect(ines.locator(".message.private")).to_have_count(0)
    await ines.click("text=I'm in")
    for page in (mara, ines):
        await expect(last(page)).to_contain_text("1 in")
    await mara.click("text=Dismiss")
    await expect(mara.locator(".message.private")).to_have_count(0)


async def test_a_press_counts_though_the_message_changes_under_it(
    window: Window, workspace: Workspace
) -> None:
    """A board is redrawn while a finger is down on its button: it waits, and the press arrives."""
    mara, ines = [await sit(window, workspace, name) for name in ("mara", "ines")]
    await put_up(mara, "Glove test on Friday")
    box = await mara.get_by_role("button", name="I'm in").bounding_box()
    assert box
    await mara.mouse.move(box["x"] + 9, box["y"] + 9)
    await mara.mouse.down()
    ts = str(await last(mara).get_attribute("data-ts"))
    longer = [{"type": "divider"}, *board("Glove test on Monday", 7)]
    channel = await workspace.channel_id("workwear")
    await bot(workspace).chat_update(channel=channel, ts=ts, text="Gloves", blocks=longer)
    await expect(last(ines)).to_contain_text("7 in")
    await mara.mouse.up()
    await expect(last(mara)).to_contain_text("1 in")


async def test_an_apps_own_place(window: Window, workspace: Workspace) -> None:
    """Home shows what was published; messages from the app count, and suggest what to ask."""
    mara = await sit(window, workspace, "mara")
    client = bot(workspace)
    opened = await client.conversations_open(users=[workspace.ids["mara"]])
    place = opened["channel"]["id"]
    said = await client.chat_postMessage(channel=place, text="Ask me.")
    prompts = [{"title": "Towns", "message": "Which towns are there?"}]
    await client.assistant_threads_setSuggestedPrompts(
        channel_id=place, thread_ts=said["ts"], title="Try", prompts=prompts
    )
    entry = mara.locator(".place", has_text="Noticeboard")
    await expect(entry.locator(".count")).to_contain_text("1")
    await entry.click()
    await expect(mara.locator(".home-body")).to_have_text("Your notices")
    await mara.click(".tab >> text=Messages")
    await mara.get_by_role("button", name="Towns").click()
    await expect(last(mara)).to_contain_text("Which towns are there?")
    await expect(mara.locator(".prompts")).to_be_hidden()
    await client.assistant_threads_setStatus(
        channel_id=place, thread_ts=said["ts"], status="is thinking…"
    )
    await expect(mara.locator(".typing")).to_have_text("Noticeboard is thinking…")


async def test_text_is_read_while_it_comes(window: Window, workspace: Workspace) -> None:
    """A stream grows in place, tasks and all, and is a message like any other at its end."""
    mara = await sit(window, workspace, "mara")
    client, channel = bot(workspace), await workspace.channel_id("workwear")
    to = {"recipient_user_id": workspace.ids["mara"], "recipient_team_id": workspace.app.team_id}
    task = {"type": "task_update", "id": "a", "title": "Read the map", "status": "in_progress"}
    words = [{"type": "markdown_text", "text": "She needs **costs"}]
    stream = await client.api_call(
        "chat.startStream", json={"channel": channel, "chunks": [task, *words], **to}
    )
    place = {"channel": channel, "ts": stream["ts"]}
    await expect(last(mara).locator(".streaming")).to_contain_text("She needs")
    await expect(last(mara).locator(".task")).to_have_text("Read the map, under way")
    more = [task | {"status": "complete"}, {"type": "markdown_text", "text": "** first."}]
    await client.api_call("chat.appendStream", json={**place, "chunks": more})
    await expect(last(mara).locator("strong")).to_have_text("costs")
    await expect(last(mara).locator(".task")).to_have_text("Read the map, done")
    await client.api_call("chat.stopStream", json=place)
    await expect(last(mara).locator(".streaming")).to_have_count(0)


async def test_a_canvas_stands_beside_its_channel(window: Window, workspace: Workspace) -> None:
    """It opens from the channel's head and is always the latest."""
    mara = await sit(window, workspace, "mara")
    client, channel = bot(workspace), await workspace.channel_id("workwear")
    content = {"type": "markdown", "markdown": "# The path\n\n- [x] Sees people get hurt"}
    made = await client.api_call(
        "conversations.canvases.create",
        json={"channel_id": channel, "title": "Map", "document_content": content},
    )
    await mara.click("text=Map")
    canvas = mara.locator(".canvas-body")
    await expect(canvas).to_contain_text("Sees people get hurt")
    later = {"type": "markdown", "markdown": "Convinces the director"}
    changes = [{"operation": "insert_at_end", "document_content": later}]
    await client.api_call(
        "canvases.edit", json={"canvas_id": made["canvas_id"], "changes": changes}
    )
    await expect(canvas).to_contain_text("Convinces the director")


async def test_blocks_are_drawn_and_never_run(window: Window, workspace: Workspace) -> None:
    """Tokens become mentions, links lead to the web only, markup and what is verbatim stay text."""
    mara = await sit(window, workspace, "mara")
    own, code = workspace.ids["mara"], "<img src=x onerror=alert(1)>"
    mrkdwn = f"*bold* <!channel> <@{own}> <javascript:alert(1)|press> <https://example.org|web>"
    escaped = code.replace("<", "&lt;").replace(">", "&gt;")
    rows = [[{"type": "raw_text", "text": text} for text in row] for row in (("Stage",), (code,))]
    blocks: list[Json] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"{mrkdwn} {escaped}"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "<!date^86400^on {date}|then>"}},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "http://a.example", "verbatim": True},
        },
        {"type": "markdown", "text": f"## Heading\n\n- **one** {code}"},
        {"type": "table", "rows": rows},
    ]
    channel = await workspace.channel_id("workwear")
    await bot(workspace).chat_postMessage(channel=channel, text="summary", blocks=blocks)
    body = last(mara).locator(".message-body")
    await expect(body.locator(".mention")).to_have_text(["@channel", "@Mara Lindqvist"])
    await expect(body.locator("a")).to_have_text(["web"])
    await expect(body.locator("strong")).to_have_text(["bold", "one"])
    await expect(body).to_contain_text("on 2 January 1970")
    await expect(body.get_by_role("cell", name=code)).to_be_visible()
    await expect(body.locator("img")).to_have_count(0)


async def test_tables_and_cards_can_be_worked_with(window: Window, workspace: Workspace) -> None:
    """A data table sorts, filters and turns its pages; a card's button reaches the app."""
    mara = await sit(window, workspace, "mara")
    numbers = [3, 12, 7, 1, 9, 5, 11]
    head = [{"type": "raw_text", "text": text} for text in ("Stage", "Votes")]
    rows = [
        [{"type": "raw_text", "text": f"Stage {n}"}, {"type": "raw_number", "value": n}]
        for n in numbers
    ]
    card = {
        "type": "card", "title": plain("Petra"),
        "actions": [button("pressed", "Open", value="Petra")],
    }  # fmt: skip
    table = {"type": "data_table", "caption": "Votes", "rows": [head, *rows]}
    channel = await workspace.channel_id("workwear")
    await bot(workspace).chat_postMessage(channel=channel, text="Votes", blocks=[table, card])
    cells = last(mara).locator("tbody td")
    await expect(cells).to_have_text(["3", "12", "7", "1", "9"])
    await last(mara).get_by_role("button", name="Votes").click()
    await expect(cells).to_have_text(["1", "3", "5", "7", "9"])
    await last(mara).get_by_role("button", name="On", exact=True).click()
    await expect(cells).to_have_text(["11", "12"])
    await last(mara).get_by_label("Filter: Votes").fill("stage 1")
    await expect(cells).to_have_text(["1", "11", "12"])
    await last(mara).get_by_role("button", name="Open").click()
    await expect(mara.locator(".message.private")).to_contain_text("Pressed Petra.")
