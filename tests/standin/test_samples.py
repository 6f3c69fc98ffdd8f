"""Every event, interaction and answer has only keys that Slack's own samples have."""

import json

import pytest
from starlette.responses import Response

from tests.slack_workspace import Json, Workspace
from tests.standin.apps import Running
from tests.standin.listeners import plain
from tests.standin.receiving import receiving
from tests.standin.samples import SAMPLES, compare

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(),
    reason="Slack's samples lie beside the repository, and here they don't",
)
# Methods and events that the stand-in hasn't, although there are samples of them.
NOT_SERVED = {
    "canvases.access.set", "chat.deleteScheduledMessage", "chat.meMessage", "chat.unfurl",
    "entity.presentDetails", "functions.completeError", "functions.completeSuccess",
    "oauth.v2.exchange",
}  # fmt: skip
# Compared beside the tables below.
COMPARED_APART = {
    "AppRateLimitedPayload", "apps.connections.open", "auth.revoke", "bookmarks.add",
    "canvases.create", "chat.startStream", "files.completeUploadExternal",
    "files.getUploadURLExternal", "oauth.v2.access", "views.open", "views.push", "views.update",
}  # fmt: skip


EVENTS = {
    ("message", None): "MessagePayload",
    ("message", "message_changed"): "MessageChangedPayload",
    ("message", "message_deleted"): "MessageDeletedPayload",
    ("message", "thread_broadcast"): "MessageThreadBroadcastPayload",
    ("message", "channel_join"): "MessageChannelJoinPayload",
    ("message", "file_share"): "MessageFileSharePayload",
    ("message", "bot_message"): "MessageBotPayload",
    ("app_mention", None): "AppMentionPayload",
    ("reaction_added", None): "ReactionAddedPayload",
    ("reaction_removed", None): "ReactionRemovedPayload",
    ("app_home_opened", None): "AppHomeOpenedPayload",
    ("member_joined_channel", None): "MemberJoinedChannelPayload",
    ("member_left_channel", None): "MemberLeftChannelPayload",
    ("file_shared", None): "FileSharedPayload",
    ("link_shared", None): "LinkSharedPayload",
    ("user_change", None): "UserChangePayload",
    ("team_join", None): "TeamJoinPayload",
    ("channel_archive", None): "ChannelArchivePayload",
    ("channel_unarchive", None): "ChannelArchivePayload",
    ("channel_rename", None): "ChannelRenamePayload",
    ("channel_deleted", None): "ChannelDeletedPayload",
    ("channel_shared", None): "ChannelSharedPayload",
    ("channel_unshared", None): "ChannelUnsharedPayload",
    ("tokens_revoked", None): "TokensRevokedPayload",
    ("app_uninstalled", None): "AppUninstalledPayload",
}


MAP = {"type": "markdown", "markdown": "# A map"}
INTERACTIONS = {
    "/raw": "SlashCommandPayload",
    "block_actions": "BlockActionPayload",
    "message_action": "MessageShortcutPayload",
    "view_submission": "ViewSubmissionPayload",
    "view_closed": "ViewClosedPayload",
}


async def cause_everything(running: Running) -> None:
    """Let people and the control API cause each event once."""
    workspace, mara = running.workspace, running.workspace.person("mara")
    channel = await workspace.channel_id("workwear")
    posted = await running.client.chat_postMessage(
        channel=channel,
        text="board",
        metadata={"event_type": "effect", "event_payload": {"id": "1"}},
    )
    await running.client.chat_update(channel=channel, ts=posted["ts"], text="board 2")
    await running.client.chat_postMessage(channel=channel, text="hi", username="Else")
    ts = await mara.say(channel, "@recorder look at https://www.example.com/a?b=1&c=2")
    reply = await mara.say(channel, "all of you", thread_ts=ts, broadcast=True)
    await mara.upload(channel, {"note.txt": b"one"}, text="look")
    await mara.react(channel, ts, "eyes")
    await mara.react(channel, ts, "eyes", on=False)
    await mara.edit(channel, ts, "@recorder look again")
    await mara.delete(channel, reply)
    await mara.open_home()
    await workspace.eventually(mara.home)
    await mara.open_home()
    for what in ("leave", "join"):
        await workspace.control("member", channel="workwear", person="ines", do=what)
    await workspace.control("person", person="ines", title="Brand")
    await workspace.control("newcomer", name="otto", real_name="Otto Neu")
    for what in ("share", "unshare", "archive", "unarchive", "delete"):
        await workspace.control("channel", channel="workwear", do=what)
    await workspace.control("channel", channel="general", do="rename", name="everybody")
    await workspace.control("app", do="uninstall")
    await workspace.settled()


async def test_every_event_has_its_samples_keys(running: Running) -> None:
    """None of the events has a key that Slack's hasn't."""
    await cause_everything(running)
    sent = {
        (e["request"]["event"]["type"], e["request"]["event"].get("subtype")): e["request"]
        for e in await running.workspace.log(kind="event")
    }
    assert set(sent) - {("message", "channel_topic")} == set(EVENTS)
    for kind, name in EVENTS.items():
        compare(sent[kind], name)


async def test_the_word_about_the_quota_has_its_samples_keys(workspace: Workspace) -> None:
    """app_rate_limited stands alone, where the sample shows it inside of an event."""
    async with receiving(workspace, lambda _: Response()) as receiver:
        await workspace.control("limits", on=False, events_per_hour=0)
        await workspace.person("mara").say("workwear", "too much")
        await workspace.settled()
        await workspace.control("limits", on=False)
    told = [json.loads(body) for _, body in receiver.requests]
    assert [body["type"] for body in told] == ["app_rate_limited"]
    compare({"event": told[0]}, "AppRateLimitedPayload")


async def test_every_interaction_has_its_samples_keys(running: Running) -> None:
    """Commands, buttons, forms and shortcuts carry no key that Slack's don't."""
    workspace, mara = running.workspace, running.workspace.person("mara")
    await mara.command("/raw")
    private = next(m for m in await mara.ephemerals() if m.get("blocks"))
    await mara.select(private, "pick", "a")
    posted = await running.client.chat_postMessage(
        channel=await workspace.channel_id("workwear"), text="x", blocks=private["blocks"]
    )
    await mara.click(posted["message"], "go")
    await mara.shortcut("keep", (await workspace.messages("workwear"))[0])
    await mara.command("/rec form")
    await mara.submit({"Name": "upd"})
    await mara.close()
    await workspace.settled()
    entries = await workspace.log(kind="interaction")
    assert set(INTERACTIONS) <= {entry["name"] for entry in entries}
    for entry in entries:
        if entry["name"] in INTERACTIONS:
            compare(entry["request"], INTERACTIONS[entry["name"]])


# Calls whose answers have a sample, in an order that works; $words stand for ids.
CALLS: list[tuple[str, Json]] = [
    ("api.test", {"foo": "bar"}),
    ("auth.test", {}),
    ("team.info", {}),
    ("bots.info", {}),
    ("emoji.list", {}),
    ("conversations.list", {"limit": 2}),
    ("conversations.info", {"channel": "$channel", "include_num_members": True}),
    ("conversations.members", {"channel": "$channel"}),
    ("conversations.join", {"channel": "$channel"}),
    ("conversations.create", {"name": "fresh"}),
    ("conversations.setTopic", {"channel": "$channel", "topic": "gloves"}),
    ("conversations.invite", {"channel": "$small", "users": "$user"}),
    ("users.conversations", {"types": "public_channel,im"}),
    ("users.list", {}),
    ("users.info", {"user": "$user"}),
    ("users.lookupByEmail", {"email": "mara@fenholt.example"}),
    ("users.profile.get", {"user": "$user"}),
    ("reactions.add", {"channel": "$channel", "timestamp": "$ts", "name": "eyes"}),
    ("reactions.remove", {"channel": "$channel", "timestamp": "$ts", "name": "eyes"}),
    ("pins.add", {"channel": "$channel", "timestamp": "$ts"}),
    ("chat.postEphemeral", {"channel": "$channel", "user": "$user", "text": "psst"}),
    ("chat.getPermalink", {"channel": "$channel", "message_ts": "$ts"}),
    (
        "assistant.threads.setStatus",
        {"channel_id": "$dm", "thread_ts": "$question", "status": "thinks"},
    ),
    (
        "assistant.threads.setTitle",
        {"channel_id": "$dm", "thread_ts": "$question", "title": "Gloves"},
    ),
    (
        "assistant.threads.setSuggestedPrompts",
        {"channel_id": "$dm", "prompts": [{"title": "Why", "message": "Why gloves?"}]},
    ),
    (
        "canvases.edit",
        {
            "canvas_id": "$canvas",
            "changes": [{"operation": "insert_at_end", "document_content": MAP}],
        },
    ),
    ("canvases.sections.lookup", {"canvas_id": "$canvas", "criteria": {"contains_text": "map"}}),
    ("canvases.delete", {"canvas_id": "$canvas"}),
    ("conversations.canvases.create", {"channel_id": "$channel"}),
    ("chat.appendStream", {"channel": "$channel", "ts": "$stream", "markdown_text": "more"}),
    ("chat.stopStream", {"channel": "$channel", "ts": "$stream"}),
    ("bookmarks.list", {"channel_id": "$channel"}),
    ("bookmarks.edit", {"channel_id": "$channel", "bookmark_id": "$bookmark", "title": "Map"}),
    ("bookmarks.remove", {"channel_id": "$channel", "bookmark_id": "$bookmark"}),
    ("chat.delete", {"channel": "$channel", "ts": "$ts"}),
    ("views.publish", {"user_id": "$user", "view": {"type": "home", "blocks": []}}),
]


async def prepared(running: Running) -> dict[str, str]:
    """Make what the calls need, with calls whose answers have samples, too."""
    workspace, client = running.workspace, running.client
    channel, mara = await workspace.channel_id("workwear"), workspace.person("mara")
    dm = await mara.dm()
    stream = await client.chat_startStream(
        channel=channel, thread_ts=await mara.say(channel, "tell me"), markdown_text="So",
        recipient_user_id=mara.id, recipient_team_id=workspace.app.team_id,
    )  # fmt: skip
    compare(stream.data, "chat.startStream")
    canvas = await client.canvases_create(title="Map", document_content=MAP)
    compare(canvas.data, "canvases.create")
    added = await client.bookmarks_add(
        channel_id=channel, title="Map", type="link", link="https://example.com"
    )
    compare(added.data, "bookmarks.add")
    return {
        "$channel": channel, "$user": mara.id, "$dm": dm, "$stream": stream["ts"],
        "$small": (await client.conversations_create(name="small"))["channel"]["id"],
        "$ts": (await client.chat_postMessage(channel=channel, text="hello"))["ts"],
        "$question": await mara.say(dm, "gloves?"), "$canvas": canvas["canvas_id"],
        "$bookmark": added["bookmark"]["id"],
    }  # fmt: skip


async def test_every_answer_has_its_samples_keys(running: Running) -> None:
    """What the Web API answers has no key that Slack's answer hasn't."""
    words = await prepared(running)
    for name, args in CALLS:
        given = {k: words.get(v, v) if isinstance(v, str) else v for k, v in args.items()}
        answer = await running.client.api_call(name, json=given)
        compare(answer.data, name)
    opened = await running.client.apps_connections_open(app_token=running.workspace.app.app_token)
    compare(opened.data, "apps.connections.open")


async def test_uploads_are_answered_with_their_samples_keys(running: Running) -> None:
    """Both steps of an upload, and the file that comes of it."""
    client, http = running.client, running.workspace.http
    asked = await client.files_getUploadURLExternal(filename="map.png", length=3)
    compare(asked.data, "files.getUploadURLExternal")
    await http.post(asked["upload_url"], content=b"png")
    done = await client.files_completeUploadExternal(
        files=[{"id": asked["file_id"], "title": "Map"}],
        channel_id=await running.workspace.channel_id("workwear"),
    )
    compare(done.data, "files.completeUploadExternal")


async def test_views_are_answered_with_their_samples_keys(running: Running) -> None:
    """Opened, updated and pushed."""
    mara, client = running.workspace.person("mara"), running.client
    await mara.command("/rec form")
    (opened,) = await running.workspace.log(name="views.open")
    compare(opened["response"], "views.open")
    button = {"type": "button", "action_id": "pick", "text": plain("Go")}
    view = {"type": "modal", "title": plain("T"),
            "blocks": [{"type": "actions", "elements": [button]}]}  # fmt: skip
    updated = await client.views_update(view_id=opened["response"]["view"]["id"], view=view)
    compare(updated.data, "views.update")
    await mara.click((await mara.modals())[-1], "pick")
    trigger = running.interactions("block_actions")[-1]["trigger_id"]
    compare((await client.views_push(trigger_id=trigger, view=view)).data, "views.push")


async def test_an_installation_is_answered_with_its_samples_keys(running: Running) -> None:
    """The code's trade and the token's end."""
    answer = await running.workspace.installed("lena@nordlys")
    compare(answer, "oauth.v2.access")
    compare((await running.client.auth_revoke()).data, "auth.revoke")


def test_no_sample_is_left_out() -> None:
    """Each sample is compared, but those of methods that the stand-in hasn't."""
    compared = {*EVENTS.values(), *INTERACTIONS.values(), *(name for name, _ in CALLS)}
    there = {path.stem for path in SAMPLES.glob("*/*.json")}
    assert there - NOT_SERVED == compared | COMPARED_APART
