"""Every event, interaction and answer has only keys that Slack's own samples have."""

import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from tests.slack_workspace import Json, Workspace
from tests.standin.apps import Running, bolt_app, catch_all, over_socket
from tests.standin.listeners import button_listeners, form_listeners

SAMPLES = Path(__file__).parents[3] / "shared" / "slack-samples"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir() and "CI" not in os.environ,
    reason="Slack's samples lie beside the repository, and here they don't",
)
# Below these keys an app or a person decides what there is, or the sample leaves them empty.
FREE = {"blocks", "state", "args", "event_payload", "actions", "response_urls"}
# Slack sends these, the samples miss them: views always carry their blocks; responses of
# conversations.* carry what the method's page documents.
MORE: dict[str, set[str]] = {
    "ViewSubmissionPayload": {"response_urls", "blocks"},
    "ViewClosedPayload": {"blocks"},
    "BlockActionPayload": {"blocks"},
    "AppHomeOpenedPayload": {"blocks"},
    "MessageShortcutPayload": set(),
    "auth.revoke": {"revoked"},
    "views.open": {"values"},
    "conversations.list": {"num_members"},
}


def unknown(value: Any, sample: Any, at: str = "") -> Iterator[str]:
    """Yield the path of every key in *value* that *sample* hasn't."""
    if isinstance(value, dict) and isinstance(sample, dict):
        for key, inner in value.items():
            if key not in sample:
                yield f"{at}/{key}"
            elif key not in FREE:
                yield from unknown(inner, sample[key], f"{at}/{key}")
    elif isinstance(value, list) and isinstance(sample, list) and sample:
        for inner in value:
            yield from unknown(inner, sample[0], at)


def compare(value: Json, name: str) -> None:
    """Fail if *value* has a key that the sample called *name* hasn't."""
    (path,) = SAMPLES.glob(f"*/{name}.json")
    sample = json.loads(path.read_text(encoding="utf-8"))
    wrong = set(unknown(value, sample))
    more = MORE.get(name, set())
    assert {path for path in wrong if path.rsplit("/", 1)[1] not in more} == set()


@pytest.fixture
async def running(workspace: Workspace) -> AsyncIterator[Running]:
    app = bolt_app(workspace)
    form_listeners(app.app)
    button_listeners(app.app)
    catch_all(app)
    async with over_socket(app):
        yield app


async def delivered(running: Running, kind: str, subtype: str | None = None) -> Json:
    """Return the whole body of the latest event of a kind."""
    for entry in reversed(await running.workspace.log(kind="event", name=kind)):
        if entry["request"]["event"].get("subtype") == subtype:
            return dict(entry["request"])
    raise AssertionError(f"no {kind} {subtype or ''} was sent")


EVENTS = [
    ("message", None, "MessagePayload"),
    ("message", "message_changed", "MessageChangedPayload"),
    ("message", "message_deleted", "MessageDeletedPayload"),
    ("message", "thread_broadcast", "MessageThreadBroadcastPayload"),
    ("message", "channel_join", "MessageChannelJoinPayload"),
    ("app_mention", None, "AppMentionPayload"),
    ("reaction_added", None, "ReactionAddedPayload"),
    ("reaction_removed", None, "ReactionRemovedPayload"),
    ("app_home_opened", None, "AppHomeOpenedPayload"),
    ("member_joined_channel", None, "MemberJoinedChannelPayload"),
    ("member_left_channel", None, "MemberLeftChannelPayload"),
    ("user_change", None, "UserChangePayload"),
    ("team_join", None, "TeamJoinPayload"),
    ("channel_archive", None, "ChannelArchivePayload"),
    ("channel_unarchive", None, "ChannelArchivePayload"),
    ("channel_rename", None, "ChannelRenamePayload"),
    ("channel_deleted", None, "ChannelDeletedPayload"),
    ("tokens_revoked", None, "TokensRevokedPayload"),
    ("app_uninstalled", None, "AppUninstalledPayload"),
]


async def test_every_event_has_its_samples_keys(running: Running) -> None:
    """People and the control API cause each event once; none has a key that Slack's hasn't."""
    workspace, mara = running.workspace, running.workspace.person("mara")
    channel = await workspace.channel_id("workwear")
    posted = await running.client.chat_postMessage(
        channel=channel,
        text="board",
        metadata={"event_type": "effect", "event_payload": {"id": "1"}},
    )
    await running.client.chat_update(channel=channel, ts=posted["ts"], text="board 2")
    ts = await mara.say(channel, "@recorder look")
    reply = await mara.say(channel, "all of you", thread_ts=ts, broadcast=True)
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
    for what in ("archive", "unarchive", "delete"):
        await workspace.control("channel", channel="workwear", do=what)
    await workspace.control("channel", channel="general", do="rename", name="everybody")
    await workspace.control("app", do="uninstall")
    await workspace.settled()
    for kind, subtype, name in EVENTS:
        compare(await delivered(running, kind, subtype), name)


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
    names = {
        "/raw": "SlashCommandPayload",
        "block_actions": "BlockActionPayload",
        "message_action": "MessageShortcutPayload",
        "view_submission": "ViewSubmissionPayload",
        "view_closed": "ViewClosedPayload",
    }
    entries = await workspace.log(kind="interaction")
    assert set(names) <= {entry["name"] for entry in entries}
    for entry in entries:
        if entry["name"] in names:
            compare(entry["request"], names[entry["name"]])


async def test_every_answer_has_its_samples_keys(running: Running) -> None:
    """What the Web API answers has no key that Slack's answer hasn't."""
    channel = await running.workspace.channel_id("workwear")
    user = running.workspace.person("mara").id
    message = await running.client.chat_postMessage(channel=channel, text="hello")
    ts = message["ts"]
    await running.workspace.person("mara").command("/rec form")
    calls: list[tuple[str, Json]] = [
        ("api.test", {"foo": "bar"}),
        ("auth.test", {}),
        ("team.info", {}),
        ("bots.info", {}),
        ("emoji.list", {}),
        ("conversations.list", {"limit": 2}),
        ("conversations.info", {"channel": channel, "include_num_members": True}),
        ("conversations.members", {"channel": channel}),
        ("conversations.join", {"channel": channel}),
        ("conversations.create", {"name": "fresh"}),
        ("users.conversations", {"types": "public_channel,im"}),
        ("users.list", {}),
        ("users.info", {"user": user}),
        ("users.lookupByEmail", {"email": "mara@fenholt.example"}),
        ("users.profile.get", {"user": user}),
        ("reactions.add", {"channel": channel, "timestamp": ts, "name": "eyes"}),
        ("reactions.remove", {"channel": channel, "timestamp": ts, "name": "eyes"}),
        ("pins.add", {"channel": channel, "timestamp": ts}),
        ("bookmarks.list", {"channel_id": channel}),
        ("chat.postEphemeral", {"channel": channel, "user": user, "text": "psst"}),
        ("chat.getPermalink", {"channel": channel, "message_ts": ts}),
        ("chat.delete", {"channel": channel, "ts": ts}),
        ("views.publish", {"user_id": user, "view": {"type": "home", "blocks": []}}),
    ]
    for name, args in calls:
        answer = await running.client.api_call(name, json=args)
        compare(dict(answer.data), name)  # type: ignore[arg-type]
    for entry in await running.workspace.log(name="views.open"):
        compare(entry["response"], "views.open")
    added = await running.client.bookmarks_add(
        channel_id=channel, title="Map", type="link", link="https://example.com"
    )
    compare(dict(added.data), "bookmarks.add")  # type: ignore[arg-type]
    opened = await running.client.apps_connections_open(app_token=running.workspace.app.app_token)
    compare(dict(opened.data), "apps.connections.open")  # type: ignore[arg-type]


async def test_slacks_own_models_take_what_is_sent(running: Running) -> None:
    """The SDK's typed models accept the views that the app is sent."""
    mara = running.workspace.person("mara")
    await mara.command("/rec form")
    await mara.submit({"Name": "upd"})
    view = running.interactions("view_submission")[0]["view"]
    View(**view).validate_json()


async def test_an_unknown_method_says_so(running: Running) -> None:
    """A method that isn't there answers unknown_method."""
    with pytest.raises(SlackApiError, match="unknown_method"):
        await running.client.api_call("canvases.create")
