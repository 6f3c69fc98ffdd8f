"""One stand-in for all tests of a worker; each test gets it fresh from the seed."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.slack_workspace import Json, Workspace, attached
from tests.standin.apps import manifest

_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Json]:
    """What the stand-in printed; its retries come a thousand times faster than Slack's."""
    path = tmp_path_factory.mktemp("standin") / "manifest.json"
    path.write_text(json.dumps(manifest()), encoding="utf-8")
    command = [sys.executable, "-m", "bot.standin", "--json", "--manifest", str(path)]
    with subprocess.Popen(
        [*command, "--timescale", "1000"], stdout=subprocess.PIPE, cwd=_ROOT
    ) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.terminate()


@pytest.fixture
async def workspace(standin: Json) -> AsyncIterator[Workspace]:
    """The example workspace, fresh, with the tests' app installed and in #workwear."""
    async with attached(standin) as workspace:
        await workspace.control("reset")
        await workspace.control("events_url", url=None)
        yield workspace
