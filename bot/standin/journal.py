"""The log of everything that passed between the stand-in and the apps: a bounded ring."""

import asyncio
import json
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from bot.standin.shape import Json


@dataclass(frozen=True)
class Entry:
    """One call or delivery: what it was, what came of it, how long it took."""

    n: int
    at: float
    kind: str
    app: str
    name: str
    request: Any
    verdict: str
    response: Any = None
    ms: float = 0.0
    attempt: int = 0
    transport: str = ""
    team: str = ""
    url: str = ""


class Journal:
    """Keeps the latest entries, oldest first, and tells those who listen of new ones."""

    def __init__(self, kept: int = 2000) -> None:
        self._entries: deque[Entry] = deque(maxlen=kept)
        self._n = 0
        self.listeners: set[asyncio.Queue[str]] = set()

    def write(self, kind: str, *, at: float, app: str, name: str, **rest: Any) -> None:
        """Add an entry; *rest* are further fields of `Entry`."""
        self._n += 1
        entry = Entry(n=self._n, at=at, kind=kind, app=app, name=name, **rest)
        self._entries.append(entry)
        if self.listeners:
            self._tell(asdict(entry))

    def _tell(self, entry: Json) -> None:
        frame = json.dumps(entry, ensure_ascii=False)
        for queue in self.listeners:
            queue.put_nowait(frame)

    @property
    def last(self) -> int:
        """The number of the latest entry, 0 before the first."""
        return self._n

    def read(self, *, after: int = 0, **wanted: str | None) -> list[Json]:
        """Return the entries after number *after* whose fields are as wanted, if given."""
        return [
            asdict(entry)
            for entry in self._entries
            if entry.n > after
            and all(value in (None, getattr(entry, key)) for key, value in wanted.items())
        ]

    def entry(self, n: int) -> Entry | None:
        """Return the entry with that number, None if it is not kept any more."""
        return next((entry for entry in self._entries if entry.n == n), None)

    def clear(self) -> None:
        """Forget all entries; numbers go on."""
        self._entries.clear()
