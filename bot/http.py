"""The HTTP face: Slack's requests, and whether this process is alive and ready.

Nobody behind it hears what isn't signed. Bolt checks signatures too, but a timestamp that is no
number or a signature with other letters than ASCII makes it fail with a 500, and JSON that is none
with an uncaught exception; so the form is checked here first, and no more than 1 MB is read.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import structlog
import uvicorn
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.mailbox import Mailbox

log = structlog.get_logger()

STAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
LEAVING_S = 1
"""How long requests are still answered after a stop was asked for."""

STOP_WITHIN_S = 7
KEPT_OPEN_S = 75
"""An idle connection outlives the balancer's own limit (mostly 60 s), or it would be cut in use."""

LARGEST_BODY = 1_000_000
REPLAYED_S = 300
"""What is older, or from later on, may be somebody's copy."""
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DEEPEST_JSON = 100
"""Slack's own payloads nest about 15 deep."""

Probe = Callable[[], Awaitable[bool]]
Hear = Callable[[Request, bytes], Awaitable[Response]]


class Unacceptable(Exception):
    """A request that Slack never sends."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True)
class Face:
    """The routes of one process; `hear` answers what is not kept first."""

    mailbox: Mailbox
    hear: Hear
    verifier: SignatureVerifier
    ready: Probe

    async def events(self, request: Request) -> Response:
        """Take events, interactions and commands: everything that Slack sends."""
        try:
            body = await _body(request)
            delivery = _delivery(request, body)
        except Unacceptable as unacceptable:
            log.warning("request.refused", why=unacceptable.why)
            return PlainTextResponse(unacceptable.why, status_code=unacceptable.status)
        except ClientDisconnect:
            return PlainTextResponse("gone", status_code=400)
        if not self._authentic(request, body):
            log.warning("request.refused", why=self._suspicion(request))
            return PlainTextResponse("not signed", status_code=401)
        if await self.mailbox.keep(delivery):
            return Response()
        return await self.hear(request, body)

    def _authentic(self, request: Request, body: bytes) -> bool:
        stamp, signature = (request.headers[name] for name in (STAMP, SIGNATURE))
        return self.verifier.is_valid(body, stamp, signature)

    def _suspicion(self, request: Request) -> str:
        """Tell a clock that is wrong from a secret that is wrong; both look the same in Slack."""
        late_s = self.verifier.clock.now() - int(request.headers[STAMP])
        return f"{late_s:.0f} s old" if abs(late_s) > REPLAYED_S else "not signed with our secret"

    async def healthz(self, _: Request) -> Response:
        """The process runs."""
        return PlainTextResponse("ok")

    async def readyz(self, _: Request) -> Response:
        """The process takes work: the ledger answers and no stop was asked for."""
        ready = await self.ready()
        return JSONResponse({"ready": ready}, status_code=200 if ready else 503)


def routes(mailbox: Mailbox, hear: Hear, *, signing_secret: str, ready: Probe) -> Starlette:
    """Return the ASGI application for `desireline serve --port`."""
    face = Face(mailbox, hear, SignatureVerifier(signing_secret), ready)
    app = Starlette(
        routes=[
            Route("/slack/events", face.events, methods=["POST"]),
            Route("/healthz", face.healthz, methods=["GET"]),
            Route("/readyz", face.readyz, methods=["GET"]),
        ]
    )
    app.router.redirect_slashes = False  # it would lead wherever a request says that we are
    return app


@asynccontextmanager
async def listening(
    app: Starlette, where: socket.socket, *, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Answer requests at *where*; for a moment longer after *stop*, so that balancers see it."""
    config = uvicorn.Config(
        app,
        log_config=None,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=KEPT_OPEN_S,
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[where]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        yield
        if stop.is_set() and where.family != socket.AF_UNIX:
            await asyncio.sleep(LEAVING_S)
    finally:
        server.should_exit = True
        await task


def bound(host: str, port: int) -> socket.socket:
    """Return a socket whose answers leave at once; port 0 picks a free one.

    asyncio turns Nagle's delay off only where the protocol is named; else the second part of an
    answer waits 40 ms for the first one to be confirmed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    where = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    where.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    where.bind((host, port))
    return where


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to those who stop more than the HTTP server."""
        yield


async def _body(request: Request) -> bytes:
    declared = request.headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdigit()):
        raise Unacceptable(400, "bad length")
    if len(declared) > 9 or int(declared) > LARGEST_BODY:
        raise Unacceptable(413, "too large")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            raise Unacceptable(413, "too large")
        parts.append(part)
    return b"".join(parts)


def _delivery(request: Request, body: bytes) -> dict[str, Any]:
    """Return what was delivered, once its form is one that Slack uses."""
    stamp, signature = (request.headers.get(name, "") for name in (STAMP, SIGNATURE))
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise Unacceptable(401, "bad timestamp")
    if not (signature.isascii() and signature.startswith("v0=")):
        raise Unacceptable(401, "bad signature")
    return _content(request.headers.get("content-type", "").split(";")[0].strip().lower(), body)


def _content(kind: str, body: bytes) -> dict[str, Any]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Unacceptable(400, "not UTF-8") from None
    if kind == JSON:
        return _document(text)
    if kind != FORM:
        raise Unacceptable(415, "neither a form nor JSON")
    fields = parse_qs(text, keep_blank_values=True)
    payloads = [_document(payload) for payload in fields.get("payload", [])]
    return payloads[0] if payloads else {name: values[0] for name, values in fields.items()}


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Unacceptable(400, "not JSON") from None
    if not isinstance(document, dict):
        raise Unacceptable(400, "not an object")
    if _deeper_than(document, DEEPEST_JSON):
        raise Unacceptable(400, "too deep")
    return document


def _deeper_than(document: object, levels: int) -> bool:
    layer = [document]
    for _ in range(levels):
        layer = [
            inner
            for node in layer
            if isinstance(node, dict | list)
            for inner in (node.values() if isinstance(node, dict) else node)
        ]
        if not layer:
            return False
    return True
