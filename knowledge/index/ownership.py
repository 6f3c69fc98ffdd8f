"""Ownership: one process at a time has an embedded Chroma open.

Two on one path answer with deleted entries and can leave files that crash every later reader.
"""

import fcntl
import os
from pathlib import Path
from typing import IO

from knowledge.index.errors import IndexBusy


class Ownership:
    """A lock file, held until released or until the process ends, however it ends."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    @classmethod
    def take(cls, path: Path) -> "Ownership":
        """Become the owner of what lies beside *path*.

        Raises:
            IndexBusy: Another process, or another part of this one, is the owner.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            owner = file.read(40).strip()
            file.close()
            raise IndexBusy(path, owner) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}\n")
        file.flush()
        return cls(file)

    def release(self) -> None:
        """Let another become the owner; the file stays, so that nobody locks a deleted one."""
        self._file.truncate(0)
        self._file.close()
