"""Vectors by the digest of their text: in memory, and in a file that makes a start quick.

The file is a cache and nothing else: records of (digest, checksum, vector), appended. A torn or
foreign record is passed over, a file of another model is not read, and whatever is missing comes
from Chroma or is embedded again.
"""

import contextlib
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.index.embedder import Matrix

Row = NDArray[np.float32]
MAGIC = b"desireline vectors 1\n"


class VectorCache:
    """One workspace's vectors of one model in one file; one writer at a time."""

    def __init__(self, path: Path, *, dimension: int) -> None:
        self._path = path
        self._record = np.dtype(
            [("digest", "S32"), ("checksum", "<u4"), ("vector", "<f4", (dimension,))]
        )

    def read(self) -> dict[str, Row]:
        """Return every intact vector by digest; nothing when there is no usable file."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return {}
        if not content.startswith(MAGIC):
            return {}
        whole = (len(content) - len(MAGIC)) // self._record.itemsize
        records = np.frombuffer(content, self._record, whole, offset=len(MAGIC))
        vectors = records["vector"]
        intact = np.isfinite(vectors).all(axis=1)
        return {
            record["digest"].decode("ascii", "replace"): vectors[n]
            for n, record in enumerate(records)
            if intact[n] and zlib.crc32(vectors[n].tobytes()) == record["checksum"]
        }

    def append(self, vectors: Mapping[str, Row]) -> None:
        """Add *vectors*; after a crash in the middle the next reader skips the torn end."""
        if not vectors:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._mend()
        with self._path.open("ab") as file:
            file.write(self._packed(vectors.items()))

    def rewrite(self, vectors: Mapping[str, Row]) -> None:
        """Hold exactly *vectors*: texts that were erased leave nothing behind."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        beside.write_bytes(MAGIC + self._packed(vectors.items()))
        beside.replace(self._path)

    def forget(self) -> None:
        """Delete the file."""
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()

    def _packed(self, vectors: Iterable[tuple[str, Row]]) -> bytes:
        rows = [
            (digest.encode(), zlib.crc32(np.ascontiguousarray(row, "<f4").tobytes()), row)
            for digest, row in vectors
        ]
        return np.array(rows, self._record).tobytes()

    def _mend(self) -> None:
        """Start anew, or cut a torn end off, so that what is appended lies on the grid."""
        try:
            size = self._path.stat().st_size
            with self._path.open("rb") as file:
                known = file.read(len(MAGIC)) == MAGIC
        except FileNotFoundError:
            known, size = False, 0
        if not known:
            self._path.write_bytes(MAGIC)
            return
        torn = (size - len(MAGIC)) % self._record.itemsize
        if torn:
            with self._path.open("r+b") as file:
                file.truncate(size - torn)


def stacked(digests: Iterable[str], known: Mapping[str, Row], *, dimension: int) -> Matrix:
    """Return a row for each digest in order; zeros where none is known."""
    nothing = np.zeros(dimension, np.float32)
    rows = [known.get(digest, nothing) for digest in digests]
    return np.array(rows, np.float32).reshape(len(rows), dimension)
