"""The control API: look behind the scenes, and make trouble on purpose."""

from collections.abc import Awaitable
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.standin.named import ControlError
from bot.standin.orders import ORDERS
from bot.standin.sights import SIGHTS
from bot.standin.site import Site


def routes(site: Site) -> list[Route]:
    """Return the routes below /control/."""

    async def look(request: Request) -> Response:
        sight = SIGHTS.get(request.path_params["what"])
        if sight is None:
            return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
        try:
            return JSONResponse({"ok": True, **sight(site, dict(request.query_params))})
        except (ControlError, ValueError) as error:
            return _invalid(error)

    async def order(request: Request) -> Response:
        return await _follow(site, request)

    return [
        Route("/control/{what}", look, methods=["GET"]),
        Route("/control/{what}", order, methods=["POST"]),
    ]


async def _follow(site: Site, request: Request) -> Response:
    order = ORDERS.get(request.path_params["what"])
    if order is None:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    try:
        raw = await request.body()
        body = await request.json() if raw else {}
        result: Any = order(site, body)
        done = await result if isinstance(result, Awaitable) else result
        return JSONResponse({"ok": True, **done})
    except (ControlError, ValidationError, ValueError, TypeError) as error:
        return _invalid(error)


def _invalid(error: Exception) -> Response:
    shown = {"ok": False, "error": "invalid_order", "message": str(error)}
    return JSONResponse(shown, status_code=400)
