"""What the page shows without reload: one gapless stream of changes for each person."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_KEPT = 500


@dataclass
class Stream:
    """One person's changes: the latest few, and everybody who listens."""

    seq: int = 0
    frames: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    listeners: set[asyncio.Queue[str]] = field(default_factory=set)

    def push(self, body: str) -> None:
        """Give *body*, the inside of a JSON object, the next number and send it on."""
        self.seq += 1
        frame = f'{{"seq":{self.seq},{body}}}'
        self.frames.append((self.seq, frame))
        for queue in self.listeners:
            queue.put_nowait(frame)

    def since(self, seq: int) -> list[str] | None:
        """Return the frames after *seq*, or None if they aren't all here any more."""
        missing = self.seq - seq
        if missing < 0 or missing > len(self.frames):
            return None
        return [frame for number, frame in self.frames if number > seq]


class Live:
    """The streams of all people."""

    def __init__(self) -> None:
        self._streams: dict[str, Stream] = {}

    def stream(self, person_id: str) -> Stream:
        """Return one person's stream."""
        return self._streams.setdefault(person_id, Stream())

    def push(self, people: Iterable[str], kind: str, /, **fields: Any) -> None:
        """Send a change of that *kind* to each of *people*; it is written down as it is now."""
        body = json.dumps({"type": kind, **fields}, ensure_ascii=False)[1:-1]
        for person_id in people:
            self.stream(person_id).push(body)
