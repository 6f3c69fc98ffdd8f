"""Counts and lengths outside of Block Kit: held at the limit, refused one beyond."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.standin.emoji import characters
from tests.slack_workspace import Json, Workspace
from tests.standin.calling import client_of, error_of

EMOJI = sorted(characters())


@pytest.mark.parametrize("which", ["topic", "purpose"])
async def test_a_topic_has_250_characters(workspace: Workspace, which: str) -> None:
    """The channel shows it, and says in a message who set it."""
    client, channel = client_of(workspace), await workspace.channel_id("workwear")
    method = f"conversations.set{which.title()}"
    args = {"channel": channel, which: "x" * 250}
    answer = await client.api_call(method, json=args)
    assert answer["channel"][which]["value"] == "x" * 250
    assert (await workspace.messages("workwear"))[-1]["subtype"] == f"channel_{which}"
    long = await error_of(client, method, channel=channel, **{which: "x" * 251})
    assert long["error"] == "too_long"


async def test_a_channel_keeps_a_hundred_pins_and_bookmarks(workspace: Workspace) -> None:
    client, channel = client_of(workspace), await workspace.channel_id("workwear")

    async def pin() -> None:
        posted = await client.chat_postMessage(channel=channel, text="x")
        await client.pins_add(channel=channel, timestamp=posted["ts"])

    async def bookmark() -> None:
        link = {"title": "x", "type": "link", "link": "https://a.example"}
        await client.bookmarks_add(channel_id=channel, **link)

    for add, error in ((pin, "too_many_pins"), (bookmark, "too_many_bookmarks")):
        for _ in range(100):
            await add()
        with pytest.raises(SlackApiError, match=error):
            await add()


async def test_a_message_takes_23_reactions_of_one_and_50_emoji(workspace: Workspace) -> None:
    client, channel = client_of(workspace), await workspace.channel_id("workwear")
    mara = workspace.person("mara")
    item: Json = {"channel": channel, "timestamp": await mara.say("workwear", "look")}
    for name in EMOJI[:23]:
        await client.reactions_add(**item, name=name)
    more = await error_of(client, "reactions.add", **item, name=EMOJI[23])
    assert more["error"] == "too_many_reactions"
    other: Json = {"channel": channel, "timestamp": await mara.say("workwear", "and this")}
    for name in EMOJI[:50]:
        await mara.react("workwear", other["timestamp"], name)
    new = await error_of(client, "reactions.add", **other, name=EMOJI[50])
    assert new["error"] == "too_many_emoji"
    await client.reactions_add(**other, name=EMOJI[0])
    listed = await client.reactions_list()
    assert [i["message"]["ts"] for i in listed["items"]] == [other["timestamp"], item["timestamp"]]


async def test_a_message_has_a_hundred_attachments(workspace: Workspace) -> None:
    client = client_of(workspace)

    def args(count: int) -> dict[str, Any]:
        return {"channel": "#workwear", "text": "x", "attachments": [{"text": "x"}] * count}

    await client.api_call("chat.postMessage", json=args(100))
    many = await error_of(client, "chat.postMessage", **args(101))
    assert many["error"] == "too_many_attachments"


async def test_markdown_stands_alone_and_has_12000_characters(workspace: Workspace) -> None:
    client = client_of(workspace)
    posted = await client.chat_postMessage(channel="#workwear", markdown_text="x" * 12_000)
    assert posted["message"]["blocks"][0]["type"] == "markdown"
    long = await error_of(
        client, "chat.postMessage", channel="#workwear", markdown_text="x" * 12_001
    )
    assert long["error"] == "msg_too_long"
    both = await error_of(
        client, "chat.postMessage", channel="#workwear", markdown_text="x", text="y"
    )
    assert both["error"] == "markdown_text_conflict"


async def test_a_group_has_at_most_eight_others(workspace: Workspace) -> None:
    client = client_of(workspace)
    users = [workspace.person(name).id for name in ("mara", "jonas", "ines")]
    for n in range(6):
        seed = {"name": f"more{n}", "real_name": f"More {n}"}
        users.append((await workspace.control("newcomer", **seed))["id"])
    await client.conversations_open(users=users[:8])
    many = await error_of(client, "conversations.open", users=",".join(users))
    assert many["error"] == "too_many_users"


async def test_an_assistant_rotates_at_most_ten_messages(workspace: Workspace) -> None:
    client, mara = client_of(workspace), workspace.person("mara")
    dm = await mara.dm()
    thread = {"channel_id": dm, "thread_ts": await mara.say(dm, "why?"), "status": "looks"}
    await client.assistant_threads_setStatus(**thread, loading_messages=["x"] * 10)
    method = "assistant.threads.setStatus"
    many = await error_of(client, method, **thread, loading_messages=["x"] * 11)
    assert many["error"] == "invalid_arguments"


async def test_an_app_may_take_another_guise(workspace: Workspace) -> None:
    """Then it is a bot's message without a user."""
    client, mara = client_of(workspace), workspace.person("mara")
    posted = await client.chat_postMessage(channel=mara.id, text="hello", icon_emoji=":tea:")
    assert posted["message"]["icons"] == {"emoji": ":tea:"}
    assert "user" not in posted["message"]
