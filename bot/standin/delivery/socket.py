"""Socket Mode: the apps' websockets, envelopes and their acknowledgements.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.standin.delivery.quiet import WIRE, QuietProtocol
from bot.standin.delivery.reply import Failure, Reply
from bot.standin.shape import Json

# Slack lets an app have up to ten connections at a time.
MAX_CONNECTIONS = 10
_CONNECTION_S = 18_060
Disconnection = Literal["warning", "refresh_requested", "link_disabled"]
GONE = (OSError, RuntimeError, WebSocketDisconnect)
"""What sending says when the other end has closed."""


@dataclass(eq=False)
class Connection:
    """One websocket of an app."""

    app_id: str
    socket: WebSocket
    waiting: dict[str, asyncio.Future[Reply]] = field(default_factory=dict)

    @property
    def wire(self) -> QuietProtocol:
        """What lies below the websocket."""
        wire: QuietProtocol = self.socket.scope["extensions"][WIRE]
        return wire

    async def send(self, frame: Json) -> None:
        """Send one frame as JSON; a silent connection sends nothing."""
        if not self.wire.silent:
            await self.socket.send_text(json.dumps(frame, ensure_ascii=False))

    def fail_all(self, failure: Failure) -> None:
        """Give up everything that still waits for an acknowledgement here."""
        for future in self.waiting.values():
            if not future.done():
                future.set_result(Reply(failure=failure))


class Sockets:
    """All connections of all apps, and the tickets that open new ones."""

    def __init__(self) -> None:
        self._connections: dict[str, list[Connection]] = {}
        self._tickets: dict[str, str] = {}
        self._turn = 0

    def ticket(self, app_id: str) -> str:
        """Return a ticket with which the app may open one connection, once."""
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = app_id
        return ticket

    def redeem(self, ticket: str) -> str | None:
        """Return the ticket's app id and use the ticket up; None for a wrong one."""
        return self._tickets.pop(ticket, None)

    def connections(self, app_id: str) -> list[Connection]:
        """Return the app's open connections, oldest first."""
        return self._connections.get(app_id, [])

    async def attach(self, connection: Connection) -> None:
        """Take a connection in and greet it."""
        open_ones = self._connections.setdefault(connection.app_id, [])
        open_ones.append(connection)
        hello = {
            "type": "hello",
            "num_connections": len(open_ones),
            "debug_info": {
                "host": "applink-standin",
                "build_number": 1,
                "approximate_connection_time": _CONNECTION_S,
            },
            "connection_info": {"app_id": connection.app_id},
        }
        await connection.send(hello)

    def detach(self, connection: Connection) -> None:
        """Forget a connection that is closed; what waited there has failed."""
        open_ones = self._connections.get(connection.app_id, [])
        if connection in open_ones:
            open_ones.remove(connection)
        connection.fail_all("connection_failed")

    def received(self, connection: Connection, text: str) -> None:
        """Take a frame of the app: the acknowledgement of an envelope."""
        try:
            frame = json.loads(text)
        except ValueError:
            return
        if isinstance(frame, dict):
            future = connection.waiting.pop(str(frame.get("envelope_id")), None)
            if future is not None and not future.done():
                future.set_result(Reply(body=frame.get("payload"), status=200))

    async def send(
        self, app_id: str, kind: str, payload: Any, *, within_s: float, **more: Any
    ) -> Reply:
        """Send an envelope on one of the app's connections; return its acknowledgement.

        Args:
            app_id: An app that has a connection.
            kind: events_api, slash_commands or interactive.
            payload: The envelope's content.
            within_s: How long it may take.
            more: Further keys of the envelope.
        """
        connection = self._next(app_id)
        if connection is None:
            return Reply(failure="connection_failed")
        envelope_id = str(uuid4())
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        frame = {"envelope_id": envelope_id, "type": kind, "payload": payload, **more}
        try:
            await connection.send(frame)
            return await asyncio.wait_for(future, within_s)
        except TimeoutError:
            return Reply(failure="timeout")
        except GONE:
            return Reply(failure="connection_failed")
        finally:
            connection.waiting.pop(envelope_id, None)

    def _next(self, app_id: str) -> Connection | None:
        open_ones = self.connections(app_id)
        self._turn += 1
        return open_ones[self._turn % len(open_ones)] if open_ones else None

    async def disconnect(self, app_id: str, reason: Disconnection, *, close: bool) -> int:
        """Tell an app's connections that they will end, and end them if asked.

        Returns:
            How many connections were told.
        """
        told = 0
        frame = {
            "type": "disconnect",
            "reason": reason,
            "debug_info": {"host": "applink-standin"},
        }
        for connection in list(self.connections(app_id)):
            with suppress(*GONE):  # it was about to end by itself
                await connection.send(frame)
                told += 1
                if close:
                    await connection.socket.close()
        return told
