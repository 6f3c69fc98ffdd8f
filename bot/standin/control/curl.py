"""A journal's entry as a command that does it again."""

import json
import shlex
import time

from bot.standin.delivery.asking import form_body
from bot.standin.delivery.signing import signature_headers
from bot.standin.host import Host
from bot.standin.journal import Entry
from bot.standin.world import App

_JSON, _FORM = "application/json; charset=utf-8", "application/x-www-form-urlencoded"


def curl_of(host: Host, entry: Entry) -> str | None:
    """Return *entry* as a curl command, signed for now; None where nothing can be done again.

    What went over a socket has no address of its own: the command lets it be sent again.
    """
    if not entry.url:
        return _order_again(host, entry) if entry.kind in ("event", "interaction") else None
    body = json.dumps(entry.request, ensure_ascii=False).encode()
    if entry.kind == "response_url":
        return _command(entry.url, {"Content-Type": _JSON}, body)
    app = _app(host, entry)
    if app is None:
        return _command(entry.url, {"Content-Type": _JSON}, body)
    if entry.kind == "api":
        token = app.app_token if entry.name.startswith("apps.") else app.bot_token
        headers = {"Authorization": f"Bearer {token}", "Content-Type": _JSON}
        return _command(entry.url, headers, body)
    return _delivery(app, entry, body)


def _order_again(host: Host, entry: Entry) -> str:
    body = json.dumps({"n": entry.n}).encode()
    return _command(f"{host.address}/control/again", {"Content-Type": _JSON}, body)


def _app(host: Host, entry: Entry) -> App | None:
    site = host.site_named(entry.team)
    apps = site.world.apps.values() if site else ()
    return next((app for app in apps if app.name == entry.app), None)


def _delivery(app: App, entry: Entry, body: bytes) -> str:
    kind = "application/json"
    if entry.kind == "interaction":
        body, kind = form_body(entry.request), _FORM
    signed = signature_headers(app.signing_secret, body, int(time.time()))
    return _command(entry.url, {"Content-Type": kind, **signed}, body)


def _command(url: str, headers: dict[str, str], body: bytes) -> str:
    words = ["curl", "-X", "POST", url]
    for name, value in headers.items():
        words += ["-H", f"{name}: {value}"]
    return shlex.join([*words, "--data-raw", body.decode()])
