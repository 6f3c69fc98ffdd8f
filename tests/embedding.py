"""The real embedding model for tests, drawn once and shared by all workers."""

import fcntl
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.index.embedder import Matrix, MiniLM

MODELS = Path(__file__).parents[1] / "build" / "models"


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """A folder with the model; link `<data_dir>/models` to it instead of drawing it again."""
    drawn()
    return MODELS


def drawn() -> MiniLM:
    """Return the model, drawn by whoever comes first; later runs find it, and check it."""
    MODELS.mkdir(parents=True, exist_ok=True)
    with (MODELS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return MiniLM.open(MODELS)


class Remembering:
    """The real model, which embeds a text once for all tests of a worker."""

    model_id, dimension = MiniLM.model_id, MiniLM.dimension

    def __init__(self, model: MiniLM) -> None:
        self._model = model
        self._known: dict[str, Matrix] = {}

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text, in order."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(new, self._model.vectors(new), strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(
            len(texts), self.dimension
        )


@pytest.fixture(scope="session")
def remembering(embedder: MiniLM) -> Remembering:
    """The bundled model, for tests that ask much of the same records."""
    return Remembering(embedder)


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
