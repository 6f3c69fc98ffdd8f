"""What is made once and shared by all workers of a run."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@contextmanager
def once(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Let one worker after the other look at *folder*, and say who must fill it.

    It counts as filled once the block of a worker has ended without an error.
    """
    folder.mkdir(exist_ok=True)
    filled = folder / "filled"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, not filled.exists()
        filled.touch()
