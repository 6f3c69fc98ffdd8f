"""Texts to vectors: the bundled MiniLM, or whatever model the setting names."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.index import minilm, telemetry, weights
from knowledge.index.errors import ModelAway, ModelRefused, NotEmbeddable

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

T = TypeVar("T")
Matrix = NDArray[np.float32]

MAX_TOKENS = 256
THREADS = 2


class Embedder(Protocol):
    """What the index needs of a model: who it is, and rows of length 1."""

    @property
    def model_id(self) -> str:
        """Name the model; vectors of two names are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """Say how wide its vectors are."""
        ...

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a finite row of length 1 for each text, in order; blocking."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2, on this computer's processor, without network or torch.

    A text's vector depends on that text alone, never on its batch.
    """

    model_id = minilm.MODEL_ID
    dimension = 384

    def __init__(self, graph: Path, tokenizer: Path, *, threads: int = THREADS) -> None:
        self._session = _session(graph.resolve())
        self._tokens = _tokenizer(tokenizer)
        self._threads = threads

    @classmethod
    def open(cls, models_dir: Path, *, threads: int = THREADS) -> "MiniLM":
        """Load the model, building its graph below *models_dir* the first time.

        Raises:
            EmbedderMissing: The package with the weights is not installed.
            WeightsChanged: A file is not the one that this release knows.
        """
        graph = minilm.ensure(models_dir)
        return cls(graph, weights.verified("tokenizer.json"), threads=threads)

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a row of length 1 for each text, in order.

        Raises:
            NotEmbeddable: A text is empty or blank.
        """
        if len(texts) < 8:
            return checked([self._vector(text) for text in texts], self.dimension)
        with ThreadPoolExecutor(self._threads) as pool:
            return checked(list(pool.map(self._vector, texts)), self.dimension)

    def _vector(self, text: str) -> Matrix:
        if not text.strip():
            raise NotEmbeddable("empty text")
        ids = np.array(self._tokens.encode(text).ids, np.int64)
        vector: Matrix = self._session.run(["vector"], {"ids": ids})[0]
        return vector


@lru_cache(maxsize=2)
def _session(graph: Path) -> "InferenceSession":
    """Read a graph once for all that embed in this process: it takes long, and never changes."""
    telemetry.forbid()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def _tokenizer(file: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokens = Tokenizer.from_file(str(file))
    tokens.no_padding()
    tokens.enable_truncation(MAX_TOKENS)
    return tokens


class Provided:
    """Any LangChain model as an `Embedder`; asked once for its dimension."""

    def __init__(self, model: "Embeddings", *, model_id: str) -> None:
        self._model = model
        self.model_id = model_id
        self.dimension = len(_asked(lambda: model.embed_query("How wide are you?")))

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a row of length 1 for each text, in order.

        Raises:
            ModelAway: It can't be asked.
            NotEmbeddable: A text is blank, or the model's answer is not finite.
        """
        if not all(text.strip() for text in texts):
            raise NotEmbeddable("empty text")
        rows = _asked(lambda: self._model.embed_documents(list(texts)))
        return checked(rows, self.dimension)


def _asked(ask: Callable[[], T]) -> T:
    """Ask somebody else's model; how it fails is known to its provider alone."""
    try:
        return ask()
    except Exception as error:
        raise ModelAway(type(error).__name__) from error


def checked(rows: Sequence[Sequence[float]] | Sequence[Matrix], dimension: int) -> Matrix:
    """Return *rows* as a matrix of unit rows.

    Raises:
        NotEmbeddable: A value is not finite, a row is zero or has another width.
    """
    if not rows:
        return np.zeros((0, dimension), np.float32)
    matrix = np.asarray(rows, np.float32)
    if matrix.shape != (len(rows), dimension) or not np.isfinite(matrix).all():
        raise NotEmbeddable("the model's answer is not a finite vector of its dimension")
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    if not lengths.all():
        raise NotEmbeddable("the model's answer is a vector of length 0")
    return np.asarray(matrix / lengths, np.float32)


def open_embedder(setting: str | None, *, models_dir: Path) -> Embedder:
    """Return the model that *setting* (`provider:model`) names, or the bundled one; blocking.

    Raises:
        EmbedderMissing: The bundled one is wanted and not installed.
        ModelRefused: What is named is no model, or its package is not installed.
    """
    if not setting:
        return MiniLM.open(models_dir)
    return Provided(named(setting), model_id=setting)


def named(setting: str) -> "Embeddings":
    """Return LangChain's model for `provider:model`; it is not asked for anything yet.

    Raises:
        ModelRefused: That is no model, or its package is not installed.
    """
    from langchain.embeddings import init_embeddings
    from langchain_core.embeddings import Embeddings

    try:
        model = init_embeddings(setting)
    except (ValueError, ImportError) as error:
        raise ModelRefused(" ".join(str(error).split())) from error
    if not isinstance(model, Embeddings):
        raise ModelRefused(f"{setting} is not an embedding model")
    return model
