"""One stand-in for all tests of a worker; each test gets it fresh from the seed."""

import json
import os
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
import yaml

from bot.standin.settings import DEFAULT_SEED
from tests import slack_workspace
from tests.slack_workspace import Json, Workspace
from tests.standin.apps import Running, manifest
from tests.standin.listeners import recording
from tests.standin.samples import SAMPLES

NORDLYS: Json = {
    "team": {"name": "Nordlys Outdoor", "domain": "nordlys"},
    "people": [
        {"name": "lena", "real_name": "Lena Holt"},
        {"name": "gast", "real_name": "Gerda Ast", "guest": True},
        {"name": "rolf", "real_name": "Rolf Extern", "external": True},
        {"name": "alt", "real_name": "Alt Gone", "deactivated": True},
    ],
    "channels": [
        {"name": "general", "bot": True},
        {"name": "board", "private": True, "members": ["lena"]},
        {"name": "partners", "shared": True, "members": ["lena", "rolf"]},
        {"name": "trials", "members": ["lena", "gast"], "archived": True},
    ],
}

# Where nothing lies beside the repository there is nothing to compare with. On somebody's own
# computer that is said; in CI, where a skipped test is a failure, it isn't collected.
collect_ignore = ["test_samples.py"] if "CI" in os.environ and not SAMPLES.is_dir() else []


@pytest.fixture(scope="session")
def redirect() -> Iterator[socket.socket]:
    """A port to which the tests' app may send browsers back."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        yield sock


@pytest.fixture(scope="session")
def standin(tmp_path_factory: pytest.TempPathFactory, redirect: socket.socket) -> Iterator[Json]:
    """What the stand-in printed; its retries come a thousand times faster than Slack's."""
    folder = tmp_path_factory.mktemp("standin")
    back = f"http://127.0.0.1:{redirect.getsockname()[1]}/slack"
    (folder / "manifest.json").write_text(json.dumps(manifest(redirect=back)), encoding="utf-8")
    seed = yaml.safe_load(DEFAULT_SEED.read_text(encoding="utf-8")) | {"workspaces": [NORDLYS]}
    (folder / "seed.json").write_text(json.dumps(seed), encoding="utf-8")
    files = ["--manifest", str(folder / "manifest.json"), "--seed", str(folder / "seed.json")]
    with slack_workspace.standin(*files, "--timescale", "1000") as ready:
        yield ready


@pytest.fixture
async def workspace(standin: Json) -> AsyncIterator[Workspace]:
    """The example workspace, fresh, with the tests' app installed and in #workwear."""
    async with slack_workspace.borrowed(standin) as workspace:
        yield workspace


@pytest.fixture
async def running(workspace: Workspace) -> AsyncIterator[Running]:
    """An app in it that keeps what it hears."""
    async with recording(workspace) as app:
        yield app
