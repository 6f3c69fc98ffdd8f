"""The HTTP face: Slack's requests, and whether this process is alive and ready.

Bolt checks signatures, but a timestamp that is no number or a signature with other letters than
ASCII makes it fail with a 500, and JSON that is none with an uncaught exception; so the form is
checked here first, and no more than 1 MB is read.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

import structlog
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

log = structlog.get_logger()

LARGEST_BODY = 1_000_000
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DEEPEST_JSON = 100
"""Slack's own payloads nest about 15 deep."""

Probe = Callable[[], Awaitable[bool]]


class Unacceptable(Exception):
    """A request that Slack never sends."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True)
class Face:
    """The routes of one process."""

    app: AsyncApp
    ready: Probe

    async def events(self, request: Request) -> Response:
        """Take events, interactions and commands: everything that Slack sends."""
        try:
            body = await _body(request)
            _check_form(request, body)
        except Unacceptable as unacceptable:
            return PlainTextResponse(unacceptable.why, status_code=unacceptable.status)
        except ClientDisconnect:
            return PlainTextResponse("gone", status_code=400)
        try:
            bolt_request = to_async_bolt_request(request, body)
            return to_starlette_response(await self.app.async_dispatch(bolt_request))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # Bolt reads ids out of the payload before any handler of errors is in place.
            log.warning("request.malformed", why=type(error).__name__)
            return PlainTextResponse("not a payload of Slack", status_code=400)

    async def healthz(self, _: Request) -> Response:
        """The process runs."""
        return PlainTextResponse("ok")

    async def readyz(self, _: Request) -> Response:
        """The process takes work: the ledger answers and no stop was asked for."""
        ready = await self.ready()
        return JSONResponse({"ready": ready}, status_code=200 if ready else 503)


def routes(app: AsyncApp, *, ready: Probe) -> Starlette:
    """Return the ASGI application for `desireline serve --port`."""
    face = Face(app, ready)
    return Starlette(
        routes=[
            Route("/slack/events", face.events, methods=["POST"]),
            Route("/healthz", face.healthz, methods=["GET"]),
            Route("/readyz", face.readyz, methods=["GET"]),
        ]
    )


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


def _check_form(request: Request, body: bytes) -> None:
    stamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise Unacceptable(401, "bad timestamp")
    if not (signature.isascii() and signature.startswith("v0=")):
        raise Unacceptable(401, "bad signature")
    _check_content(request.headers.get("content-type", "").split(";")[0].strip().lower(), body)


def _check_content(kind: str, body: bytes) -> None:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Unacceptable(400, "not UTF-8") from None
    if kind == JSON:
        _check_json(text)
    elif kind == FORM:
        for payload in parse_qs(text).get("payload", []):
            _check_json(payload)
    else:
        raise Unacceptable(415, "neither a form nor JSON")


def _check_json(text: str) -> None:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Unacceptable(400, "not JSON") from None
    if not isinstance(document, dict):
        raise Unacceptable(400, "not an object")
    if _deeper_than(document, DEEPEST_JSON):
        raise Unacceptable(400, "too deep")


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
