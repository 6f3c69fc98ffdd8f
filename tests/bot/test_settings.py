"""What is set wrong is said by its variable's name, and never repeated: it may be secret."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import aiohttp
import pytest
from click.testing import CliRunner
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from structlog.testing import capture_logs

from bot import cli
from bot.compose import told
from bot.hearing import OverSocket
from bot.mailbox import Mailbox
from bot.settings import SettingRefused, Settings
from bot.slack import Client
from knowledge.ledger.connections import database
from knowledge.ledger.errors import LedgerError
from tests.slack_workspace import Json


@pytest.mark.parametrize("name", ["SLACK_API_URL", "DESIRELINE_CHROMA_URL"])
def test_an_address_is_one(name: str) -> None:
    with pytest.raises(SettingRefused, match=name) as raised:
        Settings.read({name: "user:canary@host"})
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("below", ["file", "file/data"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingRefused, match="DESIRELINE_DATA_DIR"):
        Settings(data_dir=tmp_path / below).open_folder()


@pytest.mark.parametrize("url", ["canary", "mysql://u:canary@h/x", "postgresql://u:canary@h:x/y"])
def test_an_address_of_no_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(LedgerError) as raised:
        database(url)
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["nonsense", "your.host/slack/events", "https://your.host", "https:///slack/events",
     "https://your.host:x/slack/events", "https://your host/slack/events", "ftp://your.host/slack"],
)  # fmt: skip
def test_a_manifest_takes_only_an_address_that_slack_can_call(url: str) -> None:
    refused = CliRunner().invoke(cli.manifest, ["--url", url])
    assert refused.exit_code == 2
    assert "--url': give the whole address: https://your.host/slack/events" in refused.output
    taken = CliRunner().invoke(cli.manifest, ["--url", "https://your.host/slack/events"])
    assert '"socket_mode_enabled": false' in taken.output


def _client(slack: Json, session: aiohttp.ClientSession, *, token: str) -> Client:
    url = slack["api_url"]
    return Client(clock=lambda: datetime.now(UTC), token=token, base_url=url, session=session)


async def test_a_token_that_slack_refuses_ends_the_start(slack: Json) -> None:
    """The socket's own client would try it for ever."""
    async with aiohttp.ClientSession() as session:
        client = _client(slack, session, token="xapp-canary")
        with pytest.raises(SettingRefused, match=r"SLACK_APP_TOKEN: .*invalid_auth") as raised:
            await told(client, "apps.connections.open", token="app_token")
    assert "canary" not in str(raised.value)


async def test_a_socket_that_slack_refuses_later_on_is_logged(slack: Json) -> None:
    """The token was taken back, say: the client goes on trying, and says nothing itself."""
    async with aiohttp.ClientSession() as session:
        client = _client(slack, session, token="xoxb-canary")
        app = AsyncApp(client=client)
        handler = OverSocket(app, "xapp-canary", mailbox=cast(Mailbox, None))
        with capture_logs() as said, pytest.raises(SlackApiError):
            await handler.client.issue_new_wss_url()
        await handler.close_async()  # type: ignore[no-untyped-call]
    assert [one["why"] for one in said] == ["invalid_auth"]


def test_what_is_written_is_for_this_account_alone(tmp_path: Path) -> None:
    """Folder and database, whatever the shell's mask is."""
    folder = tmp_path / "data"
    subprocess.run(
        [sys.executable, "-m", "bot.cli", "reindex"],
        env={**os.environ, "DESIRELINE_DATA_DIR": str(folder), "DESIRELINE_DATABASE_URL": ""},
        umask=0o022, check=True, capture_output=True,
    )  # fmt: skip
    made = [folder, *folder.rglob("*")]
    assert folder / "desireline.db" in made
    assert not [path for path in made if path.stat().st_mode & 0o077]
