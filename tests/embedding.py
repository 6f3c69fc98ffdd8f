"""The real embedding model for tests, drawn once and shared by all workers."""

import fcntl
from pathlib import Path

import pytest

from knowledge.index.embedder import MiniLM


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the model; link `<data_dir>/models` to it instead of drawing it again."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "models"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        MiniLM.open(shared)
    return shared


@pytest.fixture(scope="session")
def embedder(models_dir: Path) -> MiniLM:
    """The bundled model."""
    return MiniLM.open(models_dir)


@pytest.fixture
def data_dir(tmp_path: Path, models_dir: Path) -> Path:
    """A data directory that has its model already."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(models_dir)
    return folder
