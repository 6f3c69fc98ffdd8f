"""The page's files, with a policy that lets nothing in from elsewhere."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from bot.standin.settings import PAGE

_TYPES = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
    ".png": "image/png", ".json": "application/json", ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json", ".ico": "image/x-icon",
}  # fmt: skip


def _policy(host: str) -> str:
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: http: https:; connect-src 'self' ws://{host}; "
        "manifest-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
        "form-action 'none'"
    )


def _file(request: Request, path: Path) -> Response:
    if not path.is_file() or path.suffix not in _TYPES:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    headers = {
        "Content-Security-Policy": _policy(request.headers.get("host", "")),
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=headers)


async def workplace(request: Request) -> Response:
    """Send the page of one person."""
    return _file(request, PAGE / "index.html")


async def side_by_side(request: Request) -> Response:
    """Send the page that shows several people at once."""
    return _file(request, PAGE / "side.html")


async def asset(request: Request) -> Response:
    """Send one of the page's files; nothing outside its folder."""
    path = (PAGE / request.path_params["path"]).resolve()
    if not path.is_relative_to(PAGE.resolve()):
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    return _file(request, path)
