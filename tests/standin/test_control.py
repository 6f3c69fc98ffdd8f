"""The control API: described by itself, and true to its reference."""

import asyncio
import re
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.responses import Response

from bot.standin import ui
from bot.standin.control.routes import ORDERS
from bot.standin.control.sights import SIGHTS
from bot.standin.webapi.methods import METHODS, WITHOUT_TOKEN
from tests.slack_workspace import Json, Workspace
from tests.standin.calling import client_of, error_of
from tests.standin.receiving import Link, link, receiving

REFERENCE = (Path(__file__).parents[2] / "docs" / "standin-api.md").read_text(encoding="utf-8")


def rows(title: str) -> dict[str, str]:
    """Return the rows of the reference's table with this head, by their first cell's names."""
    table = REFERENCE.partition(f"| {title} |")[2].partition("\n\n")[0]
    found: dict[str, str] = {}
    for line in table.splitlines()[2:]:
        names, _, rest = line.strip("| ").partition(" | ")
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", names), rest)
    return found


async def test_the_document_says_what_the_code_checks(workspace: Workspace) -> None:
    """OpenAPI: every order and sight, each with its keys, and no dangling reference."""
    document = (await workspace.http.get(workspace.control_url + "openapi.json")).json()
    paths, schemas = document["paths"], document["components"]["schemas"]
    assert {p.rpartition("/")[2] for p, at in paths.items() if "post" in at} == set(ORDERS)
    assert {p.rpartition("/")[2] for p, at in paths.items() if "get" in at} == set(SIGHTS)
    for name, order in ORDERS.items():
        operation = paths[f"/control/{name}"]["post"]
        reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        schema = schemas[reference.rpartition("/")[2]]
        assert operation["summary"]
        assert set(schema["properties"]) == set(order.body.model_fields)
    references = re.findall(r"#/components/schemas/(\w+)", str(document))
    assert set(references) <= set(schemas)


def test_the_reference_names_every_order_with_its_keys() -> None:
    """A key that the page doesn't name can't be found by anybody."""
    posts, gets = rows("`POST` | body"), rows("`GET` | query | shows")
    assert set(posts) == set(ORDERS)
    assert set(gets) == set(SIGHTS)
    for name, order in ORDERS.items():
        keys = set(order.body.model_fields) - {"workspace"}
        missing = {key for key in keys if f"`{key}`" not in posts[name]}
        assert not missing or "as in a seed" in posts[name], (name, missing)


def test_the_reference_names_every_method() -> None:
    """And no method that isn't there."""
    listed = REFERENCE.partition("## Web API")[2].partition("Anything else")[0]
    named: set[str] = set()
    for word in re.findall(r"`([\w.]+(?:\.?\{[\w,]+\})?)`", listed):
        family, _, inner = word.partition("{")
        named |= {family + one for one in inner.strip("}").split(",")} if inner else {word}
    assert named - {"token"} == {*METHODS, *WITHOUT_TOKEN}


def test_the_reference_names_every_deed() -> None:
    """What a person does and sees in the page."""
    deeds = rows("`POST /ui/<person>/` | body")
    assert set(deeds) == {
        *ui.DEEDS,
        "upload",
        "reset",
        "script/<name>",
        "script-stop",
        "script-hold",
    }
    assert set(rows("`GET /ui/<person>/` | query")) == {*ui.SIGHTS, "file/<id>"}


async def run(command: str) -> str:
    """Run a command of a shell and return what it prints."""
    process = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    # A subprocess transport that isn't closed warns when it is collected.
    process._transport.close()  # type: ignore[attr-defined]
    return said.decode()


async def test_a_call_can_be_done_again_with_curl(workspace: Workspace) -> None:
    """The log's entry as a command, with the app's token and odd characters whole."""
    await client_of(workspace).chat_postMessage(channel="#workwear", text='it\'s "ü" & $HOME')
    (entry,) = await workspace.log(name="chat.postMessage", app="recorder", verdict="ok")
    command = (await workspace.look("curl", n=entry["n"]))["curl"]
    assert '"ok":true' in await run(command + " -s")
    again = [m["text"] for m in (await workspace.messages("workwear"))[-2:]]
    assert again == ['it\'s "ü" & $HOME'] * 2


async def test_a_delivery_can_be_done_again_with_curl(workspace: Workspace) -> None:
    """Signed for now, so that the app takes it: the same bytes come twice."""
    async with receiving(workspace, lambda _: Response()) as receiver:
        await workspace.person("mara").say("workwear", "hello")
        await workspace.person("mara").command("/rec x")
        await workspace.settled()
        for entry in await workspace.log():
            if entry["kind"] in ("event", "interaction"):
                await run((await workspace.look("curl", n=entry["n"]))["curl"] + " -s")
    verifier = SignatureVerifier(workspace.app.signing_secret)
    assert len(receiver.requests) == 4
    assert all(verifier.is_valid_request(body, headers) for headers, body in receiver.requests)
    assert {body for _, body in receiver.requests[:2]} == {b for _, b in receiver.requests[2:]}


async def test_the_log_is_told_as_it_grows(workspace: Workspace) -> None:
    """The stream begins after the entry that one has, and goes on."""
    client = client_of(workspace)
    await client.api_call("team.info")
    url = workspace.control_url.replace("http", "ws") + "live?after=0"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        assert (await socket.receive_json(timeout=10))["name"] == "team.info"
        await client.api_call("bots.info")
        entry = await socket.receive_json(timeout=10)
        async with session.ws_connect(url.replace("=0", "=4711")) as of_another_run:
            assert (await of_another_run.receive_json(timeout=10))["name"] == "team.info"
    assert (entry["name"], entry["app"], entry["verdict"]) == ("bots.info", "recorder", "ok")
    assert entry["ms"] > 0


WRONG: list[tuple[str, Json, str]] = [
    ("fault", {}, "kind"),
    ("fault", {"kind": "html", "colour": "red"}, "colour"),
    ("channel", {"channel": "nowhere", "do": "archive"}, "no channel 'nowhere'"),
    ("channel", {"channel": "general", "do": "rename"}, "name"),
    ("channel", {"channel": "general", "do": "sink"}, "do"),
    ("person", {"person": "nobody"}, "no person 'nobody'"),
    ("member", {"channel": "general"}, "either person or app"),
    ("app", {"app": "none"}, "no app 'none'"),
    ("clock", {"advance_s": "soon"}, "advance_s"),
    ("reset", {"workspace": "elsewhere"}, "no workspace 'elsewhere'"),
    ("newcomer", {"name": "mara", "real_name": "M"}, "mara is here already"),
]


@pytest.mark.parametrize(("name", "body", "said"), WRONG)
async def test_a_wrong_order_is_refused_with_its_key(
    workspace: Workspace, name: str, body: Json, said: str
) -> None:
    answer = await workspace.http.post(workspace.control_url + name, json=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_order")
    assert said in answer.json()["message"]


async def test_what_is_no_json_or_unknown_is_refused(workspace: Workspace) -> None:
    answer = await workspace.http.post(workspace.control_url + "clock", content=b"{")
    assert answer.status_code == 400
    assert (await workspace.http.post(workspace.control_url + "nothing")).status_code == 404


async def test_a_cut_socket_ends_without_a_word(workspace: Workspace) -> None:
    async with link(workspace) as app:
        await app.frame()
        assert (await workspace.control("cut"))["connections"] == 1
        assert await app.ended()


async def answered(app: Link, socket: aiohttp.ClientWebSocketResponse) -> bool:
    """Whether the peer answers a ping within a moment."""
    await socket.ping(b"there?")
    try:
        message = await socket.receive(timeout=0.3)
    except TimeoutError:
        return False
    return message.type is aiohttp.WSMsgType.PONG


async def test_a_silent_socket_answers_no_ping(workspace: Workspace) -> None:
    """Otherwise no app could ever notice that its peer is dead."""
    headers = {"Authorization": f"Bearer {workspace.app.app_token}"}
    url = workspace.api_url + "apps.connections.open"
    ws = (await workspace.http.post(url, headers=headers)).json()["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(ws, autoping=False) as socket:
        await socket.receive_json(timeout=10)
        app = Link(socket)
        assert await answered(app, socket)
        await workspace.control("silence")
        assert (await workspace.look("status"))["silent"] == ["recorder"]
        assert not await answered(app, socket)
        await workspace.control("silence", on=False)
        assert await answered(app, socket)


async def test_beyond_its_quota_an_app_hears_that_it_is_limited(workspace: Workspace) -> None:
    """At the limit events come, beyond it one word a minute."""
    mara = workspace.person("mara")
    async with receiving(workspace, lambda _: Response()) as receiver:
        await workspace.control("limits", on=False, events_per_hour=2)
        for n in range(4):
            await mara.say("workwear", str(n))
            await workspace.settled()  # or the word might be heard before an event
        await workspace.control("clock", advance_s=60)
        await mara.say("workwear", "a minute later")
        await workspace.settled()
        await workspace.control("limits", on=False)
    kinds = [re.findall(rb'"type": "(event_callback|app_rate_limited)"', body)
             for _, body in receiver.requests]  # fmt: skip
    assert [kind.decode() for found in kinds for kind in found] == [
        "event_callback", "event_callback", "app_rate_limited", "app_rate_limited",
    ]  # fmt: skip


SENT: list[tuple[dict[str, Any], str]] = [
    ({"json": {"foo": "bar"}, "headers": {"Content-Type": "application/json; charset=utf-8"}}, ""),
    ({"json": {"foo": "bar"}}, "missing_charset"),
    ({"data": {"foo": "bar"}}, ""),
    ({"params": {"foo": "bar"}}, ""),
    ({"content": b"foo=bar", "headers": {"Content-Type": "text/plain"}}, ""),
    (
        {
            "content": b"foo=bar",
            "headers": {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
        },
        "superfluous_charset",
    ),
]


@pytest.mark.parametrize(("sent", "warning"), SENT)
async def test_arguments_come_in_many_ways(
    workspace: Workspace, sent: dict[str, Any], warning: str
) -> None:
    """Slack warns of a charset that is missing or one too many."""
    headers = {"Authorization": f"Bearer {workspace.app.bot_token}", **sent.pop("headers", {})}
    url = workspace.api_url + "auth.test"
    answer = (await workspace.http.post(url, headers=headers, **sent)).json()
    assert answer["ok"]
    assert answer.get("warning", "") == warning
    (entry,) = await workspace.log(name="auth.test")
    assert entry["request"] == {"foo": "bar"}


REFUSED: list[tuple[bytes, str, str]] = [
    (b"{", "application/json", "invalid_json"),
    (b"[]", "application/json", "json_not_object"),
    (b"<a/>", "application/xml", "invalid_post_type"),
    (b"foo=bar", "", "missing_post_type"),
]


@pytest.mark.parametrize(("content", "kind", "error"), REFUSED)
async def test_other_bodies_are_refused(
    workspace: Workspace, content: bytes, kind: str, error: str
) -> None:
    request = httpx.Request("POST", workspace.api_url + "auth.test", content=content)
    if kind:
        request.headers["Content-Type"] = kind
    assert (await workspace.http.send(request)).json()["error"] == error


async def test_with_json_the_token_comes_in_the_header(workspace: Workspace) -> None:
    """In a form it may be an argument, in JSON it may not."""
    url, token = workspace.api_url + "auth.test", {"token": workspace.app.bot_token}
    assert (await workspace.http.post(url, data=token)).json()["ok"]
    assert (await workspace.http.post(url, json=token)).json()["error"] == "not_authed"


async def test_blocks_are_validated_with_pointers_into_what_was_given(
    workspace: Workspace,
) -> None:
    """blocks.validate: code, constraint and pointer for blocks, a message and a view."""
    client = client_of(workspace)
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    view = {"type": "modal", "title": {"type": "plain_text", "text": "t"}, "blocks": blocks}
    asked: list[tuple[str, Any, str]] = [
        ("blocks", blocks, "/0/text/text"),
        ("message", {"blocks": blocks}, "/blocks/0/text/text"),
        ("view", view, "/blocks/0/text/text"),
    ]
    for kind, value, pointer in asked:
        refused = await error_of(client, "blocks.validate", **{kind: value})
        assert refused["error"] == f"invalid_{kind}"
        assert refused["errors"] == [{
            "pointer": pointer, "code": "failed_constraint",
            "message": "must be less than 151 characters",
            "constraint": {"type": "max_length", "expected": 150, "got": 151},
        }]  # fmt: skip
    assert (await client.api_call("blocks.validate", json={"blocks": []}))["ok"]
    both = await error_of(client, "blocks.validate", blocks=[], view=view)
    assert both["error"] == "invalid_arguments"
