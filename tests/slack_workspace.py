"""A Slack workspace for tests: the stand-in as a process of its own, and its people.

    async with slack_workspace(manifest=path) as workspace:
        ...  # start the app with workspace.app's tokens and base_url=workspace.api_url
        await workspace.connected()
        mara = workspace.person("mara")
        await mara.command("/example", channel="workwear")
        answer = await workspace.eventually(mara.ephemerals)

Nothing of the app under test is imported here; an app gets the tokens from `workspace.app`.
"""

import asyncio
import contextlib
import json
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx

from tests.slack_app import App, Refused
from tests.slack_blocks import Json
from tests.slack_people import Person, Workspace

__all__ = [
    "App",
    "Json",
    "Person",
    "Refused",
    "Workspace",
    "attached",
    "borrowed",
    "slack_workspace",
    "standin",
]
_ROOT = Path(__file__).parents[1]


@contextlib.asynccontextmanager
async def slack_workspace(
    *,
    manifest: Path | Json | None = None,
    seed: Path | None = None,
    state: Path | None = None,
    events_url: str | None = None,
    timescale: float = 1.0,
    port: int = 0,
    folder: Path | None = None,
    flags: Sequence[str] = (),
) -> AsyncIterator[Workspace]:
    """Start the stand-in as a process and end it afterwards.

    Args:
        manifest: The app to install, a file or (with *folder* to write it to) a dict; None
            installs the example app.
        seed: People and channels; None takes the example workspace.
        state: Keep the state in this file.
        events_url: Where events and interactions go over HTTP.
        timescale: Divides the waits of the retry schedule.
        port: 0 takes a free one.
        folder: Where a manifest given as a dict is written.
        flags: Further words for the command line.
    """
    if isinstance(manifest, dict):
        assert folder is not None, "a manifest given as a dict needs a folder"
        path = folder / "manifest.json"
        path.write_text(json.dumps(manifest), encoding="utf-8")
        manifest = path
    options: dict[str, Any] = {
        "--manifest": manifest, "--seed": seed, "--state": state, "--events-url": events_url,
        "--timescale": timescale, "--port": port,
    }  # fmt: skip
    given = [str(word) for pair in options.items() if pair[1] is not None for word in pair]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.standin", "--json", *given, *flags,
        stdin=PIPE, stdout=PIPE, cwd=_ROOT,
    )  # fmt: skip
    try:
        ready = await _ready(process)
        async with attached(ready, process) as workspace:
            yield workspace
    finally:
        await _end(process)


async def _ready(process: Process) -> Json:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    assert line, "the stand-in didn't start"
    return dict(json.loads(line))


@contextlib.asynccontextmanager
async def attached(ready: Json, process: Process | None = None) -> AsyncIterator[Workspace]:
    """Use a stand-in that runs already; *ready* is the line that it printed."""
    # No TLS on loopback: reading all authorities took longer than most tests.
    async with httpx.AsyncClient(timeout=30, trust_env=False, verify=False) as http:
        yield Workspace(
            url=ready["url"],
            api_url=ready["api_url"],
            control_url=ready["control_url"],
            apps=tuple(App(**app) for app in ready["apps"]),
            http=http,
            process=process,
            ids={person["name"]: person["id"] for person in ready["people"]},
        )


@contextlib.contextmanager
def standin(*words: str) -> Iterator[Json]:
    """Run a stand-in that tests borrow one after the other; gives the line that it printed.

    Args:
        words: For its command line.
    """
    command = [sys.executable, "-m", "bot.standin", "--json", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=_ROOT) as process:
        assert process.stdout is not None
        yield dict(json.loads(process.stdout.readline()))
        process.terminate()


@contextlib.asynccontextmanager
async def borrowed(ready: Json, *, events_url: str | None = None) -> AsyncIterator[Workspace]:
    """Use a stand-in that others used before, fresh from its seed."""
    async with attached(ready) as workspace:
        await workspace.control("reset")
        await workspace.control("events_url", url=events_url)
        yield workspace


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 5)
        except TimeoutError:
            process.kill()
            await process.wait()
    # A subprocess transport that isn't closed warns when it is collected.
    process._transport.close()  # type: ignore[attr-defined]
