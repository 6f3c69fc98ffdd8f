"""A script plays through the same deeds as a person; it can be stopped and fails in words."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
import yaml

from tests.slack_workspace import Json, Refused, Workspace, borrowed, standin
from tests.standin.apps import Running, manifest
from tests.standin.listeners import recording

PLAY: list[Json] = [
    {"do": "note", "text": "Mara asks."},
    {"as": "mara", "do": "command", "text": "/raw"},
    {"as": "mara", "do": "wait_for", "text": "press"},
    {"as": "mara", "do": "select", "action_id": "pick", "value": "B"},
    {"as": "mara", "do": "click", "label": "Go"},
    {"as": "mara", "do": "wait_for", "text": "pressed", "where": "ephemeral"},
    {"as": "jonas", "do": "say", "text": "hello"},
    {"as": "ines", "do": "reply", "thread": "hello", "text": "hello yourself"},
    {"as": "ines", "do": "react", "text": "hello", "emoji": "wave"},
    {"as": "jonas", "do": "shortcut", "callback_id": "new"},
    {"as": "jonas", "do": "fill_and_submit", "values": {"Name": "ok", "Whom": "pet"}},
    {"as": "ines", "do": "click", "label": "Not there", "optional": True, "timeout_s": 0.1},
]


def seed(folder: Path, *scripts: list[Json]) -> Path:
    """Write a seed with scripts called s0, s1, ..."""
    named = {
        f"s{n}": {
            "title": "A play",
            "channel": "a",
            "steps": [{"pause_s": 0, **step} for step in steps],
        }
        for n, steps in enumerate(scripts)
    }
    people = [{"name": n, "real_name": n.title()} for n in ("mara", "jonas", "ines")]
    whole = {"people": people, "channels": [{"name": "a", "bot": True}], "scripts": named}
    path = folder / "seed.yaml"
    path.write_text(yaml.safe_dump(whole), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Json]:
    """A stand-in whose seed has scripts: one that plays, one that fails, one without an end."""
    failing: list[Json] = [
        {"as": "mara", "do": "click", "label": "Nothing", "timeout_s": 0.1},
    ]
    endless: list[Json] = [{"do": "note", "text": "waiting", "pause_s": 30}] * 2
    two: list[Json] = [{"as": "ines", "do": "say", "text": text} for text in ("one", "two")]
    folder = tmp_path_factory.mktemp("theatre")
    app = folder / "manifest.json"
    app.write_text(json.dumps(manifest()), encoding="utf-8")
    again: list[Json] = [{"as": "mara", "do": "click", "action_id": "again"}]
    plays = seed(folder, PLAY, failing, endless, two, again)
    with standin("--manifest", str(app), "--seed", str(plays)) as ready:
        yield ready


@pytest.fixture
async def running(theatre: Json) -> AsyncIterator[Running]:
    async with borrowed(theatre) as workspace, recording(workspace) as app:
        yield app


async def frames(workspace: Workspace, name: str, speed: float) -> list[Json]:
    """Play a script and return what everybody was shown of it, up to its end."""
    now = (await workspace.person("jonas").see("bootstrap"))["seq"]
    url = workspace.url.replace("http", "ws") + f"/ui/live?person=jonas&after={now}"
    shown: list[Json] = []
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        await workspace.person("mara").do(f"script/{name}", speed=speed)
        while True:
            frame = await socket.receive_json(timeout=20)
            if frame["type"] in ("script", "modals"):
                shown.append(frame)
            if frame["type"] == "script" and frame["script"] is None:
                return shown


async def test_a_script_plays_to_its_end(running: Running) -> None:
    """Commands, buttons, forms, threads and reactions happen, for real and in order."""
    shown = await frames(running.workspace, "s0", speed=50)
    told = [f["script"] for f in shown if f["type"] == "script"][:-1]
    last = told[-1]
    assert (last["state"], last["message"], last["step"]) == ("done", "", len(PLAY))
    typed = [script["typing"] for script in told if script["typing"]]
    assert typed == ["/raw", "hello", "hello yourself"]
    pressed = [script["pointing"] for script in told if script["pointing"]]
    assert [p.get("action_id") or p["button"] for p in pressed] == ["pick", "go", "submit"]
    assert any(f["stack"] and f["stack"][-1]["filled"] for f in shown if f["type"] == "modals")
    state = running.interactions("view_submission")[0]["view"]["state"]["values"]
    assert state["name"]["typed"]["value"] == "ok"
    assert state["who"]["found"]["selected_option"]["text"]["text"] == "pet-1"
    hello = (await running.workspace.messages("a"))[-1]
    assert [r["text"] for r in await running.workspace.replies("a", hello["ts"])] == [
        "hello yourself"
    ]


async def test_a_script_presses_what_came_last(running: Running) -> None:
    """As a person would: not a button that is left over in an older private message."""
    client, channel = running.client, await running.workspace.channel_id("a")
    mara = running.workspace.person("mara").id
    button = {"type": "button", "action_id": "again", "text": {"type": "plain_text", "text": "Go"}}
    shown: Json = {"channel": channel, "blocks": [{"type": "actions", "elements": [button]}]}
    await client.chat_postEphemeral(user=mara, text="before", **shown)
    newest = await client.chat_postMessage(text="now", **shown)
    await frames(running.workspace, "s4", speed=50)
    pressed = running.interactions("block_actions")[-1]
    assert pressed["container"]["message_ts"] == newest["ts"]


async def test_a_script_that_cant_go_on_says_why(running: Running) -> None:
    shown = await frames(running.workspace, "s1", speed=1)
    last = shown[-2]["script"]
    assert last["state"] == "failed"
    assert last["message"] == "Step 1: 'Nothing' for Mara didn't come up within 0.1 s."


async def test_a_script_can_be_stopped(running: Running) -> None:
    mara = running.workspace.person("mara")
    await mara.do("script/s2")

    async def plays() -> bool:
        return (await mara.see("bootstrap"))["script"] is not None

    async def rests() -> bool:
        return not await plays()

    await running.workspace.eventually(plays)
    await mara.do("script-stop")
    await running.workspace.eventually(rests)


async def test_a_script_that_is_held_waits_before_its_next_step(running: Running) -> None:
    """Whoever watches can think, and go on where they paused."""
    mara, workspace = running.workspace.person("mara"), running.workspace

    async def said() -> list[str]:
        return [m["text"] for m in await workspace.messages("a")]

    await mara.do("script/s3", speed=20)
    await mara.do("script-hold")
    assert (await mara.see("bootstrap"))["script"]["state"] == "paused"
    await mara.say("a", "meanwhile")
    await mara.do("script-hold", on=False)

    async def over() -> bool:
        return (await mara.see("bootstrap"))["script"] is None

    await workspace.eventually(over)
    assert (await said()).index("meanwhile") < (await said()).index("two")
    with pytest.raises(Refused, match="Nothing plays"):
        await mara.do("script-hold")
