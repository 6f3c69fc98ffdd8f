"""A bolt-js app of another shape than ours runs on the stand-in, in both transports."""

import asyncio
import json
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.node import FOLDER, needs_node
from tests.slack_workspace import Json, Workspace, slack_workspace
from tests.standin.apps import manifest

pytestmark = [needs_node, pytest.mark.asyncio(loop_scope="module")]


def poll(name: str) -> Json:
    """Return the manifest of the poll app with its own command."""
    about = manifest()
    about["display_information"]["name"] = f"Poll {name}"
    features = about["features"]
    features["bot_user"] = {"display_name": f"poll-{name}"}
    features["slash_commands"] = [{"command": f"/poll-{name}", "description": "Ask"}]
    features["shortcuts"] = [
        {"name": "Export", "type": "message", "callback_id": f"export_{name}", "description": "E"}
    ]
    return about


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workspace(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Workspace]:
    """A workspace with two polls in #general: one process, a socket and an HTTP server."""
    seed: Path = tmp_path_factory.mktemp("polls") / "seed.json"
    people = [{"name": name, "real_name": name.title()} for name in ("mara", "jonas")]
    apps = [{"name": name, "manifest": poll(name)} for name in ("socket", "web")]
    channels = [{"name": "general", "bot": True}]
    seed.write_text(json.dumps({"people": people, "channels": channels, "apps": apps}))
    async with slack_workspace(seed=seed) as workspace:
        setup = {"api_url": workspace.api_url, "apps": {a.name: vars(a) for a in workspace.apps}}
        process = await asyncio.create_subprocess_exec(
            "node", "poll.mjs", json.dumps(setup), stdout=PIPE, cwd=FOLDER
        )
        try:
            assert process.stdout is not None
            ready = json.loads(await asyncio.wait_for(process.stdout.readline(), 60))
            url = f"http://127.0.0.1:{ready['port']}/slack/events"
            await workspace.control("events_url", url=url)
            await workspace.connected()
            yield workspace
        finally:
            process.terminate()
            await process.wait()
            process._transport.close()  # type: ignore[attr-defined]


def texts(messages: list[Json]) -> list[str]:
    return [message["text"] for message in messages]


@pytest.mark.parametrize("name", ["socket", "web"])
async def test_a_poll_is_asked_answered_and_exported(workspace: Workspace, name: str) -> None:
    """Command, form with errors, options, buttons, update, private answer, shortcut, file."""
    mara, jonas = workspace.person("mara"), workspace.person("jonas")
    (app,) = [one for one in workspace.apps if one.name == name]
    await mara.command(f"/poll-{name} Gloves", channel="general")
    await workspace.eventually(mara.modal)
    assert (await mara.options("team", "red"))[0]["text"]["text"] == "Team red"
    refused = await mara.submit({"Whom": "red"})
    assert refused["errors"] == {"q": "A question ends with a question mark."}
    assert (await mara.submit({"Question": f"Gloves by {name}?"}))["result"] == "cleared"

    async def asked() -> Json | None:
        found = [m for m in await workspace.messages("general") if f"by {name}?" in m["text"]]
        return found[0] if found else None

    await jonas.click(await workspace.eventually(asked), label="yes")

    async def said() -> bool:
        return "You said yes." in texts(await jonas.ephemerals())

    async def counted() -> Json | None:
        ballot = await asked()
        return ballot if ballot and ballot["text"] == f"Gloves by {name}? (1)" else None

    await workspace.eventually(said)
    ballot = await workspace.eventually(counted)
    await jonas.shortcut(f"export_{name}", ballot)

    async def exported() -> bool:
        last = (await workspace.messages("general"))[-1]
        return bool(last.get("files")) and last["user"] == app.bot_user_id

    await workspace.eventually(exported)


@pytest.mark.parametrize("name", ["socket", "web"])
async def test_it_hears_its_name_and_has_a_home(workspace: Workspace, name: str) -> None:
    """Events arrive once each; the answer stands in the thread."""
    mara = workspace.person("mara")
    (app,) = [one for one in workspace.apps if one.name == name]
    ts = await mara.say("general", f"@poll_{name} what now?")

    async def replied() -> bool:
        return texts(await workspace.replies("general", ts)) == [f"<@{mara.id}> asked"]

    await workspace.eventually(replied)
    await mara.open_home(app)

    async def home() -> Json | None:
        return await mara.home(app)

    shown = await workspace.eventually(home)
    assert shown["blocks"][0]["text"]["text"] == "Your polls"
