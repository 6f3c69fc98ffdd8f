"""What an app is where deliveries arrive: an address, or a socket."""

import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.slack_workspace import Json, Workspace
from tests.standin.apps import serving

Answer = Callable[["Receiver"], Response]
IMPATIENT_S = 0.4


@dataclass
class Receiver:
    """An app that keeps requests as they came and answers as it is told."""

    answer: Answer
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def retries(self) -> list[str | None]:
        """The retry numbers, as they came."""
        return [headers.get("x-slack-retry-num") for headers, _ in self.requests]

    async def __call__(self, request: Request) -> Response:
        self.requests.append((dict(request.headers), await request.body()))
        return self.answer(self)


@contextlib.asynccontextmanager
async def receiving(workspace: Workspace, answer: Answer) -> AsyncIterator[Receiver]:
    """Serve a receiver and tell the stand-in where it is."""
    receiver = Receiver(answer)

    async def endpoint(request: Request) -> Response:
        return await receiver(request)

    with socket.create_server(("127.0.0.1", 0)) as sock:
        url = f"http://127.0.0.1:{sock.getsockname()[1]}/"
        async with serving(Starlette(routes=[Route("/", endpoint, methods=["POST"])]), sock):
            await workspace.control("events_url", url=url)
            yield receiver


class Link:
    """A bare socket of an app: acknowledges only what the test tells it to."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def frame(self, timeout: float = 10) -> Json:
        """Return the next frame."""
        return dict(await self._socket.receive_json(timeout=timeout))

    async def ack(self, frame: Json, payload: Any = None) -> None:
        """Acknowledge an envelope."""
        body = {"envelope_id": frame["envelope_id"]}
        await self._socket.send_json(body | ({"payload": payload} if payload else {}))

    async def ended(self) -> bool:
        """Whether the other side closes now."""
        kind = (await self._socket.receive(timeout=10)).type
        return kind in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


@contextlib.asynccontextmanager
async def link(workspace: Workspace) -> AsyncIterator[Link]:
    """Open one socket, as apps.connections.open says."""
    headers = {"Authorization": f"Bearer {workspace.app.app_token}"}
    answer = await workspace.http.post(workspace.api_url + "apps.connections.open", headers=headers)
    url = answer.json()["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as open_socket:
        yield Link(open_socket)
