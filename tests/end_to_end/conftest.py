"""The door to a scene, for all tests here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.surroundings import CLOCK_OFFSET_FILE
from tests.bot_inside import inside_bot
from tests.end_to_end.memory import memory
from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import Team
from tests.furnished import Furniture
from tests.hurry import hurry
from tests.slack_workspace import Json


@pytest.fixture
def scene(
    tmp_path: Path,
    data_dir: Path,
    sqlite_url: str,
    slack: Json,
    furniture: Furniture,
    monkeypatch: pytest.MonkeyPatch,
) -> Open:
    """The door to a scene."""
    clock = tmp_path / "clock"
    clock.write_text("0")
    monkeypatch.setenv(CLOCK_OFFSET_FILE, str(clock))

    @asynccontextmanager
    async def opened(
        transport: str = "socket",
        url: str = "",
        *,
        furnished: bool = False,
        hurried: bool = True,
    ) -> AsyncIterator[Scene]:
        if hurried:
            hurry(monkeypatch)
        if furnished:
            furniture.place(tmp_path / "desireline.db", data_dir)
        database_url = url or sqlite_url
        async with (
            inside_bot(slack, data_dir, transport=transport, database_url=database_url) as bot,
            memory(database_url, bot.workspace) as seen,
        ):
            yield Scene(bot, await Team.meet(bot), seen, clock)

    return opened


@pytest_asyncio.fixture
async def library(scene: Open) -> AsyncIterator[Scene]:
    """A scene with the example records."""
    async with scene(furnished=True) as opened:
        yield opened


@pytest.fixture
def ledger_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of the kind that the test names."""
    return str(request.getfixturevalue(f"{request.param}_url"))
