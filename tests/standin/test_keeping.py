"""The state file outlives the process; the doors are closed to other origins."""

import asyncio
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.standin.seed import Seed, SeedInvalid, load_manifest, load_seed
from bot.standin.settings import DEFAULT_SEED
from tests.slack_workspace import Workspace, slack_workspace


async def test_kill_9_loses_nothing_that_was_written(tmp_path: Path) -> None:
    """Messages, ephemerals, tokens and unread marks are there after a kill and a start."""
    state = tmp_path / "state.json"
    async with slack_workspace(state=state) as first:
        client = AsyncWebClient(token=first.app.bot_token, base_url=first.api_url)
        channel = await first.channel_id("workwear")
        mara = first.person("mara")
        ts = await mara.say("workwear", "keep this")
        await client.chat_postEphemeral(channel=channel, user=mara.id, text="psst")
        await first.eventually(lambda: state.exists() and "psst" in state.read_text("utf-8"))
        assert first.process is not None
        first.process.kill()
        await first.process.wait()
        token = first.app.bot_token
    async with slack_workspace(state=state) as second:
        assert second.app.bot_token == token
        assert (await second.messages("workwear"))[-1]["ts"] == ts
        mara = second.person("mara")
        assert [m["text"] for m in await mara.ephemerals()] == ["psst"]
        assert await mara.say("workwear", "later") > ts


async def test_a_reset_goes_back_to_the_seed(workspace: Workspace) -> None:
    before = await workspace.messages("workwear")
    await workspace.person("mara").say("workwear", "gone soon")
    await workspace.person("mara").do("reset")
    assert [m["text"] for m in await workspace.messages("workwear")] == [m["text"] for m in before]


async def test_a_reset_can_end_the_process(tmp_path: Path) -> None:
    """With --exit-on-reset whoever started the stand-in can reset the app's data too."""
    flags = ["--exit-on-reset", "--with-parent"]
    state = tmp_path / "state.json"
    async with slack_workspace(state=state, flags=flags) as workspace:
        await workspace.person("mara").say("workwear", "gone soon")
        await workspace.person("mara").do("reset")
        assert workspace.process is not None
        assert await asyncio.wait_for(workspace.process.wait(), 10) == 75
    assert "gone soon" not in state.read_text("utf-8")


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
    ids=["host", "origin", "sandbox"],
)
async def test_other_origins_are_kept_out(workspace: Workspace, headers: dict[str, str]) -> None:
    """A page from elsewhere can neither read nor act, not by rebinding a name either."""
    for path in ("/ui/mara/bootstrap", "/control/state"):
        answer = await workspace.http.get(workspace.url + path, headers=headers)
        assert answer.status_code == 403
    url = workspace.url.replace("http", "ws") + "/ui/live?person=mara"
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url, headers=headers)


async def test_pages_carry_a_strict_policy(workspace: Workspace) -> None:
    """Nothing inline, nothing from elsewhere; no way out of the page's folder."""
    answer = await workspace.http.get(workspace.url + "/p/mara")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    outside = await workspace.http.get(workspace.url + "/page/now/..%2f__main__.py")
    assert outside.status_code == 404


async def read(socket: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while True:
            frame = await socket.receive_json()
            if frame["type"] == kind:
                return dict(frame)


async def test_the_stream_is_gapless_and_ones_own(workspace: Workspace) -> None:
    """A stream goes on where the page left it; ephemerals go to their own person only."""
    mara, jonas = workspace.person("mara"), workspace.person("jonas")
    client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    channel = await workspace.channel_id("workwear")
    seq = (await jonas.see("bootstrap"))["seq"]
    url = workspace.url.replace("http", "ws") + f"/ui/live?person=jonas&after={seq}"
    await client.chat_postEphemeral(channel=channel, user=mara.id, text="psst")
    await mara.say("workwear", "aloud")
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        first = await socket.receive_json(timeout=10)
        assert (first["type"], first["seq"]) == ("message", seq + 1)
        await mara.say("workwear", "again")
        assert (await read(socket, "unread"))["unread"] == 1
        assert (await read(socket, "message"))["message"]["text"] == "again"
    future = workspace.url.replace("http", "ws") + "/ui/live?person=jonas&after=999999"
    async with aiohttp.ClientSession() as session, session.ws_connect(future) as socket:
        assert (await socket.receive_json(timeout=10))["type"] == "reload"


def test_the_example_seed_is_valid() -> None:
    assert [p.name for p in load_seed(DEFAULT_SEED).people] == ["mara", "jonas", "ines"]


def test_the_documented_seed_is_valid() -> None:
    """What the reference shows can be copied."""
    text = (Path(__file__).parents[2] / "docs" / "standin-api.md").read_text("utf-8")
    shown = text.partition("## Seed\n\n```yaml\n")[2].partition("```")[0]
    Seed.model_validate(yaml.safe_load(shown))


SEED = "people: [{name: mara, real_name: Mara}]\nchannels: [{name: a}]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people: [", "not YAML"),
        ("people: []\nchannels: [{name: a}]", "people"),
        (SEED + "colour: red", "colour"),
        (SEED + "messages: [{channel: b, by: mara, text: x}]", "unknown channel 'b'"),
        (SEED + "messages: [{channel: a, by: jonas, text: x}]", "unknown person 'jonas'"),
        (SEED + "welcome: {headline: h, lead: l, actions: [{label: x}]}", "welcome.actions.0"),
        (SEED + "scripts: {s: {title: t, channel: a, steps: [{do: fly}]}}", "steps.0.do"),
        (SEED + "scripts: {s: {title: t, channel: a, steps: [{do: say, as: mara}]}}", "text"),
    ],
)
def test_a_wrong_seed_is_named_by_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "seed.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeedInvalid) as caught:
        load_seed(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_wrong_manifest_is_named_by_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"display_information": {"name": "x" * 36}}), encoding="utf-8")
    with pytest.raises(SeedInvalid, match=r"manifest\.json: display_information\.name"):
        load_manifest(path)
