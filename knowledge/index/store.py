"""Chroma: the index on disk or on a server, a collection per workspace and model; derived.

LangChain's and Chroma's types end here.
"""

import hashlib
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np

from knowledge.identity import WorkspaceId
from knowledge.index import probe
from knowledge.index.embedder import Embedder
from knowledge.index.entries import Entry
from knowledge.index.errors import IndexUnavailable
from knowledge.index.langchain import AsLangChain
from knowledge.index.ownership import Ownership
from knowledge.index.vectors import Row

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from langchain_chroma import Chroma

BATCH = 1000
"""Entries in one call; Chroma's own limit is 5,461."""


class VectorStore:
    """The entries of all workspaces with their vectors; every method names its workspace.

    All methods block and may be called from any thread. Writing twice is writing once.
    """

    def __init__(self, client: "Client", embedder: Embedder, *, path: Path | None) -> None:
        self._client = client
        self._embedder = embedder
        self._path = path
        self._ownership: Ownership | None = None
        self._writing = threading.Lock()

    @classmethod
    def open(cls, path: Path, embedder: Embedder, *, url: str | None = None) -> "VectorStore":
        """Open the index below *path*, or the server's at *url*.

        Files that are damaged, or of a newer Chroma, are thrown away: they are rebuilt from the
        ledger.

        Raises:
            IndexBusy: Another process owns *path*.
            IndexUnavailable: The server does not answer.
        """
        if url:
            return cls(_connected(url), embedder, path=None)
        ownership = Ownership.take(path.with_name(f"{path.name}.lock"))
        try:
            if not probe.sound(path):
                shutil.rmtree(path)
            store = cls(_embedded(path), embedder, path=path)
        except BaseException:
            ownership.release()
            raise
        store._ownership = ownership
        return store

    @property
    def owned(self) -> bool:
        """Say whether this process alone writes here, so that what it remembers is true."""
        return self._ownership is not None

    def close(self) -> None:
        """Close the files and let another process have them."""
        with self._writing:
            _hang_up(self._client)
            self._client.close()
            if self._path and self._path.exists():
                probe.note_closed(self._path)
            if self._ownership:
                self._ownership.release()

    def reset(self) -> None:
        """Throw the files away and start empty; a server is left alone."""
        if self._path is None:
            return
        with self._writing:
            self._client.close()
            shutil.rmtree(self._path, ignore_errors=True)
            self._client = _embedded(self._path)

    def digests(self, workspace: WorkspaceId) -> dict[str, str]:
        """Return what is stored: the digest of the embedded text by entry id."""
        with translated():
            found = self._collection(workspace).get(include=["metadatas"])
        pairs = zip(found["ids"], found["metadatas"] or (), strict=True)
        return {id_: str(meta["digest"]) for id_, meta in pairs if meta and "digest" in meta}

    def vectors(self, workspace: WorkspaceId) -> dict[str, Row]:
        """Return every stored vector by the digest of its text."""
        with translated():
            found = self._collection(workspace).get(include=["metadatas", "embeddings"])
        rows = np.asarray(found["embeddings"], np.float32)
        metas = found["metadatas"] or ()
        return {
            str(meta["digest"]): row
            for meta, row in zip(metas, rows, strict=True)
            if meta and "digest" in meta and np.isfinite(row).all()
        }

    def put(
        self, workspace: WorkspaceId, entries: Sequence[Entry], vectors: Mapping[str, Row]
    ) -> None:
        """Store *entries*, whose vectors are in *vectors* by digest; same id, same entry."""
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            rows = {entry.meaning: vectors[entry.digest] for entry in batch}
            with self._writing, translated():
                self._collection(workspace, rows).add_texts(
                    [entry.meaning for entry in batch],
                    metadatas=[_metadata(entry) for entry in batch],
                    ids=[entry.id for entry in batch],
                )

    def delete(self, workspace: WorkspaceId, ids: Iterable[str]) -> None:
        """Remove entries; one that is not there is no error."""
        gone = sorted(ids)
        for start in range(0, len(gone), BATCH):
            with self._writing, translated():
                self._collection(workspace).delete(gone[start : start + BATCH])

    def drop(self, workspace: WorkspaceId) -> None:
        """Remove everything stored of *workspace*, under this model and any other."""
        own = _prefix(workspace)
        with self._writing, translated():
            for collection in self._client.list_collections():
                if collection.name.startswith(own):
                    self._client.delete_collection(collection.name)

    def _collection(
        self, workspace: WorkspaceId, rows: Mapping[str, Row] | None = None
    ) -> "Chroma":
        from langchain_chroma import Chroma

        name = _prefix(workspace) + _hash(self._embedder.model_id)
        self._discard_other_width(name)
        return Chroma(
            collection_name=name,
            embedding_function=AsLangChain(self._embedder, rows),
            client=self._client,
            collection_metadata={
                "workspace": workspace,
                "model": self._embedder.model_id,
                "dimension": self._embedder.dimension,
                "hnsw:space": "cosine",
            },
        )

    def _discard_other_width(self, name: str) -> None:
        """A model that kept its name and changed its width makes what is stored worthless."""
        from chromadb.errors import NotFoundError

        try:
            stored = self._client.get_collection(name, embedding_function=None)
        except NotFoundError:
            return
        if (stored.metadata or {}).get("dimension") != self._embedder.dimension:
            self._client.delete_collection(name)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what Chroma, its files or its server may raise into one error of ours.

    Raises:
        IndexUnavailable: The index can't be read or written now.
    """
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError) as error:
        raise IndexUnavailable(type(error).__name__) from error


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _prefix(workspace: WorkspaceId) -> str:
    """Chroma's names are narrower than ours, hence a hash."""
    return f"w-{_hash(workspace)}-"


def _metadata(entry: Entry) -> dict[str, Any]:
    """Every key every time: Chroma keeps old keys of an id that is written again.

    Neither the version nor who may see it: both come from the ledger when somebody asks.
    """
    return {
        "digest": entry.digest,
        "record": str(entry.ref),
        "insight": entry.insight or "",
        "lane": entry.lane,
        "stage": entry.stage or "",
        "personas": " ".join(str(ref) for ref in entry.personas),
    }


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _embedded(path: Path) -> "Client":
    import chromadb

    path.mkdir(parents=True, exist_ok=True)
    probe.note_open(path)
    return cast("Client", chromadb.PersistentClient(path=str(path), settings=_settings()))


def _hang_up(client: "Client") -> None:
    """Close the connections to a server, which Chroma's own close leaves open."""
    for part in (client, client._admin_client):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session is not None:
            session.close()


def _connected(url: str) -> "Client":
    import chromadb

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    try:
        host = parts.hostname or "localhost"
        client = chromadb.HttpClient(host=host, port=port, ssl=secure, settings=_settings())
    except (ValueError, OSError) as error:
        raise IndexUnavailable(f"no Chroma server at {parts.hostname}:{port}") from error
    return cast("Client", client)
