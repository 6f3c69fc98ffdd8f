"""The page's files, with a policy that lets nothing in from elsewhere."""

import hashlib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.standin.settings import PAGE

_TYPES = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
}  # fmt: skip
_FOREVER = "max-age=31536000, immutable"


def _policy(host: str) -> str:
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' blob: data: http: https:; connect-src 'self' ws://{host}; "
        "media-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
        "form-action 'none'"
    )


def edition() -> str:
    """Return a name for the files as they are now: another one after every change."""
    stamps = [(str(path), path.stat().st_mtime_ns) for path in sorted(PAGE.rglob("*.*"))]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()[:12]


def _sent(request: Request, body: str, kind: str, cache: str) -> Response:
    headers = {
        "Content-Security-Policy": _policy(request.headers.get("host", "")),
        "Cache-Control": cache,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return Response(body, media_type=_TYPES[kind], headers=headers)


def _document(request: Request, name: str, now: str) -> Response:
    """Send a document whose files have addresses of this edition, so that browsers keep them."""
    html = (PAGE / name).read_text(encoding="utf-8").replace("/page/", f"/page/{now}/")
    return _sent(request, html, ".html", "no-cache")


async def workplace(request: Request) -> Response:
    """Send the page of one person, and ask the browser for all modules at once."""
    now = edition()
    response = _document(request, "index.html", now)
    modules = (path.relative_to(PAGE).as_posix() for path in PAGE.rglob("js/**/*.js"))
    # Else a browser learns of a module only when it has read the one that imports it.
    response.headers["Link"] = ", ".join(
        f"</page/{now}/{module}>; rel=modulepreload" for module in modules
    )
    return response


async def side_by_side(request: Request) -> Response:
    """Send the page that shows several people at once."""
    return _document(request, "side.html", edition())


async def asset(request: Request) -> Response:
    """Send one of the page's files, whatever the edition; nothing outside their folder."""
    path = (PAGE / request.path_params["path"]).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file() or path.suffix not in _TYPES:
        return JSONResponse({"ok": False, "error": "not_found"}, status_code=404)
    return _sent(request, path.read_text(encoding="utf-8"), path.suffix, _FOREVER)
