"""The stand-in as one web application: API, sockets, pages, control."""

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.standin import control, pages, ui
from bot.standin.delivery.socket import MAX_CONNECTIONS, Connection
from bot.standin.guard import LoopbackOnly
from bot.standin.intake import parsed
from bot.standin.replies import ReplyRefused, use_reply_url
from bot.standin.site import Site
from bot.standin.speech import ContentRefused
from bot.standin.webapi import dispatch

Answer = Callable[[Site, Request], Awaitable[Response]]


def application(site: Site) -> Starlette:
    """Return the ASGI application that serves *site*."""

    def on(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await answer(site, request)

        return endpoint

    async def live(socket: WebSocket) -> None:
        await ui.live(site, socket)

    async def link(socket: WebSocket) -> None:
        await serve_app_socket(site, socket)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        site.state_file.start()
        yield
        await site.close()

    routes = [
        Route("/api/{method}", on(dispatch.answer), methods=["GET", "POST"]),
        Route("/response/{token}", on(_response_url), methods=["POST"]),
        WebSocketRoute("/socket/link/", link),
        WebSocketRoute("/socket/link", link),
        WebSocketRoute("/ui/live", live),
        Route("/ui/{person}/{what:path}", on(ui.see), methods=["GET"]),
        Route("/ui/{person}/{what:path}", on(ui.do), methods=["POST"]),
        *control.routes(site),
        Route("/page/{path:path}", pages.asset),
        Route("/side", pages.side_by_side),
        Route("/p/{person}", pages.workplace),
        Route("/archives/{rest:path}", pages.workplace),
        Route("/", pages.workplace),
    ]
    return Starlette(routes=routes, middleware=[Middleware(LoopbackOnly)], lifespan=lifespan)


async def _response_url(site: Site, request: Request) -> Response:
    try:
        body = parsed(await request.body())
    except ValueError:
        return PlainTextResponse("invalid_payload", status_code=400)
    try:
        use_reply_url(site, request.path_params["token"], body)
        response: Response = PlainTextResponse("ok")
    except ReplyRefused as refusal:
        shown = {"ok": False, "error": refusal.error}
        response = JSONResponse(shown, status_code=refusal.status)
    except ContentRefused as refusal:
        shown = {"ok": False, "error": refusal.error}
        response = JSONResponse(shown, status_code=400)
    _log_response(site, body, response)
    return response


def _log_response(site: Site, body: Any, response: Response) -> None:
    text = bytes(response.body).decode()
    verdict = "ok" if response.status_code == 200 else json.loads(text)["error"]
    site.journal.write(
        "response_url", at=site.clock.now(), app="", name="response_url", request=body,
        verdict=verdict, response=text,
    )  # fmt: skip


async def serve_app_socket(site: Site, socket: WebSocket) -> None:
    """Serve one Socket Mode connection of an app until it ends."""
    app_id = site.sockets.redeem(socket.query_params.get("ticket", ""))
    if app_id is None or len(site.sockets.connections(app_id)) >= MAX_CONNECTIONS:
        await socket.close(4401)
        return
    await socket.accept()
    connection = Connection(app_id, socket.send_text, socket.close)
    try:
        await site.sockets.attach(connection)
        while True:
            site.sockets.received(connection, await socket.receive_text())
    except (WebSocketDisconnect, KeyError, RuntimeError):
        return
    finally:
        site.sockets.detach(connection)
