"""The log of everything that passed between the stand-in and the apps: a bounded ring."""

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


class Journal:
    """Keeps the latest entries, oldest first."""

    def __init__(self, kept: int = 2000) -> None:
        self._entries: deque[Entry] = deque(maxlen=kept)
        self._n = 0

    def write(self, kind: str, *, at: float, app: str, name: str, **rest: Any) -> None:
        """Add an entry; *rest* are further fields of `Entry`."""
        self._n += 1
        self._entries.append(Entry(n=self._n, at=at, kind=kind, app=app, name=name, **rest))

    def read(
        self, *, after: int = 0, kind: str | None = None, name: str | None = None
    ) -> list[Json]:
        """Return the entries after number *after*, of one kind or name if given."""
        return [
            asdict(entry)
            for entry in self._entries
            if entry.n > after and kind in (None, entry.kind) and name in (None, entry.name)
        ]

    def clear(self) -> None:
        """Forget all entries; numbers go on."""
        self._entries.clear()
