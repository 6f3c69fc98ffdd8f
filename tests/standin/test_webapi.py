"""The Web API refuses what Slack refuses, in Slack's words, to Slack's own client."""

from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.client import WebClient

from tests.slack_workspace import Json, Workspace, slack_workspace
from tests.standin.apps import manifest
from tests.standin.calling import client_of, error_of

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
NOBODY, NOWHERE, NEVER = "U0000000000", "C0000000000", "1.000001"
HOME = {"type": "home", "blocks": []}
REFUSED: list[tuple[str, Json, str]] = [
    ("chat.postMessage", {"text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": NOWHERE, "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "#w"}, "no_text"),
    ("chat.postMessage", {"channel": "#w", "text": " "}, "no_text"),
    ("chat.postMessage", {"channel": "#w", "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "#w", "blocks": [SECTION] * 51}, "invalid_blocks"),
    ("chat.postMessage", {"channel": "#w", "blocks": "[{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": "#w", "text": "x", "thread_ts": NEVER}, "thread_not_found"),
    (
        "chat.postMessage",
        {"channel": "#w", "text": "x", "metadata": {"event_type": "x"}},
        "invalid_metadata_format",
    ),
    ("chat.postEphemeral", {"channel": "WORK", "text": "x", "user": NOBODY}, "user_not_in_channel"),
    ("chat.update", {"channel": "WORK", "ts": NEVER, "text": "x"}, "message_not_found"),
    ("chat.update", {"channel": "WORK", "ts": "MARAS", "text": "x"}, "cant_update_message"),
    ("chat.update", {"channel": "WORK", "ts": "OWN"}, "no_text"),
    ("chat.delete", {"channel": "WORK", "ts": "MARAS"}, "cant_delete_message"),
    ("chat.getPermalink", {"channel": "WORK", "message_ts": NEVER}, "message_not_found"),
    ("conversations.info", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.list", {"types": "secret"}, "invalid_types"),
    ("conversations.list", {"cursor": "nonsense"}, "invalid_cursor"),
    ("conversations.replies", {"channel": "WORK", "ts": NEVER}, "thread_not_found"),
    ("conversations.history", {"channel": "WORK", "oldest": "x"}, "invalid_ts_oldest"),
    ("conversations.create", {"name": "workwear"}, "name_taken"),
    ("conversations.create", {"name": "Not Good"}, "invalid_name_specials"),
    ("conversations.invite", {"channel": "WORK", "users": NOBODY}, "user_not_found"),
    ("conversations.invite", {"channel": "WORK", "users": "MARA"}, "already_in_channel"),
    ("conversations.kick", {"channel": "WORK", "user": "BOT"}, "cant_kick_self"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.archive", {"channel": "GENERAL"}, "cant_archive_general"),
    ("users.info", {"user": NOBODY}, "user_not_found"),
    ("users.info", {}, "invalid_arguments"),
    ("users.lookupByEmail", {"email": "no@fenholt.example"}, "users_not_found"),
    ("reactions.add", {"channel": "WORK", "timestamp": NEVER, "name": "eyes"}, "message_not_found"),
    ("reactions.add", {"channel": "WORK", "name": "eyes"}, "no_item_specified"),
    ("reactions.add", {"channel": "WORK", "timestamp": "OWN", "name": "nonsuch"}, "invalid_name"),
    ("reactions.remove", {"channel": "WORK", "timestamp": "OWN", "name": "eyes"}, "no_reaction"),
    ("pins.remove", {"channel": "WORK", "timestamp": "OWN"}, "no_pin"),
    (
        "bookmarks.add",
        {"channel_id": "WORK", "title": "x", "type": "link", "link": "x"},
        "invalid_link",
    ),
    ("views.open", {"trigger_id": "1.2.3", "view": {"type": "modal"}}, "invalid_arguments"),
    ("views.publish", {"user_id": NOBODY, "view": HOME}, "invalid_arguments"),
    ("views.update", {"view_id": "V0", "view": {"type": "modal"}}, "not_found"),
    ("files.upload", {}, "unknown_method"),
]


async def test_each_refusal_has_slacks_word(workspace: Workspace) -> None:
    """One table: method, arguments, error."""
    client = client_of(workspace)
    channel = await workspace.channel_id("workwear")
    own = (await client.chat_postMessage(channel=channel, text="own"))["ts"]
    words = {
        "WORK": channel,
        "GENERAL": await workspace.channel_id("general"),
        "MARA": workspace.person("mara").id,
        "BOT": workspace.app.bot_user_id,
        "MARAS": await workspace.person("mara").say("workwear", "mine"),
        "OWN": own,
        "#w": "#workwear",
    }
    for method, args, error in REFUSED:
        given = {k: words.get(v, v) if isinstance(v, str) else v for k, v in args.items()}
        answer = await error_of(client, method, **given)
        assert answer["error"] == error, (method, args)


async def test_wrong_blocks_are_named_by_json_pointer(workspace: Workspace) -> None:
    """invalid_blocks carries the reasons."""
    blocks = [SECTION, {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    answer = await error_of(
        client_of(workspace), "chat.postMessage", channel="#workwear", blocks=blocks
    )
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_only_a_right_token_is_let_in(workspace: Workspace) -> None:
    """No token, a wrong one and one of the wrong kind are three errors."""
    assert (await error_of(AsyncWebClient(base_url=workspace.api_url), "auth.test"))[
        "error"
    ] == "not_authed"
    assert (await error_of(client_of(workspace, "xoxb-wrong"), "auth.test"))[
        "error"
    ] == "invalid_auth"
    app_token = client_of(workspace, workspace.app.app_token)
    assert (await error_of(app_token, "auth.test"))["error"] == "not_allowed_token_type"
    bot_token = client_of(workspace)
    assert (await error_of(bot_token, "apps.connections.open"))["error"] == "not_allowed_token_type"


async def test_a_revoked_token_is_dead(workspace: Workspace) -> None:
    """After auth.revoke every call says account_inactive."""
    client = client_of(workspace)
    assert (await client.auth_revoke())["revoked"]
    assert (await error_of(client, "auth.test"))["error"] == "account_inactive"


async def test_the_bot_writes_only_where_it_is(workspace: Workspace) -> None:
    """not_in_channel after it was removed; a private channel can't even be seen; is_archived."""
    client = client_of(workspace)
    channel = await workspace.channel_id("workwear")
    await workspace.control("member", channel="workwear", app="recorder", do="leave")
    said = {"channel": channel, "text": "x"}
    assert (await error_of(client, "chat.postMessage", **said))["error"] == "not_in_channel"
    history = await error_of(client, "conversations.history", channel=channel)
    assert history["error"] == "not_in_channel"
    await workspace.control("channel", channel="workwear", do="private")
    assert (await error_of(client, "chat.postMessage", **said))["error"] == "channel_not_found"
    await workspace.control("member", channel="workwear", app="recorder")
    await workspace.control("channel", channel="workwear", do="archive")
    assert (await error_of(client, "chat.postMessage", **said))["error"] == "is_archived"


async def test_a_private_word_reaches_members_only(workspace: Workspace) -> None:
    """chat.postEphemeral to somebody outside is user_not_in_channel."""
    await workspace.control("member", channel="workwear", person="ines", do="leave")
    ines = workspace.person("ines").id
    answer = await error_of(
        client_of(workspace),
        "chat.postEphemeral",
        channel=await workspace.channel_id("workwear"),
        user=ines,
        text="psst",
    )
    assert answer["error"] == "user_not_in_channel"


async def test_history_and_replies_come_in_pages(workspace: Workspace) -> None:
    """Cursors lead through everything once; replies start with the root."""
    client = client_of(workspace)
    channel = await workspace.channel_id("general")
    root = (await client.chat_postMessage(channel=channel, text="root"))["ts"]
    for n in range(5):
        await client.chat_postMessage(channel=channel, text=f"reply {n}", thread_ts=root)
    texts: list[str] = []
    async for page in await client.conversations_replies(channel=channel, ts=root, limit=2):
        texts += [message["text"] for message in page["messages"]]
    assert texts == ["root", *(f"reply {n}" for n in range(5))]
    newest = await client.conversations_history(channel=channel, limit=1)
    assert newest["messages"][0]["reply_count"] == 5
    assert newest["has_more"]
    since = await client.conversations_history(channel=channel, oldest=root, inclusive=True)
    assert [m["ts"] for m in since["messages"]] == [root]


async def test_updating_the_text_alone_takes_the_blocks_away(workspace: Workspace) -> None:
    """Blocks alone leave the text, text alone removes the blocks; the message says edited."""
    client = client_of(workspace)
    channel = await workspace.channel_id("workwear")
    posted = await client.chat_postMessage(channel=channel, text="a", blocks=[SECTION])
    assert posted["message"]["blocks"][0]["block_id"]
    drawn = await client.api_call(
        "chat.update", json={"channel": channel, "ts": posted["ts"], "blocks": [SECTION, SECTION]}
    )
    assert (drawn["message"]["text"], len(drawn["message"]["blocks"])) == ("a", 2)
    bare = await client.chat_update(channel=channel, ts=posted["ts"], text="b")
    assert "blocks" not in bare["message"]
    assert bare["message"]["edited"]["user"] == workspace.app.bot_user_id


async def test_an_update_takes_four_thousand_characters(workspace: Workspace) -> None:
    """At the limit it passes, one beyond it is msg_too_long."""
    client, channel = client_of(workspace), await workspace.channel_id("workwear")
    ts = (await client.chat_postMessage(channel=channel, text="a"))["ts"]
    await client.chat_update(channel=channel, ts=ts, text="x" * 4000)
    long = await error_of(client, "chat.update", channel=channel, ts=ts, text="x" * 4001)
    assert long["error"] == "msg_too_long"


async def test_a_message_to_a_person_opens_the_direct_conversation(workspace: Workspace) -> None:
    """A user id works as a channel; conversations.open gives the same conversation."""
    client = client_of(workspace)
    mara = workspace.person("mara")
    posted = await client.chat_postMessage(channel=mara.id, text="for you")
    opened = await client.conversations_open(users=mara.id)
    assert posted["channel"] == opened["channel"]["id"] == await mara.dm()


async def test_a_deleted_root_leaves_a_tombstone(workspace: Workspace) -> None:
    """A root with replies stays as a stone, without replies it is gone."""
    client = client_of(workspace)
    channel = await workspace.channel_id("workwear")
    root = (await client.chat_postMessage(channel=channel, text="root"))["ts"]
    await client.chat_postMessage(channel=channel, text="reply", thread_ts=root)
    await client.chat_delete(channel=channel, ts=root)
    replies = await client.conversations_replies(channel=channel, ts=root)
    assert replies["messages"][0]["subtype"] == "tombstone"
    assert replies["messages"][1]["text"] == "reply"


def test_the_synchronous_client_works_with_forms(standin: Json) -> None:
    """Arguments come as a form, as JSON and in the query."""
    client = WebClient(token=standin["apps"][0]["bot_token"], base_url=standin["api_url"])
    assert client.api_call("api.test", params={"foo": "bar"})["args"]["foo"] == "bar"
    posted = client.api_call(
        "chat.postMessage", data={"channel": "#workwear", "text": "x", "blocks": "[]"}
    )
    assert posted["message"]["text"] == "x"
    listed = client.api_call("conversations.list", http_verb="GET", params={"limit": "1"})
    assert len(listed["channels"]) == 1


async def test_a_missing_scope_is_named(tmp_path: Path) -> None:
    """missing_scope says what is needed and what is there."""
    small = manifest(scopes=["chat:write", "users:read"])
    async with slack_workspace(manifest=small, folder=tmp_path) as workspace:
        client = client_of(workspace)
        answer = await error_of(client, "pins.add", channel="C1", timestamp="1.1")
        assert (answer["error"], answer["needed"]) == ("missing_scope", "pins:write")
        assert answer["provided"] == "chat:write,users:read"
        user = await client.users_info(user=workspace.person("mara").id)
        assert "email" not in user["user"]["profile"]


async def test_an_app_does_only_what_its_manifest_opens(tmp_path: Path) -> None:
    """No tab for messages, no direct messages; no scope, no other name, no group, no event."""
    small = manifest(scopes=["chat:write", "im:write"], events=["message.channels", "link_shared"])
    small["features"]["app_home"] = {"home_tab_enabled": False, "messages_tab_enabled": False}
    async with slack_workspace(manifest=small, folder=tmp_path) as workspace:
        client, mara = client_of(workspace), workspace.person("mara").id
        wrong: list[tuple[str, Json, str]] = [
            ("chat.postMessage", {"channel": mara, "text": "x"}, "messages_tab_disabled"),
            ("chat.postMessage", {"channel": "#workwear", "text": "x", "username": "Else"},
             "missing_scope"),
            ("conversations.open", {"users": f"{mara},{workspace.person('jonas').id}"},
             "missing_scope"),
            ("views.publish", {"user_id": mara, "view": HOME}, "not_enabled"),
        ]  # fmt: skip
        for method, args, error in wrong:
            assert (await error_of(client, method, **args))["error"] == error, method
        await workspace.person("mara").say("workwear", "see https://example.com/a")
        await workspace.settled()
        assert await workspace.log(kind="event") == []
