"""What the page shows without reload: one gapless stream of changes for each person."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

_KEPT = 500
_PING_S = 20.0


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


async def feed(socket: WebSocket, queue: asyncio.Queue[str]) -> None:
    """Send what comes into *queue* until the other side closes; a ping breaks long silences."""
    reader = asyncio.create_task(_until_closed(socket))
    try:
        await _pump(socket, queue, reader)
    finally:
        reader.cancel()


async def _until_closed(socket: WebSocket) -> None:
    try:
        while True:
            await socket.receive_text()
    except (WebSocketDisconnect, KeyError, RuntimeError):
        return


async def _pump(socket: WebSocket, queue: asyncio.Queue[str], reader: asyncio.Task[None]) -> None:
    while not reader.done():
        waiting = asyncio.create_task(queue.get())
        done, _ = await asyncio.wait(
            {waiting, reader}, timeout=_PING_S, return_when=asyncio.FIRST_COMPLETED
        )
        if waiting not in done:
            waiting.cancel()
        if reader in done:
            return
        try:
            await socket.send_text(waiting.result() if waiting in done else '{"type":"ping"}')
        except (WebSocketDisconnect, RuntimeError, OSError):
            return
