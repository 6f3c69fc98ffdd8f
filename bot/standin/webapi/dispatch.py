"""The door of the Web API: reads arguments, knows the caller, calls the method, answers."""

import asyncio
import json
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.standin.faults import ApiFault
from bot.standin.intake import parsed
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.webapi import chat, conversations, items, users, views, workspace
from bot.standin.webapi.call import ApiError, Call, Method
from bot.standin.world import App

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **items.METHODS,
    **users.METHODS,
    **views.METHODS,
    **workspace.METHODS,
}


class BrokenOff(Response):
    """An answer whose connection ends in the middle, after the work was done."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head and a few bytes; the server then closes what isn't complete."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})


async def answer(site: Site, request: Request) -> Response:
    """Answer one call of `/api/<method>`."""
    name = request.path_params["method"]
    started = time.perf_counter()
    args: Json = {}
    try:
        args = await _arguments(request)
        fault = site.faults.take(name)
        response = await _disturbed(fault) or _call(site, name, args, request)
    except ApiError as error:
        fault, response = None, _refusal(error)
    _log(site, name, args, response, started)
    if fault is not None and fault.kind == "drop":
        await asyncio.sleep(fault.seconds)
        return BrokenOff()
    return response


async def _disturbed(fault: ApiFault | None) -> Response | None:
    if fault is None:
        return None
    if fault.kind == "ratelimited":
        return _ratelimited(fault.retry_after)
    if fault.kind == "status":
        return Response("upstream trouble", status_code=fault.status, media_type="text/plain")
    if fault.kind == "html":
        return HTMLResponse("<html><body>Something went wrong</body></html>")
    if fault.kind in ("unknown_method", "error"):
        error = "unknown_method" if fault.kind == "unknown_method" else fault.error
        return JSONResponse({"ok": False, "error": error})
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    return None


def _ratelimited(retry_after: str | None) -> Response:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=headers)


def _call(site: Site, name: str, args: Json, request: Request) -> Response:
    if name == "api.test":
        return _api_test(args)
    method = METHODS.get(name)
    if method is None:
        raise ApiError("unknown_method")
    app = _caller(site, method, args, request)
    call = Call(site, app, args)
    if method.token == "bot":
        call.require(*method.scopes)
    wait = _wait_s(site, app, name, method, args)
    if wait is not None:
        return _ratelimited(str(wait))
    result = JSONResponse({"ok": True, **method.handler(call)})
    result.headers["X-OAuth-Scopes"] = ",".join(sorted(app.scopes))
    result.headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
    return result


def _wait_s(site: Site, app: App, name: str, method: Method, args: Json) -> int | None:
    if not site.rate_limits:
        return None
    place = str(args.get("channel", ""))
    return site.limiter.wait_s(app.app_id, name, method.tier, place, site.clock.now())


def _caller(site: Site, method: Method, args: Json, request: Request) -> App:
    token = _token(args, request)
    if not token:
        raise ApiError("not_authed")
    for app in site.world.apps.values():
        if token in (app.bot_token, app.app_token):
            _right_kind(token, app, method)
            return app
    raise ApiError("invalid_auth")


def _token(args: Json, request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return token.strip()
    return str(args.pop("token", "") or "")


def _right_kind(token: str, app: App, method: Method) -> None:
    if token != (app.app_token if method.token == "app" else app.bot_token):
        raise ApiError("not_allowed_token_type")
    if not app.installed:
        raise ApiError("account_inactive")


def _api_test(args: Json) -> Response:
    args.pop("token", None)
    if args.get("error"):
        return JSONResponse({"ok": False, "error": str(args["error"]), "args": args})
    return JSONResponse({"ok": True, **({"args": args} if args else {})})


def _refusal(error: ApiError) -> Response:
    return JSONResponse({"ok": False, "error": error.error, **error.more})


async def _arguments(request: Request) -> Json:
    args: Json = dict(request.query_params)
    if request.method != "POST":
        return args
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return args | await _json_body(request)
    async with request.form() as form:
        return args | {key: value for key, value in form.items() if isinstance(value, str)}


async def _json_body(request: Request) -> Json:
    raw = await request.body()
    try:
        body = parsed(raw) if raw.strip() else {}
    except ValueError as error:
        raise ApiError("invalid_json") from error
    if not isinstance(body, dict):
        raise ApiError("json_not_object")
    return body


def _log(site: Site, name: str, args: Json, response: Response, started: float) -> None:
    shown = {key: value for key, value in args.items() if key != "token"}
    body: Any = bytes(response.body).decode("utf-8", "replace")
    if response.media_type == "application/json":
        body = json.loads(body)
    verdict = "ok" if isinstance(body, dict) and body.get("ok") else _verdict(body, response)
    site.journal.write(
        "api",
        at=site.clock.now(),
        app="",
        name=name,
        request=shown,
        verdict=verdict,
        response=body,
        ms=round((time.perf_counter() - started) * 1000, 2),
    )


def _verdict(body: Any, response: Response) -> str:
    return str(body.get("error")) if isinstance(body, dict) else f"HTTP {response.status_code}"
