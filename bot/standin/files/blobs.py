"""The bytes of uploaded files: in memory, or in a folder beside the state file."""

import shutil
from pathlib import Path


class Blobs:
    """Keeps bytes under a file's id."""

    def __init__(self, state: Path | None) -> None:
        self._folder = state.with_suffix(".files") if state else None
        self._held: dict[str, bytes] = {}

    def put(self, file_id: str, content: bytes) -> None:
        """Keep *content*; a second time replaces it."""
        if self._folder is None:
            self._held[file_id] = content
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / file_id).write_bytes(content)

    def get(self, file_id: str) -> bytes | None:
        """Return what is kept under the id, None if there is nothing."""
        if self._folder is None:
            return self._held.get(file_id)
        path = self._folder / file_id
        return path.read_bytes() if path.is_file() else None

    def drop(self, file_id: str) -> None:
        """Forget a file's bytes."""
        self._held.pop(file_id, None)
        if self._folder is not None:
            (self._folder / file_id).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything."""
        self._held.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
