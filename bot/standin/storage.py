"""The state file: all workspaces as JSON, written whole, soon after each change."""

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.standin.seed import SeedInvalid
from bot.standin.world import World

_DEBOUNCE_S = 0.15


class Kept(BaseModel):
    """What a state file holds."""

    model_config = ConfigDict(extra="forbid")

    version: Literal[2] = 2
    workspaces: list[World]
    clock_offset_s: float = 0
    last_us: int = 0


def read_kept(path: Path) -> Kept | None:
    """Return what is kept in *path*, None if there is no such file yet."""
    try:
        return Kept.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise SeedInvalid(str(path), "", f"not a state file: {error.errors()[0]['msg']}") from error


class StateFile:
    """Writes the state at most every 150 ms, and once more at the end."""

    def __init__(self, path: Path | None, current: Callable[[], Kept]) -> None:
        self._path, self._current = path, current
        self._dirty = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write changes down; needs a running loop."""
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = asyncio.create_task(self._write_changes())

    def touch(self) -> None:
        """Say that something has changed."""
        self._dirty.set()

    async def stop(self) -> None:
        """Write what is not written yet and end."""
        if self._writer is not None:
            self._writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writer
            self._write()

    async def _write_changes(self) -> None:
        while True:
            await self._dirty.wait()
            await asyncio.sleep(_DEBOUNCE_S)
            self._dirty.clear()
            self._write()

    def _write(self) -> None:
        assert self._path is not None
        draft = self._path.with_suffix(".writing")
        draft.write_text(self._current().model_dump_json(), encoding="utf-8")
        os.replace(draft, self._path)
