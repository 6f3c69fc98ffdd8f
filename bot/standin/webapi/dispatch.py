"""The door of the Web API: knows the caller, calls the method, answers."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.standin.faults import ApiFault
from bot.standin.host import Host
from bot.standin.oauth.access import trade
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.webapi.arguments import arguments
from bot.standin.webapi.call import ApiError, Call, Method
from bot.standin.webapi.methods import METHODS
from bot.standin.world import App


class BrokenOff(Response):
    """An answer whose connection ends in the middle, after the work was done."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head and a few bytes; the server then closes what isn't complete."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})


@dataclass
class Visit:
    """One request at the door, and what has become known about it so far."""

    host: Host
    name: str
    request: Request
    args: Json = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    site: Site | None = None
    app: App | None = None
    started: float = field(default_factory=time.perf_counter)


async def answer(host: Host, request: Request) -> Response:
    """Answer one call of `/api/<method>`."""
    visit = Visit(host, request.path_params["method"], request)
    fault = None
    try:
        visit.args, visit.warnings = await arguments(request)
        fault = host.faults.take(visit.name)
        response = await _disturbed(fault) or _call(visit)
    except ApiError as error:
        response = JSONResponse({"ok": False, "error": error.error, **error.more})
    _log(visit, response)
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


def _call(visit: Visit) -> Response:
    if visit.name == "api.test":
        return _api_test(visit.args)
    if visit.name == "oauth.v2.access":
        given = visit.request.headers.get("authorization", "")
        return JSONResponse({"ok": True, **trade(visit.host, visit.args, given)})
    method = METHODS.get(visit.name)
    if method is None:
        raise ApiError("unknown_method")
    site, app = visit.site, visit.app = _caller(visit, method)
    call = Call(site, app, visit.args)
    if method.token == "bot":
        call.require(*method.scopes)
    wait = _wait_s(visit, site, app, method)
    if wait is not None:
        return _ratelimited(str(wait))
    result = JSONResponse(_warned(visit, {"ok": True, **method.handler(call)}))
    result.headers["X-OAuth-Scopes"] = ",".join(sorted(app.scopes))
    result.headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
    return result


def _warned(visit: Visit, body: Json) -> Json:
    own = [body["warning"]] if "warning" in body else []
    warnings = [*own, *visit.warnings]
    if not warnings:
        return body
    metadata = body.get("response_metadata", {}) | {"warnings": warnings}
    return body | {"warning": ",".join(warnings), "response_metadata": metadata}


def _wait_s(visit: Visit, site: Site, app: App, method: Method) -> int | None:
    if not visit.host.rate_limits:
        return None
    caller, place = f"{app.app_id}/{site.world.team.id}", str(visit.args.get("channel", ""))
    now = visit.host.clock.now()
    return visit.host.limiter.wait_s(caller, visit.name, method.tier, place, now)


def _caller(visit: Visit, method: Method) -> tuple[Site, App]:
    token = _token(visit)
    if not token:
        raise ApiError("not_authed")
    caller = visit.host.bearer(token)
    if caller is None:
        raise ApiError("invalid_auth")
    app = caller[1]
    if token != (app.app_token if method.token == "app" else app.bot_token):
        raise ApiError("not_allowed_token_type")
    if not app.installed:
        raise ApiError("account_inactive")
    return caller


def _token(visit: Visit) -> str:
    kind, _, token = visit.request.headers.get("authorization", "").partition(" ")
    given = visit.args.pop("token", None)
    return token.strip() if kind.lower() == "bearer" else str(given or "")


def _api_test(args: Json) -> Response:
    args.pop("token", None)
    if args.get("error"):
        return JSONResponse({"ok": False, "error": str(args["error"]), "args": args})
    return JSONResponse({"ok": True, **({"args": args} if args else {})})


def _log(visit: Visit, response: Response) -> None:
    body: Any = bytes(response.body).decode("utf-8", "replace")
    if response.media_type == "application/json":
        body = json.loads(body)
    verdict = "ok" if isinstance(body, dict) and body.get("ok") else _verdict(body, response)
    visit.host.journal.write(
        "api",
        at=visit.host.clock.now(),
        app=visit.app.name if visit.app else "",
        team=visit.site.world.team.id if visit.site else "",
        name=visit.name,
        request={k: v for k, v in visit.args.items() if k not in ("token", "client_secret")},
        verdict=verdict,
        response=body,
        ms=round((time.perf_counter() - visit.started) * 1000, 2),
        url=f"{visit.host.address}/api/{visit.name}",
    )


def _verdict(body: Any, response: Response) -> str:
    return str(body.get("error")) if isinstance(body, dict) else f"HTTP {response.status_code}"
