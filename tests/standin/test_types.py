"""What has no sample is held against Slack's own types: Python's models, TypeScript's types."""

import asyncio
import json
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.standin.blocks.complete import completed
from tests.node import MODULES, needs_node
from tests.slack_workspace import Json
from tests.standin.apps import Running
from tests.standin.block_cases import MESSAGES, VIEWS
from tests.standin.test_inputs import INPUTS
from tests.standin.test_inputs import field as input_field

# Without a sample -> the type of npm's @slack/bolt or @slack/web-api that says its keys.
TYPES = {
    "block_suggestion": "BlockSuggestion",
    "bookmarks.list": "BookmarksListResponse",
    "chat.postMessage": "ChatPostMessageResponse",
    "chat.update": "ChatUpdateResponse",
    "conversations.history": "ConversationsHistoryResponse",
    "conversations.open": "ConversationsOpenResponse",
    "conversations.rename": "ConversationsRenameResponse",
    "conversations.replies": "ConversationsRepliesResponse",
    "conversations.setPurpose": "ConversationsSetPurposeResponse",
    "files.info": "FilesInfoResponse",
    "files.list": "FilesListResponse",
    "pins.list": "PinsListResponse",
    "reactions.get": "ReactionsGetResponse",
    "reactions.list": "ReactionsListResponse",
}
# Keys that Slack's method pages have and the generated types miss.
_PINNED = {"pinned_to"}
_THREAD = {
    "is_locked", "latest_reply", "reply_count", "reply_users", "reply_users_count", "subscribed",
    "thread_ts",
}  # fmt: skip
MORE: dict[str, set[str]] = {
    "block_suggestion": {"enterprise", "submit_disabled"},
    "conversations.history": _PINNED,
    "conversations.replies": _PINNED | {"client_msg_id", "subtype"},
    "pins.list": {"channel", "message"},
    "reactions.get": _PINNED | _THREAD | {"edited"},
    "reactions.list": _PINNED | _THREAD,
}
# Strips index signatures, under which everything would be allowed, at every depth; below blocks,
# and where types are enumerations of TypeScript's, only the key is held.
HEAD = """
import type * as api from "@slack/web-api";
import type * as bolt from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
type Loose = "blocks" | "type" | "shares" | "state" | "source" | "metadata";
type Known<T> = T extends readonly (infer U)[] ? Known<U>[] : T extends object ? {
  [K in keyof T as string extends K ? never : number extends K ? never : K]:
    K extends Loose ? any : Known<T[K]>
} : T;
"""


async def answers(running: Running) -> dict[str, Json]:
    """Return one answer of each of those methods, with much in it."""
    client, workspace = running.client, running.workspace
    mara, channel = workspace.person("mara"), await workspace.channel_id("workwear")
    private = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
    await mara.upload(channel, {"a.txt": b"a"}, text="look")
    posted = await client.chat_postMessage(channel=channel, text="root", blocks=[private])
    here = {"channel": channel, "ts": posted["ts"]}
    item = {"channel": channel, "timestamp": posted["ts"]}
    await mara.say(channel, "reply", thread_ts=posted["ts"], broadcast=True)
    await mara.react(channel, posted["ts"], "eyes")
    await client.api_call("reactions.add", json={**item, "name": "tada"})
    await client.api_call("pins.add", json=item)
    await client.bookmarks_add(channel_id=channel, title="M", type="link", link="https://a.example")
    file = (await client.files_list())["files"][0]["id"]
    calls: dict[str, Json] = {
        "bookmarks.list": {"channel_id": channel},
        "chat.update": {**here, "text": "root 2", "blocks": [private]},
        "conversations.history": {"channel": channel},
        "conversations.open": {"users": mara.id, "return_im": True},
        "conversations.replies": here,
        "conversations.setPurpose": {"channel": channel, "purpose": "why"},
        "files.info": {"file": file},
        "files.list": {},
        "pins.list": {"channel": channel},
        "reactions.get": item,
        "reactions.list": {},
        "conversations.rename": {"channel": channel, "name": "other"},
    }
    found: dict[str, Json] = {"chat.postMessage": _json(posted.data)}
    for name, args in calls.items():
        found[name] = _json((await client.api_call(name, json=args)).data)
    return found


def _json(data: Any) -> Json:
    return dict(data)


async def suggestion(running: Running) -> Json:
    """Return what the app gets when somebody types into an external select."""
    mara = running.workspace.person("mara")
    await mara.shortcut("new")
    await mara.options("found", "pet")
    (entry,) = await running.workspace.log(name="block_suggestion")
    return dict(entry["request"])


def without(value: Any, more: set[str]) -> Any:
    """Return *value* without the keys in *more*, at every depth."""
    if isinstance(value, dict):
        return {key: without(inner, more) for key, inner in value.items() if key not in more}
    return [without(inner, more) for inner in value] if isinstance(value, list) else value


def program(values: dict[str, Json]) -> str:
    """Return TypeScript that compiles only if no value has a key that its type hasn't."""
    lines = [HEAD]
    for number, (name, value) in enumerate(values.items()):
        module = "bolt" if name == "block_suggestion" else "api"
        literal = json.dumps(without(value, MORE.get(name, set())))
        lines.append(f"export const v{number}: Known<{module}.{TYPES[name]}> = {literal};")
    return "\n".join(lines)


async def compiled(folder: Path, text: str) -> str:
    """Return what TypeScript's compiler says; empty if it is content."""
    (folder / "node_modules").symlink_to(MODULES)
    (folder / "check.mts").write_text(text, encoding="utf-8")
    words = (
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--lib",
        "es2022",
        "check.mts",
    )
    process = await asyncio.create_subprocess_exec(
        "node", str(MODULES / "typescript" / "bin" / "tsc"), *words,
        stdout=PIPE, stderr=STDOUT, cwd=folder,
    )  # fmt: skip
    said, _ = await process.communicate()
    process._transport.close()  # type: ignore[attr-defined]
    return said.decode()


@needs_node
async def test_what_has_no_sample_has_the_keys_of_slacks_types(
    running: Running, tmp_path: Path
) -> None:
    """One run of the compiler holds every such answer, and refuses a key too many."""
    values = await answers(running) | {"block_suggestion": await suggestion(running)}
    assert set(values) == set(TYPES)
    spoiled = {"chat.postMessage": values["chat.postMessage"] | {"invented": 1}}
    good = program(values)
    wrong = program(spoiled).removeprefix(HEAD).replace("v0", "wrong")
    said = await compiled(tmp_path, f"{good}\n{wrong}")
    errors = [line for line in said.splitlines() if "error TS" in line]
    assert len(errors) == 1, said
    assert "invented" in errors[0]


async def test_pythons_models_take_every_view_that_is_sent(running: Running) -> None:
    """The SDK's typed models accept the views of submissions, updates and Homes."""
    mara = running.workspace.person("mara")
    await mara.command("/rec form")
    await mara.submit({"Name": "upd"})
    await mara.open_home()
    await running.workspace.eventually(mara.home)
    sent = [entry["request"]["view"] for entry in await running.workspace.log(kind="interaction")
            if "view" in entry["request"]]  # fmt: skip
    home = await mara.home()
    assert home is not None
    for view in [*sent, home]:
        View(**view).validate_json()


# slack_sdk.models doesn't know these.
UNKNOWN_TO_THE_SDK = {"data_table"}


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_pythons_models_take_every_block_as_it_is_kept(name: str) -> None:
    """Each kind of block, completed with ids and flags, keeps all its keys in the SDK's model."""
    for block in completed(MESSAGES[name](2)):
        if block["type"] not in UNKNOWN_TO_THE_SDK:
            parsed = Block.parse(block)
            assert parsed is not None
            assert set(block) <= {*parsed.to_dict(), "expand", "type"}


def test_pythons_models_take_every_input() -> None:
    for kind in INPUTS:
        (block,) = completed([input_field(kind)])
        parsed = Block.parse(block)
        assert parsed is not None
        assert parsed.to_dict()["element"]["type"] == kind


def test_every_view_of_the_limits_is_one_for_the_sdk() -> None:
    for name, made in VIEWS.items():
        parsed = View(**made(2))
        assert parsed.to_dict()["type"] == "modal", name
