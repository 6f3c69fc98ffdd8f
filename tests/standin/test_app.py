"""A real Bolt app hears, answers and shows things, in both transports."""

from collections.abc import AsyncIterator

import pytest

from tests.slack_workspace import Json, Refused, Workspace
from tests.standin.apps import TRANSPORTS, Running, bolt_app, catch_all
from tests.standin.listeners import button_listeners, form_listeners


@pytest.fixture(params=sorted(TRANSPORTS))
async def running(request: pytest.FixtureRequest, workspace: Workspace) -> AsyncIterator[Running]:
    app = bolt_app(workspace)
    form_listeners(app.app)
    button_listeners(app.app)
    catch_all(app)
    async with TRANSPORTS[request.param](app):
        yield app


async def test_what_people_write_edit_and_delete_is_heard(running: Running) -> None:
    """A message, its edit, a reply, a reaction and the deletion each come as Slack's event."""
    jonas = running.workspace.person("jonas")
    ts = await jonas.say("workwear", "gloves & <b>")
    await jonas.edit("workwear", ts, "gloves")
    reply = await jonas.say("workwear", "2: works council", thread_ts=ts)
    await jonas.react("workwear", ts, "eyes")
    await jonas.delete("workwear", reply)

    await running.workspace.eventually(lambda: running.heard("message", subtype="message_deleted"))
    await running.workspace.settled()
    said = running.heard("message", user=jonas.id, ts=ts)
    assert [event["text"] for event in said] == ["gloves &amp; &lt;b&gt;"]
    changed = running.heard("message", subtype="message_changed")[0]
    assert changed["message"]["text"] == "gloves"
    assert changed["message"]["edited"]["user"] == jonas.id
    assert changed["previous_message"]["text"] == "gloves &amp; &lt;b&gt;"
    answer = running.heard("message", ts=reply)[0]
    assert (answer["thread_ts"], answer["parent_user_id"]) == (ts, jonas.id)
    assert running.heard("reaction_added")[0]["item"]["ts"] == ts
    assert running.heard("message", subtype="message_deleted")[0]["deleted_ts"] == reply


async def test_a_mention_comes_twice_with_one_ts(running: Running) -> None:
    """A mention is a message and an app_mention; a DM is a message of type im."""
    mara = running.workspace.person("mara")
    ts = await mara.say("workwear", "@recorder what now?")
    await mara.say(await mara.dm(), "in private")
    await running.workspace.eventually(lambda: running.heard("message", channel_type="im"))
    await running.workspace.eventually(lambda: running.heard("app_mention", ts=ts))
    await running.workspace.settled()
    assert running.heard("message", ts=ts, channel_type="channel")
    bot = running.workspace.app.bot_user_id
    assert running.heard("app_mention")[0]["text"] == f"<@{bot}> what now?"


async def test_the_bot_hears_its_own_messages(running: Running) -> None:
    """The bot's post and its update come back to it with its bot_id."""
    channel = await running.workspace.channel_id("workwear")
    posted = await running.client.chat_postMessage(channel=channel, text="board")
    await running.client.chat_update(channel=channel, ts=posted["ts"], text="board 2")
    changed = await running.workspace.eventually(
        lambda: running.heard("message", subtype="message_changed")
    )
    await running.workspace.settled()
    assert changed[0]["message"]["bot_id"] == posted["message"]["bot_id"]
    assert changed[0]["message"]["user"] == running.workspace.app.bot_user_id
    assert running.heard("message", ts=posted["ts"])[0]["bot_profile"]["name"] == "recorder"


async def test_an_unfurled_link_is_no_edit(running: Running) -> None:
    """A preview changes the message without `edited`; a pin doesn't change it at all."""
    ts = await running.workspace.person("mara").say("workwear", "see https://a.example")
    channel = await running.workspace.channel_id("workwear")
    await running.client.pins_add(channel=channel, timestamp=ts)
    await running.workspace.control("unfurl", channel="workwear", ts=ts)
    changed = await running.workspace.eventually(
        lambda: running.heard("message", subtype="message_changed")
    )
    assert len(changed) == 1
    assert "edited" not in changed[0]["message"]
    assert changed[0]["message"]["text"] == "see <https://a.example>"


async def test_a_command_escapes_mentions_only_if_the_manifest_says_so(running: Running) -> None:
    """`should_escape` turns names into ids with labels; otherwise they come as typed."""
    jonas = running.workspace.person("jonas")
    await jonas.command("/rec ask @mara in #general & more")
    await jonas.command("/raw ask @mara")
    texts = [body["text"] for body in running.bodies if "command" in body]
    mara = running.workspace.person("mara").id
    general = await running.workspace.channel_id("general")
    assert texts[0] == f"ask <@{mara}|mara> in <#{general}|general> &amp; more"
    assert texts[1] == "ask @mara"


async def test_a_button_of_an_ephemeral_replaces_it(running: Running) -> None:
    """The answer of a command is private; its button replaces it through response_url."""
    mara = running.workspace.person("mara")
    await mara.command("/raw")
    shown = {m["text"]: m for m in await mara.ephemerals()}
    assert set(shown) == {"press", "private answer"}
    await mara.select(shown["press"], "pick", "b")
    await mara.click(shown["press"], "go")
    picked, pressed = running.interactions("block_actions")
    assert picked["state"]["values"]["bar"]["pick"]["selected_option"]["value"] == "b"
    assert pressed["container"]["is_ephemeral"]
    assert "message" not in pressed
    assert pressed["actions"][0]["value"] == "7"
    assert {m["text"] for m in await mara.ephemerals()} == {"pressed", "private answer"}
    assert await running.workspace.person("jonas").ephemerals() == []


async def test_a_form_is_checked_by_the_client_first(running: Running) -> None:
    """Empty and too long inputs never reach the app."""
    mara = running.workspace.person("mara")
    await mara.command("/rec form")
    empty = await mara.submit({"Name": ""})
    long = await mara.submit({"Name": "123456"})
    assert list(empty["errors"]) == list(long["errors"]) == ["name"]
    assert running.interactions("view_submission") == []


async def test_a_form_can_be_answered_in_four_ways(running: Running) -> None:
    """Errors, update, push and clear do what Slack does with the stack of modals."""
    mara = running.workspace.person("mara")
    await mara.command("/rec form")
    assert (await mara.submit({"Name": "bad"}))["errors"] == {"name": "not this one"}
    assert (await mara.submit({"Name": "upd"}))["result"] == "updated"
    assert (await mara.submit({"Name": "push"}))["result"] == "pushed"
    titles = [m["view"]["title"]["text"] for m in await mara.modals()]
    assert titles == ["Second", "On top"]
    assert (await mara.submit({"Name": "clear"}))["result"] == "cleared"
    assert await mara.modal() is None


async def test_a_wrong_answer_to_a_form_shows_trouble(running: Running) -> None:
    """Errors for a block that isn't there leave the form open and show Slack's notice."""
    mara = running.workspace.person("mara")
    await mara.command("/rec form")
    with pytest.raises(Refused, match="trouble connecting"):
        await mara.submit({"Name": "wrong"})
    assert await mara.modal() is not None


async def test_options_of_an_external_select_come_from_the_app(running: Running) -> None:
    """Only what the app offered can be chosen, and it comes back whole."""
    mara = running.workspace.person("mara")
    await mara.shortcut("new")
    with pytest.raises(Refused, match="no option"):
        await mara.submit({"Name": "ok", "Whom": "one"})
    offered = await mara.options("found", "pet")
    assert offered[0]["text"]["text"] == "pet-1"
    await mara.submit({"Name": "ok", "Whom": "one"})
    state = running.interactions("view_submission")[0]["view"]["state"]["values"]
    assert state["who"]["found"]["selected_option"]["value"] == "one"


async def test_closing_a_form_is_told_to_the_app(running: Running) -> None:
    """notify_on_close gives view_closed."""
    mara = running.workspace.person("mara")
    await mara.command("/rec form")
    await mara.close()
    closed = await running.workspace.eventually(lambda: running.interactions("view_closed"))
    assert closed[0]["is_cleared"] is False


async def test_a_message_shortcut_carries_the_message(running: Running) -> None:
    """The shortcut has the message and a response_url for a private answer."""
    jonas = running.workspace.person("jonas")
    said = (await running.workspace.messages("workwear"))[0]
    await jonas.shortcut("keep", said)
    body = running.interactions("message_action")[0]
    assert body["message"]["text"] == said["text"]
    assert [m["text"] for m in await jonas.ephemerals()] == ["kept"]


async def test_home_is_published_for_the_one_who_opened_it(running: Running) -> None:
    """app_home_opened lets the app publish; others see nothing of it."""
    mara, jonas = running.workspace.person("mara"), running.workspace.person("jonas")
    await mara.open_home()
    home = await running.workspace.eventually(mara.home)
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "Welcome"
    assert await jonas.home() is None


async def test_odd_characters_arrive_whole(running: Running) -> None:
    """NUL, NBSP, newlines and joined emoji come through; a lone surrogate is replaced."""
    mara = running.workspace.person("mara")
    await mara.command("/rec \u00a0a\x00b\n\U0001f469\u200d\U0001f527 ")
    url = f"{running.workspace.url}/ui/mara/say"
    channel = await running.workspace.channel_id("workwear")
    body = f'{{"channel": "{channel}", "text": "lone \\ud83d"}}'.encode()
    answer = await running.workspace.http.post(url, content=body)
    assert answer.json()["message"]["text"] == "lone \ufffd"
    texts = [body["text"] for body in running.bodies if "command" in body]
    assert texts == ["\u00a0a\x00b\n\U0001f469\u200d\U0001f527"]


async def test_an_unknown_command_is_refused(running: Running) -> None:
    """A command that no app has is told to the person only."""
    mara = running.workspace.person("mara")
    with pytest.raises(Refused, match="not a valid command"):
        await mara.command("/nothing")
    assert await mara.notices() == ["/nothing is not a valid command."]
    assert await running.workspace.person("jonas").notices() == []


async def test_what_is_pressed_while_a_message_is_edited_arrives_as_it_was_drawn(
    running: Running,
) -> None:
    """An unnamed block gets another id with each edit; a press on its way named the one before."""
    mara, client = running.workspace.person("mara"), running.client
    channel = await running.workspace.channel_id("workwear")

    def board(n: int) -> list[Json]:
        text = {"type": "plain_text", "text": f"Next: {n}"}
        button = {"type": "button", "action_id": "go", "text": text, "value": str(n)}
        return [{"type": "actions", "elements": [button]}]

    posted = await client.chat_postMessage(channel=channel, text="board", blocks=board(1))
    drawn = {**posted["message"], "channel": channel}
    await client.chat_update(channel=channel, ts=posted["ts"], text="board", blocks=board(2))
    await mara.click(drawn, "go")
    (pressed,) = running.interactions("block_actions")
    assert pressed["actions"][0]["value"] == "1"
    await client.chat_update(channel=channel, ts=posted["ts"], text="board", blocks=board(3))
    with pytest.raises(Refused) as refused:
        await mara.click(drawn, "go")
    assert refused.value.code == "stale"
