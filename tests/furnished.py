"""What the bot's tests of a worker share: a local Slack, and example records that are ready.

A stand-in starts once, records are published, embedded and indexed once; each test gets the
workspace fresh from its seed, and copies of the files.
"""

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo import furnish
from bot.manifest import manifest
from knowledge.identity import WorkspaceId
from knowledge.index import indexing
from knowledge.index.index import Index
from knowledge.ledger import Ledger
from prompts.loader import load
from tests.once import once
from tests.slack_workspace import Json, standin

FASTER = "60"
"""Retries come so many times faster than Slack's."""


@pytest.fixture(scope="session")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Json]:
    """What a stand-in with our app printed; `borrowed` gives it to a test."""
    about = tmp_path_factory.mktemp("slack") / "manifest.json"
    about.write_text(json.dumps(manifest(load("en").words)), encoding="utf-8")
    with standin("--manifest", str(about), "--timescale", FASTER) as ready:
        yield ready


@dataclass(frozen=True)
class Furniture:
    """The files of a bot with the example records: its ledger, and its data folder."""

    database: Path
    data_dir: Path

    def place(self, database: Path, data_dir: Path) -> None:
        """Copy everything to where a bot looks for it; the model is there already."""
        shutil.copyfile(self.database, database)
        others = shutil.ignore_patterns("models")
        shutil.copytree(self.data_dir, data_dir, ignore=others, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def furniture(shared_dir: Path, slack: Json, migrated_file: Path, models_dir: Path) -> Furniture:
    """The example records in the workspace of `slack`, searchable; made once for all workers."""
    with once(shared_dir / "furniture") as (folder, new):
        made = Furniture(folder / "desireline.db", folder / "data")
        if new:
            shutil.copyfile(migrated_file, made.database)
            made.data_dir.mkdir()
            (made.data_dir / "models").symlink_to(models_dir)
            asyncio.run(_furnished(made, WorkspaceId(slack["apps"][0]["team_id"])))
    return made


async def _furnished(made: Furniture, workspace: WorkspaceId) -> None:
    url = f"sqlite:///{made.database}"
    opening = Ledger.open(url, clock=lambda: datetime.now(UTC), kill_at="")
    async with await opening as ledger, Index(made.data_dir) as index:
        await furnish(ledger, workspace)
        await index.warm()
        await indexing.record(ledger, index, workspace)
