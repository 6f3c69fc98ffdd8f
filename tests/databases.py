"""The fixture `database_url`: the test runs on SQLite and on PostgreSQL."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.ledger import Ledger
from tests.postgres import Databases

BOTH = ("sqlite", "postgresql")


def _migrate(url: str) -> None:
    async def opened() -> None:
        ledger = await Ledger.open(url, clock=lambda: datetime.now(UTC), kill_at="")
        await ledger.close()

    asyncio.run(opened())


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "desireline.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_database(databases: Databases) -> str:
    name = databases.make()
    _migrate(databases.url(name))
    return name


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """The address of a SQLite file at the newest schema."""
    file = tmp_path / "desireline.db"
    shutil.copyfile(migrated_file, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(databases: Databases, migrated_database: str) -> Iterator[str]:
    """The address of a PostgreSQL database at the newest schema."""
    name = databases.make(migrated_database)
    yield databases.url(name)
    databases.drop(name)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new.db'}"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database at the newest schema: the test runs on each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without any table: the test runs on each kind."""
    return str(request.getfixturevalue(f"empty_{request.param}_url"))
