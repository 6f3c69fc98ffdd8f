"""The command line: what `desireline` can do."""

import asyncio
import json
import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import garbage, logs

if TYPE_CHECKING:
    from bot.settings import Settings

DEFAULT_PORT = 3000
PORT = click.IntRange(0, 65535)
LEVEL = click.Choice(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], case_sensitive=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="desireline")
@click.option("--log-level", type=LEVEL, default="INFO", envvar="DESIRELINE_LOG_LEVEL", hidden=True)
@click.option("--log-json", is_flag=True, envvar="DESIRELINE_LOG_JSON", hidden=True)
def main(log_level: str, log_json: bool) -> None:
    """Map the path your customers really take, and ask it anything, in Slack."""
    os.umask(0o077)  # whatever is written here is for this account alone
    logs.configure(level=log_level.upper(), as_json=log_json)


@main.command()
@click.option("--port", type=PORT, help="Serve HTTP here; without it Socket Mode, if set up.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address for HTTP.")
def serve(port: int | None, host: str) -> None:
    """Run the bot against Slack (settings: see the README)."""
    garbage.put_off()
    found = _settings()
    if port is None and found.app_token.get_secret_value():
        _socket(found)
    elif found.signing_secret.get_secret_value():
        _door(found, host, DEFAULT_PORT if port is None else port)
    else:
        raise click.ClickException(
            "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET and --port for HTTP."
        )


def _socket(settings: "Settings") -> None:
    from bot.serve import serve as run

    with _accepted(settings):
        asyncio.run(run(settings))


def _door(settings: "Settings", host: str, port: int) -> None:
    from bot import door, http, indoors

    def inside(path: Path, line: socket.socket) -> None:
        # A process of its own: nobody above it says what went wrong.
        try:
            with _accepted(settings):
                asyncio.run(indoors.run(settings, path=path, line=line))
        except click.ClickException as refused:
            refused.show()
            sys.exit(refused.exit_code)

    try:
        where = http.bound(host, port)
    except OSError as error:
        raise click.ClickException(f"Can't listen at {host}:{port}: {error.strerror}") from None
    try:
        with _accepted(settings):
            settings.open_folder()
            door.run(settings, where=where, inside=inside)
    except door.Failed as failed:
        # It has said why; killed by a signal is 128 + its number, as shells have it.
        sys.exit(failed.code if failed.code >= 0 else 128 - failed.code)


def _settings() -> "Settings":
    from bot.settings import SettingRefused
    from bot.surroundings import settings

    try:
        return settings()
    except SettingRefused as refused:
        raise click.ClickException(str(refused)) from None


@contextmanager
def _accepted(settings: "Settings") -> Iterator[None]:
    """Say clearly what is not taken or can't be opened, and which variable is to be looked at."""
    from bot.settings import SettingRefused
    from knowledge.ledger import LedgerError
    from prompts.errors import PromptsInvalid

    where = "DESIRELINE_DATABASE_URL" if settings.database_url else "DESIRELINE_DATA_DIR"
    try:
        yield
    except SettingRefused as refused:
        raise click.ClickException(str(refused)) from None
    except LedgerError as error:
        raise click.ClickException(f"{where}: the ledger can't be opened: {error.why}") from None
    except PromptsInvalid as invalid:
        raise click.ClickException(f"DESIRELINE_LANGUAGE: {invalid}") from None


@main.command()
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    default=Path("data/demo"),
    show_default=True,
    help="Where the demo keeps its state.",
)
@click.option("--port", type=PORT, default=8400, show_default=True, help="Port of the page.")
@click.option("--fresh", is_flag=True, help="Forget everything and start from the example.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line when ready.")
def demo(data_dir: Path, port: int, fresh: bool, as_json: bool) -> None:  # fmt: skip
    """Try Desireline in a local Slack: nothing leaves this computer."""
    garbage.put_off()
    from bot.demo import run

    logs.configure(level=os.environ.get("DESIRELINE_LOG_LEVEL", "ERROR").upper())
    sys.exit(asyncio.run(run(data_dir, port=port, fresh=fresh, as_json=as_json)))


@main.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def standin(arguments: tuple[str, ...]) -> None:
    """Run only the stand-in for Slack (`desireline standin --help`)."""
    # It takes this process over: it shares no code with the bot that it judges, and whoever
    # ends the command ends it.
    os.execv(sys.executable, [sys.executable, "-m", "bot.standin", *arguments])


def _reachable(_: click.Context, __: click.Parameter, url: str) -> str:
    """Let no address into the manifest that Slack could not call."""
    if url and not re.fullmatch(r"https?://[^\s/:@]+(:[0-9]+)?/\S+", url):
        raise click.BadParameter("give the whole address: https://your.host/slack/events")
    return url


@main.command()
@click.option(
    "--url", default="", callback=_reachable, help="Public address of /slack/events, for HTTP."
)
def manifest(url: str) -> None:
    """Print the app manifest for Slack (Socket Mode unless --url is given)."""
    from bot.manifest import manifest as build
    from prompts.loader import load

    settings = _settings()
    with _accepted(settings):
        words = load(settings.language).words
    click.echo(json.dumps(build(words, url=url), indent=2))


@main.command()
def reindex() -> None:
    """Have the index written anew from the ledger; questions are answered meanwhile."""
    from bot.reindexing import ask

    settings = _settings()
    with _accepted(settings):
        settings.open_folder()
        found = asyncio.run(ask(settings))
    said = "The bot writes the index anew, now or when it starts." if found else "Nothing to index."
    click.echo(said)


@main.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Copy the ledger to the new file TARGET; a bot may run meanwhile.

    All that counts is in it. PostgreSQL has its own way: pg_dump.
    """
    from knowledge.ledger import LedgerError
    from knowledge.ledger.backup import back_up

    try:
        back_up(_settings().ledger_url, target)
    except OSError as error:
        raise click.ClickException(f"{target}: {error.strerror}") from None
    except LedgerError as error:
        raise click.ClickException(error.why) from None
    click.echo(f"{target} holds the ledger as it is now.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead.")
def doctor(as_json: bool) -> None:
    """Look whether texts, model, ledger, records and Slack are well; change nothing.

    Ends with 1 if something isn't. A bot may run meanwhile.
    """
    from bot.doctor import examine

    async def told() -> bool:
        well = True
        async for finding in examine(_settings()):
            mark = "✓" if finding.well else "✗"
            line = f"{mark} {finding.about:10} {finding.said}"
            click.echo(json.dumps(asdict(finding)) if as_json else line)
            well = well and finding.well
        return well

    sys.exit(0 if asyncio.run(told()) else 1)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
@click.option("--quick", is_flag=True, help="A short run, to see that it works.")
def bench(as_json: bool, quick: bool) -> None:
    """Measure the figures that Desireline promises, against baselines in the same run."""
    from bot.bench import run

    run(as_json=as_json, quick=quick)


if __name__ == "__main__":
    main()
