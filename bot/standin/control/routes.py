"""The control API's doors."""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.standin.control import again, changes, troubles
from bot.standin.control.named import ControlError, site_of
from bot.standin.control.openapi import document
from bot.standin.control.sights import SIGHTS
from bot.standin.host import Host
from bot.standin.live import feed

ORDERS = {**again.ORDERS, **changes.ORDERS, **troubles.ORDERS}


def routes(host: Host) -> list[Route | WebSocketRoute]:
    """Return the routes below /control/."""

    async def describe(request: Request) -> Response:
        del request
        return JSONResponse(document(ORDERS, SIGHTS, host.address))

    async def look(request: Request) -> Response:
        return _look(host, request)

    async def order(request: Request) -> Response:
        return await _follow(host, request)

    async def live(socket: WebSocket) -> None:
        await _tell_log(host, socket)

    return [
        WebSocketRoute("/control/live", live),
        Route("/control/openapi.json", describe, methods=["GET"]),
        Route("/control/{what}", look, methods=["GET"]),
        Route("/control/{what}", order, methods=["POST"]),
    ]


def _look(host: Host, request: Request) -> Response:
    sight = SIGHTS.get(request.path_params["what"])
    if sight is None:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    try:
        query = sight.query.model_validate(dict(request.query_params))
        return JSONResponse({"ok": True, **sight.look(site_of(host, query), query)})
    except (ControlError, ValidationError) as error:
        return _invalid(error)


async def _follow(host: Host, request: Request) -> Response:
    order = ORDERS.get(request.path_params["what"])
    if order is None:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    try:
        body = order.body.model_validate_json(await request.body() or b"{}")
        result: Any = order.follow(site_of(host, body), body)
        done = await result if isinstance(result, Awaitable) else result
        return JSONResponse({"ok": True, **done})
    except (ControlError, ValidationError) as error:
        return _invalid(error)


def _invalid(error: ControlError | ValidationError) -> Response:
    message = str(error) if isinstance(error, ControlError) else _reasons(error)
    shown = {"ok": False, "error": "invalid_order", "message": message}
    return JSONResponse(shown, status_code=400)


def _reasons(error: ValidationError) -> str:
    places = [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
    return "; ".join(f"{place}: {reason}" if place else reason for place, reason in places)


async def _tell_log(host: Host, socket: WebSocket) -> None:
    """Send what is in the journal after `after`, then each new entry as it comes."""
    asked = socket.query_params.get("after", "0")
    after = int(asked) if asked.isdigit() else 0
    await socket.accept()
    queue: asyncio.Queue[str] = asyncio.Queue()
    # A page that knew another run of this server gets everything of this one.
    for entry in host.journal.read(after=after if after <= host.journal.last else 0):
        queue.put_nowait(json.dumps(entry, ensure_ascii=False))
    host.journal.listeners.add(queue)
    try:
        await feed(socket, queue)
    finally:
        host.journal.listeners.discard(queue)
