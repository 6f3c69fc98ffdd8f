"""The page's API: everything a person does, and the stream of what happens."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from bot.standin import play
from bot.standin.host import Host
from bot.standin.intake import parsed
from bot.standin.live import feed
from bot.standin.people import commanding, forms, looking, moving, pressing, speaking, tending
from bot.standin.people.refusal import Refused
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import Person

Deed = Callable[[Site, Person, Json], Json | Awaitable[Json]]

DEEDS: dict[str, Deed] = {
    "say": speaking.say,
    "edit": speaking.edit,
    "delete": speaking.delete,
    "react": speaking.react,
    "read": speaking.mark_read,
    "unread": speaking.mark_unread,
    "typing": speaking.typing,
    "dismiss": speaking.dismiss,
    "command": commanding.command,
    "shortcut": commanding.shortcut,
    "action": pressing.press,
    "options": pressing.options,
    "submit": forms.submit,
    "close": forms.close,
    "home": moving.open_home,
    "dm": moving.open_direct,
    "join": moving.join,
    "leave": moving.leave,
    "invite": moving.invite,
    "remove": moving.remove,
    "create": tending.create,
    "pin": tending.pin,
}
SIGHTS: dict[str, Callable[[Site, Person, Json], Json]] = {
    "bootstrap": lambda site, person, _: looking.bootstrap(site, person),
    "surfaces": lambda site, person, _: looking.own_surfaces(site, person),
    "history": looking.channel_history,
    "thread": looking.thread,
    "canvas": looking.canvas,
    "pins": looking.pinned,
}


async def see(host: Host, request: Request) -> Response:
    """Answer GET /ui/<person>/<sight>."""
    seat = host.seat(request.path_params["person"])
    sight = SIGHTS.get(request.path_params["what"])
    if seat is None or sight is None:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    try:
        return JSONResponse({"ok": True, **sight(*seat, dict(request.query_params))})
    except ValueError:
        return _refusal(Refused("invalid_arguments", "That is no number."))
    except Refused as refusal:
        return _refusal(refusal)


async def do(host: Host, request: Request) -> Response:
    """Answer POST /ui/<person>/<deed>."""
    seat = host.seat(request.path_params["person"])
    what = request.path_params["what"]
    deed = DEEDS.get(what) or _staging(what)
    if seat is None or deed is None:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    site, person = seat
    try:
        body = await _body(request)
        if person.deactivated:
            raise Refused("account_inactive", "This account is deactivated.")
        result = deed(site, person, body)
        done: Any = await result if inspect.isawaitable(result) else result
        return JSONResponse({"ok": True, **done})
    except Refused as refusal:
        return _refusal(refusal)


def _refusal(refusal: Refused) -> Response:
    return JSONResponse({"ok": False, "error": refusal.code, "message": refusal.message})


async def _body(request: Request) -> Json:
    try:
        body = parsed(await request.body())
    except ValueError as error:
        raise Refused("invalid_arguments", "The body is not JSON.") from error
    if not isinstance(body, dict):
        raise Refused("invalid_arguments", "The body is not an object.")
    return body


def _staging(what: str) -> Deed | None:
    if what == "reset":
        return _reset
    if what == "script-stop":
        return lambda site, person, body: play.stop(site)
    if what == "script-hold":
        return lambda site, person, body: play.hold(site, bool(body.get("on", True)))
    if what.startswith("script/"):
        name = what.removeprefix("script/")
        return lambda site, person, body: play.start(site, name, float(body.get("speed") or 1))
    return None


def _reset(site: Site, person: Person, body: Json) -> Json:
    play.stop(site)
    site.host.reset()
    if site.host.settings.exit_on_reset:
        site.host.was_reset = True
        site.host.end()
    return {}


async def live(host: Host, socket: WebSocket) -> None:
    """Serve one person's stream over a websocket."""
    seat = host.seat(socket.query_params.get("person", ""))
    after = socket.query_params.get("after", "0")
    if seat is None or not after.isdigit():
        await socket.close(4404)
        return
    site, person = seat
    await socket.accept()
    stream = site.live.stream(person.id)
    queue: asyncio.Queue[str] = asyncio.Queue()
    missed = stream.since(int(after))
    for frame in ['{"type":"reload"}'] if missed is None else missed:
        queue.put_nowait(frame)
    stream.listeners.add(queue)
    try:
        await feed(socket, queue)
    finally:
        stream.listeners.discard(queue)
