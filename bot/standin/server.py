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

from bot.standin import pages, ui
from bot.standin.control import routes as control
from bot.standin.delivery.socket import MAX_CONNECTIONS, Connection
from bot.standin.files import doors
from bot.standin.guard import LoopbackOnly
from bot.standin.host import Host
from bot.standin.intake import parsed
from bot.standin.oauth import page as oauth
from bot.standin.replies import ReplyRefused, place_of, use_reply_url
from bot.standin.speech import ContentRefused
from bot.standin.webapi import dispatch

Answer = Callable[[Host, Request], Awaitable[Response]]


def application(host: Host) -> Starlette:
    """Return the ASGI application that serves *host*."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        host.state_file.start()
        yield
        await host.close()

    routes = [*_http(host), *_sockets(host), *control.routes(host), *_PAGES]
    return Starlette(routes=routes, middleware=[Middleware(LoopbackOnly)], lifespan=lifespan)


def _http(host: Host) -> list[Route]:
    def on(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await answer(host, request)

        return endpoint

    return [
        Route("/api/{method}", on(dispatch.answer), methods=["GET", "POST"]),
        Route("/response/{token}", on(_response_url), methods=["POST"]),
        Route("/ui/{person}/upload", on(doors.upload_by_person), methods=["POST"]),
        Route("/ui/{person}/file/{file_id}", on(doors.show), methods=["GET"]),
        Route("/ui/{person}/{what:path}", on(ui.see), methods=["GET"]),
        Route("/ui/{person}/{what:path}", on(ui.do), methods=["POST"]),
        Route("/upload/v1/{ticket}", on(doors.receive), methods=["POST"]),
        Route("/files-pri/{file_id}/{name:path}", on(doors.download), methods=["GET"]),
        Route("/oauth/v2/authorize", on(oauth.ask), methods=["GET"]),
        Route("/oauth/v2/authorize", on(oauth.decide), methods=["POST"]),
    ]


def _sockets(host: Host) -> list[WebSocketRoute]:
    async def live(socket: WebSocket) -> None:
        await ui.live(host, socket)

    async def link(socket: WebSocket) -> None:
        await serve_app_socket(host, socket)

    return [
        WebSocketRoute("/socket/link/", link),
        WebSocketRoute("/socket/link", link),
        WebSocketRoute("/ui/live", live),
    ]


_PAGES = (
    Route("/page/{edition}/{path:path}", pages.asset),
    Route("/side", pages.side_by_side),
    Route("/p/{person}", pages.workplace),
    Route("/archives/{rest:path}", pages.workplace),
    Route("/", pages.workplace),
)


async def _response_url(host: Host, request: Request) -> Response:
    try:
        body = parsed(await request.body())
    except ValueError:
        return PlainTextResponse("invalid_payload", status_code=400)
    token = request.path_params["token"]
    try:
        use_reply_url(host, token, body)
        response: Response = PlainTextResponse("ok")
    except ReplyRefused as refusal:
        shown = {"ok": False, "error": refusal.error}
        response = JSONResponse(shown, status_code=refusal.status)
    except ContentRefused as refusal:
        shown = {"ok": False, "error": refusal.error}
        response = JSONResponse(shown, status_code=400)
    _log_response(host, token, body, response)
    return response


def _log_response(host: Host, token: str, body: Any, response: Response) -> None:
    text = bytes(response.body).decode()
    verdict = "ok" if response.status_code == 200 else json.loads(text)["error"]
    found = place_of(host, token)
    app = found[0].world.apps[found[1].app_id].name if found else ""
    host.journal.write(
        "response_url", at=host.clock.now(), app=app, name="response_url", request=body,
        verdict=verdict, response=text, url=f"{host.address}/response/{token}",
        team=found[0].world.team.id if found else "",
    )  # fmt: skip


async def serve_app_socket(host: Host, socket: WebSocket) -> None:
    """Serve one Socket Mode connection of an app until it ends."""
    app_id = host.sockets.redeem(socket.query_params.get("ticket", ""))
    if app_id is None or len(host.sockets.connections(app_id)) >= MAX_CONNECTIONS:
        await socket.close(4401)
        return
    await socket.accept()
    connection = Connection(app_id, socket)
    try:
        await host.sockets.attach(connection)
        while True:
            host.sockets.received(connection, await socket.receive_text())
    except (WebSocketDisconnect, KeyError, RuntimeError):
        return
    finally:
        host.sockets.detach(connection)
