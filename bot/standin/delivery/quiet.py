"""A websocket that can fall silent or be cut like a cable, as networks do and servers don't."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

WIRE = "standin.wire"
"""Under this key of a socket's scope lies its `QuietProtocol`."""


class QuietProtocol(WebSocketsSansIOProtocol):
    """Answers pings unless it is silent: an app can tell a dead peer by nothing else."""

    silent = False

    def handle_connect(self, event: Request) -> None:
        """Take a new connection in and let the application find its wire."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][WIRE] = self  # type: ignore[assignment]

    def handle_ping(self) -> None:
        """Answer the peer's ping."""
        pong = b"".join(self.conn.data_to_send())
        if not self.silent:
            self.transport.write(pong)

    def send_keepalive_ping(self) -> None:
        """Ask whether the peer is there."""
        if self.silent:
            self.schedule_ping()
        else:
            super().send_keepalive_ping()

    def cut(self) -> None:
        """End the connection without a word."""
        self.transport.abort()
