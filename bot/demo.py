"""`make demo`: a local Slack, the real bot, and example records. Nothing leaves this computer."""

import asyncio
import json
import shutil
import socket
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr

from bot.compose import Room
from bot.manifest import manifest
from bot.serve import serve
from bot.settings import Settings
from bot.stopping import stop_by_signal
from knowledge.examples import load_examples
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, effects, people
from prompts.loader import load

SEED = Path(__file__).with_name("demo.yaml")
NOBODY: Mapping[str, str] = {}
KEPT_HERE = ("chroma", "chroma.lock", "desireline*.db*", "models", "slack.*", "vectors")
RESET = 75
"""The exit code by which the stand-in says that somebody pressed "Reset"."""


async def run(data_dir: Path, *, port: int, fresh: bool, as_json: bool) -> int:
    """Run the demo until it is told to end; return the exit code."""
    stop = stop_by_signal()
    port = _free(port)
    while True:
        if fresh:
            forget(data_dir)
        data_dir.mkdir(parents=True, exist_ok=True)
        code = await _once(data_dir, port=port, as_json=as_json, stop=stop)
        if code != RESET or stop.is_set():
            return 0 if code in (0, RESET) or stop.is_set() else code
        fresh = True


def forget(data_dir: Path) -> None:
    """Delete what the demo keeps in its folder and nothing else: it may be anybody's folder."""
    for path in [path for name in KEPT_HERE for path in data_dir.glob(name)]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


async def _once(data_dir: Path, *, port: int, as_json: bool, stop: asyncio.Event) -> int:
    standin, slack = await _standin(data_dir, port=port)
    try:
        settings = _settings(data_dir, slack)
        bot_stop = asyncio.Event()
        serving = asyncio.create_task(
            serve(settings, stop=bot_stop, ready=lambda room, _: _say(room, slack, as_json))
        )
        ended = asyncio.create_task(standin.wait())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({serving, ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        bot_stop.set()
        stopping.cancel()
        await serving
        return await ended if ended.done() else 0
    finally:
        if standin.returncode is None:
            standin.terminate()
        await standin.wait()


async def _standin(data_dir: Path, *, port: int) -> tuple[asyncio.subprocess.Process, Any]:
    about = manifest(load("en").words)
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump(about, file)
    arguments = ["--port", str(port), "--seed", str(SEED), "--manifest", file.name, "--json"]
    arguments += ["--state", str(data_dir / "slack.json"), "--exit-on-reset", "--with-parent"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.standin",
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    line = await process.stdout.readline()
    Path(file.name).unlink()
    if not line:
        raise click.ClickException("The local Slack did not start; see the lines above.")
    return process, json.loads(line)


def _settings(data_dir: Path, slack: Any) -> Settings:
    app = slack["apps"][0]
    return Settings(
        bot_token=SecretStr(app["bot_token"]),
        app_token=SecretStr(app["app_token"]),
        signing_secret=SecretStr(app["signing_secret"]),
        slack_api_url=slack["api_url"],
        data_dir=data_dir,
    )


async def furnish(
    ledger: Ledger, workspace: WorkspaceId, *, colleagues: Mapping[str, str] = NOBODY
) -> None:
    """Put the example records into an empty workspace.

    Args:
        ledger: Where to.
        workspace: Which.
        colleagues: Slack ids of mara, jonas and ines, who heard the examples.
    """
    async with ledger.transaction(workspace) as tx:
        known = {name: await people.of(tx, user) for name, user in colleagues.items()}
        if (await load_examples(tx, colleagues=known or None)).refs:
            await effects.enqueue(tx, "index.record", {}, lane="index", coalesce="index")


async def _say(room: Room, slack: Any, as_json: bool) -> None:
    colleagues = {person["name"]: person["id"] for person in slack["people"]}
    await furnish(room.desk.ledger, room.desk.workspace, colleagues=colleagues)
    if as_json:
        click.echo(json.dumps({"url": slack["url"], "slack": slack}))
        return
    click.echo()
    click.echo(f"  Desireline is ready: {click.style(slack['url'], bold=True)}")
    for person in slack["people"]:
        click.echo(f"    {person['name']}: {person['url']}")
    click.echo("  Example data, in a local Slack. Nothing leaves this computer. Ctrl-C stops it;")
    click.echo("  what you did is there when you start it again.")


def _free(port: int) -> int:
    """Return *port*, or a free one when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
