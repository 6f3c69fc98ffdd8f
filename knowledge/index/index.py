"""The index as a process holds it: the model, the slices in memory, Chroma; each opened late."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from knowledge.identity import WorkspaceId
from knowledge.index.embedder import Embedder, open_embedder
from knowledge.index.patience import Patience, Patient
from knowledge.index.slices import Slices

if TYPE_CHECKING:
    from knowledge.index.store import VectorStore


class Index:
    """Opens nothing when it is made: answering needs the model only, Chroma comes when it is used.

    Attributes:
        slices: The workspaces in memory, which answer questions.
        stored: What Chroma holds, by workspace: digest by entry id; as far as known.
    """

    def __init__(
        self, data_dir: Path, *, embeddings: str | None = None, chroma_url: str | None = None
    ) -> None:
        """Say where things are.

        Args:
            data_dir: `models/`, `chroma/` and `vectors/` are made below it.
            embeddings: `provider:model`, or None for the bundled MiniLM.
            chroma_url: A Chroma server, or None for files below *data_dir*.
        """
        self._data_dir, self._embeddings, self._url = data_dir, embeddings, chroma_url
        self._model: Embedder | None = None
        self._opening, self._patience = threading.Lock(), Patience()
        self._store: VectorStore | None = None
        self._store_lock, self._opening_store = asyncio.Lock(), threading.Lock()
        self._writers: dict[WorkspaceId, asyncio.Lock] = {}
        self.stored: dict[WorkspaceId, dict[str, str]] = {}
        self.slices = Slices(self.in_time, cache_dir=data_dir / "vectors")

    def embedder(self) -> Embedder:
        """Return the model; blocking the first time.

        Raises:
            EmbedderMissing: The bundled model is wanted and not installed.
            ModelAway: Somebody else's does not answer.
        """
        with self._opening:
            if self._model is None:
                self._model = open_embedder(self._embeddings, models_dir=self._data_dir / "models")
            return self._model

    def in_time(self) -> Embedder:
        """Return the model for whoever can't wait; blocking no longer than they would.

        Raises:
            ModelAway: It is still being loaded, or does not answer.
            EmbedderMissing: The bundled model is wanted and not installed.
        """
        model = self._model or self._patience.wait_for(self.embedder)
        # The bundled one waits for nobody.
        return model if self._embeddings is None else Patient(model, self._patience)

    async def warm(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        await asyncio.to_thread(self.embedder)

    @property
    def owner(self) -> bool:
        """Say whether this process may write below the data directory."""
        return self._store is not None and self._store.owned

    async def store(self) -> "VectorStore":
        """Return Chroma, opened on first use.

        Raises:
            IndexBusy: Another process owns the files.
            IndexUnavailable: The server does not answer.
        """
        async with self._store_lock:
            if self._store is not None:
                return self._store
            return await asyncio.to_thread(self._open_store)

    def _open_store(self) -> "VectorStore":
        # Whoever asked may be gone before it is open; `close` has to find it all the same.
        with self._opening_store:
            # With it come Chroma and LangChain, for which no question should wait.
            from knowledge.index.store import VectorStore

            if self._store is None:
                path = self._data_dir / "chroma"
                self._store = VectorStore.open(path, self.embedder(), url=self._url)
            return self._store

    @asynccontextmanager
    async def writing(self, workspace: WorkspaceId) -> AsyncIterator[None]:
        """Let one task at a time write to a workspace's index."""
        async with self._writers.setdefault(workspace, asyncio.Lock()):
            yield

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close Chroma; answering goes on from memory."""
        async with self._store_lock:
            await asyncio.to_thread(self._close_store)

    def _close_store(self) -> None:
        with self._opening_store:
            if self._store is not None:
                self._store.close()
                self._store = None
