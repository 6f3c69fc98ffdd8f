"""Where the bytes of files come in and go out."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from bot.standin.files import shelf
from bot.standin.files.file import File
from bot.standin.host import Host
from bot.standin.people.refusal import Refused
from bot.standin.people.sharing import share_files
from bot.standin.site import Site

_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "text/csv")


async def receive(host: Host, request: Request) -> Response:
    """Take the bytes for a ticket of files.getUploadURLExternal, plain or as a form."""
    found = _awaited(host, request.path_params["ticket"])
    if found is None:
        return PlainTextResponse("invalid ticket", status_code=404)
    content = await _content(request)
    site, file = found
    if content is None or len(content) != file.size:
        return PlainTextResponse(f"expected {file.size} bytes", status_code=400)
    shelf.receive(site, file, content)
    return PlainTextResponse(f"OK - {len(content)}")


def _awaited(host: Host, ticket: str) -> tuple[Site, File] | None:
    for site in host.sites:
        for file in site.world.files.values():
            if file.ticket == ticket and file.state != "complete":
                return site, file
    return None


async def _content(request: Request) -> bytes | None:
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await request.body()
    async with request.form(max_part_size=shelf.LARGEST) as form:
        uploads = [part for part in form.values() if isinstance(part, UploadFile)]
        return await uploads[0].read() if uploads else None


async def download(host: Host, request: Request) -> Response:
    """Send a file to an app; without its token it gets the sign-in page, as from Slack."""
    team, _, file_id = request.path_params["file_id"].partition("-")
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    caller = host.bearer(token.strip()) if kind.lower() == "bearer" else None
    if caller is None or caller[0].world.team.id != team:
        return RedirectResponse(f"{host.address}/?redir={request.url.path}")
    site, app = caller
    file = site.world.files.get(file_id)
    allowed = app.installed and "files:read" in app.scopes
    if file is None or not allowed or not shelf.app_sees(site, app, file):
        return RedirectResponse(f"{host.address}/?redir={request.url.path}")
    return Response(host.blobs.get(file.id) or b"", media_type=file.mimetype)


async def show(host: Host, request: Request) -> Response:
    """Send a file to the page of somebody who may see it."""
    seat = host.seat(request.path_params["person"])
    file = seat[0].world.files.get(request.path_params["file_id"]) if seat else None
    if seat is None or file is None or not shelf.person_sees(*seat, file):
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    kind = file.mimetype if file.mimetype in _SHOWN else "application/octet-stream"
    place = "inline" if file.mimetype in _SHOWN and "download" not in request.query_params else (
        "attachment"
    )  # fmt: skip
    headers = {
        # Whatever somebody uploads must not act as a page of this origin.
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f"{place}; filename*=UTF-8''{_quoted(file.name)}",
    }
    return Response(host.blobs.get(file.id) or b"", media_type=kind, headers=headers)


def _quoted(name: str) -> str:
    return "".join(f"%{byte:02X}" for byte in name.encode())


async def upload_by_person(host: Host, request: Request) -> Response:
    """Let a person share files in a conversation: a form with `channel`, `text` and files."""
    seat = host.seat(request.path_params["person"])
    if seat is None:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    async with request.form(max_part_size=shelf.LARGEST) as form:
        words = {key: value for key, value in form.items() if isinstance(value, str)}
        parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        uploads = [(part.filename or "file", await part.read()) for part in parts]
    try:
        return JSONResponse({"ok": True, **share_files(*seat, words, uploads)})
    except Refused as refusal:
        shown = {"ok": False, "error": refusal.code, "message": refusal.message}
        return JSONResponse(shown)
