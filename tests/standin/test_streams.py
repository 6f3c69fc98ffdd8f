"""Text as it comes, and what an assistant shows beside it."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import Response

from tests.slack_workspace import Json, Workspace
from tests.standin.calling import client_of, error_of
from tests.standin.receiving import receiving


@pytest.fixture
async def client(workspace: Workspace) -> AsyncWebClient:
    return client_of(workspace)


async def started(workspace: Workspace, client: AsyncWebClient, **more: Any) -> Json:
    """Start a stream below a message of Mara's; returns channel and ts."""
    mara, channel = workspace.person("mara"), await workspace.channel_id("workwear")
    answer = await client.chat_startStream(
        channel=channel, thread_ts=await mara.say("workwear", "tell me"),
        recipient_user_id=mara.id, recipient_team_id=workspace.app.team_id, **more,
    )  # fmt: skip
    return {"channel": channel, "ts": answer["ts"]}


async def message(workspace: Workspace, stream: Json) -> Json:
    return dict((await workspace.channel(stream["channel"]))["messages"][stream["ts"]])


async def test_text_grows_until_the_stream_ends(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """People see it grow; the app hears of its beginning and its end, not of each word."""
    async with receiving(workspace, lambda _: Response()):
        stream = await started(workspace, client, markdown_text="She ")
        await client.chat_appendStream(**stream, markdown_text="needs **gloves**")
        growing = await message(workspace, stream)
        assert (growing["text"], growing["streaming_state"]) == (
            "She needs **gloves**",
            "in_progress",
        )
        await workspace.settled()  # deliveries overtake each other, as Slack's do
        blocks = [{"type": "section", "text": {"type": "plain_text", "text": "Was it right?"}}]
        await client.chat_stopStream(**stream, markdown_text=".", blocks=blocks)
        await workspace.settled()
    done = await message(workspace, stream)
    assert (done["text"], done["streaming_state"]) == ("She needs **gloves**.", "completed")
    assert [block["type"] for block in done["blocks"]] == ["markdown", "section"]
    own = [e["request"]["event"] for e in await workspace.log(kind="event", name="message")]
    assert [e.get("subtype") for e in own] == [None, None, "message_changed"]


async def test_tasks_and_blocks_come_as_chunks(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """A task's later update changes its card; a plan gathers the cards."""
    task = {"type": "task_update", "id": "t1", "title": "Look", "status": "in_progress"}
    for display, kinds in (("timeline", ["task_card", "markdown"]), ("plan", ["plan", "markdown"])):
        stream = await started(workspace, client, task_display_mode=display, chunks=[task])
        done = task | {"status": "complete", "output": "Found it"}
        text = {"type": "markdown_text", "text": "Here"}
        await client.chat_appendStream(**stream, chunks=[done, text])
        await client.chat_stopStream(**stream, chunks=[{"type": "plan_update", "title": "How"}])
        blocks = (await message(workspace, stream))["blocks"]
        assert [block["type"] for block in blocks] == kinds
        card = blocks[0]["tasks"][0] if display == "plan" else blocks[0]
        assert (card["status"], card["output"]["type"]) == ("complete", "rich_text")


async def test_a_stream_dies_after_five_minutes(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """Then it can't be continued; the message can be updated as any other."""
    stream = await started(workspace, client, markdown_text="So")
    busy = await error_of(client, "chat.update", **stream, text="x")
    assert busy["error"] == "streaming_state_conflict"
    await workspace.control("clock", advance_s=299)
    await client.chat_appendStream(**stream, markdown_text=" far")
    await workspace.control("clock", advance_s=2)
    late = await error_of(client, "chat.appendStream", **stream, markdown_text="!")
    assert late["error"] == "message_not_in_streaming_state"
    await client.chat_update(**stream, text="So far, so good")


async def test_a_stream_takes_only_what_fits(workspace: Workspace, client: AsyncWebClient) -> None:
    stream = await started(workspace, client, markdown_text="So")
    mine = await workspace.person("mara").say("workwear", "mine")
    chunk = {"type": "markdown_text", "text": "x"}
    wrong: list[tuple[Json, str]] = [
        ({**stream}, "markdown_text_or_chunks_required"),
        (
            {**stream, "markdown_text": "x", "chunks": [chunk]},
            "cannot_provide_both_markdown_text_and_chunks",
        ),
        ({**stream, "chunks": [chunk]}, "streaming_mode_mismatch"),
        ({**stream, "chunks": [{"type": "picture"}]}, "invalid_chunks"),
        ({**stream, "markdown_text": "x" * 12_001}, "msg_too_long"),
        ({**stream, "ts": "1.000001", "markdown_text": "x"}, "message_not_found"),
        ({**stream, "ts": mine, "markdown_text": "x"}, "message_not_owned_by_app"),
    ]
    for args, error in wrong:
        assert (await error_of(client, "chat.appendStream", **args))["error"] == error, args
    posted = await client.chat_postMessage(channel=stream["channel"], text="done")
    plain = {"channel": stream["channel"], "ts": posted["ts"]}
    over = await error_of(client, "chat.stopStream", **plain)
    assert over["error"] == "message_not_in_streaming_state"


async def test_in_a_channel_a_stream_names_its_reader(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """In a direct conversation it needs none, but a thread."""
    mara, channel = workspace.person("mara"), await workspace.channel_id("workwear")
    nobody = await error_of(client, "chat.startStream", channel=channel)
    assert nobody["error"] == "missing_recipient_user_id"
    no_team = await error_of(client, "chat.startStream", channel=channel, recipient_user_id=mara.id)
    assert no_team["error"] == "missing_recipient_team_id"
    dm = await mara.dm()
    assert (await error_of(client, "chat.startStream", channel=dm))["error"] == "invalid_arguments"
    await client.chat_startStream(channel=dm, thread_ts=await mara.say(dm, "hello"))


async def assistant(workspace: Workspace, dm: str, ts: str) -> Json:
    return dict((await workspace.channel(dm))["assistant"][ts])


async def test_a_status_stands_until_the_answer_comes(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    mara = workspace.person("mara")
    dm = await mara.dm()
    ts = await mara.say(dm, "why?")
    thread = {"channel_id": dm, "thread_ts": ts}
    await client.assistant_threads_setStatus(**thread, status="is looking", loading_messages=["1"])
    assert (await assistant(workspace, dm, ts))["status"] == "is looking"
    await client.chat_postMessage(channel=dm, thread_ts=ts, text="Because.")
    assert (await assistant(workspace, dm, ts))["status"] == ""


async def test_an_agent_gives_a_thread_title_and_prompts(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """At most four prompts; a thread that isn't there is refused."""
    mara = workspace.person("mara")
    dm = await mara.dm()
    ts = await mara.say(dm, "hello")
    prompts = [{"title": str(n), "message": f"Question {n}"} for n in range(5)]
    await client.assistant_threads_setTitle(channel_id=dm, thread_ts=ts, title="Gloves")
    await client.assistant_threads_setSuggestedPrompts(
        channel_id=dm, title="Ask me", prompts=prompts[:4]
    )
    said = await assistant(workspace, dm, ts)
    assert (said["title"], len(said["suggested"]["prompts"])) == ("Gloves", 4)
    ask = "assistant.threads.setSuggestedPrompts"
    many = await error_of(client, ask, channel_id=dm, prompts=prompts)
    assert many["error"] == "invalid_arguments"
    lost = await error_of(client, ask, channel_id=dm, thread_ts="1.1", prompts=prompts[:1])
    assert lost["error"] == "invalid_thread_ts"
