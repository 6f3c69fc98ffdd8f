"""The page on which somebody lets an app into a workspace."""

from html import escape
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.standin.host import Host
from bot.standin.oauth.asked import Asked, LinkRefused, asked
from bot.standin.pages import edition
from bot.standin.site import Site
from bot.standin.world import Person

_SHEETS = ("tokens", "install")


async def ask(host: Host, request: Request) -> Response:
    """Show what the app wants and who may allow it."""
    try:
        wanted = asked(host, request.query_params)
    except LinkRefused as refusal:
        return _page(_refused(refusal), status=400)
    return _page(_question(host, wanted, request.url.query), target=wanted.redirect_uri)


async def decide(host: Host, request: Request) -> Response:
    """Go back to the app with a code, or with access_denied."""
    try:
        wanted = asked(host, request.query_params)
    except LinkRefused as refusal:
        return _page(_refused(refusal), status=400)
    async with request.form() as form:
        said, seat = form.get("decision"), host.seat(str(form.get("seat")))
    if said != "allow" or seat is None:
        return RedirectResponse(wanted.answered(error="access_denied"), status_code=302)
    site, person = seat
    if not may_install(person):
        return _page(_refused(LinkRefused("not_allowed", _NOT_ALLOWED)), status=403)
    code = host.grants.issue(
        app_name=wanted.app.name, team_id=site.world.team.id, person=person.id,
        scopes=wanted.scopes, redirect_uri=wanted.redirect_uri,
    )  # fmt: skip
    return RedirectResponse(wanted.answered(code=code), status_code=302)


_NOT_ALLOWED = "Guests and people of other companies can't install apps."


def may_install(person: Person) -> bool:
    """Whether somebody may let an app in."""
    return not (person.guest or person.external or person.deactivated)


def _question(host: Host, wanted: Asked, query: str) -> str:
    about = wanted.app.manifest.display_information
    scopes = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in wanted.scopes)
    return f"""
      <h1>{escape(about.name)} would like to join a workspace</h1>
      <p>{escape(about.description)}</p>
      <form method="post" action="/oauth/v2/authorize?{escape(query)}">
        <label>Workspace and person
          <select name="seat">{_seats(host)}</select>
        </label>
        <h2>It asks to be allowed</h2>
        <ul>{scopes}</ul>
        <p class="answer">
          <button name="decision" value="cancel">Cancel</button>
          <button name="decision" value="allow" class="primary">Allow</button>
        </p>
      </form>
      <p class="small">Then your browser goes to {escape(_origin(wanted.redirect_uri))}.</p>"""


def _seats(host: Host) -> str:
    return "".join(
        f'<optgroup label="{escape(site.world.team.name)}">{_people(site)}</optgroup>'
        for site in host.sites
    )


def _people(site: Site) -> str:
    return "".join(
        f'<option value="{escape(site.seat_of(p))}">{escape(p.real_name)}, '
        f"{escape(site.world.team.name)}</option>"
        for p in site.world.humans()
        if may_install(p)
    )


def _refused(refusal: LinkRefused) -> str:
    return f"""
      <h1>This link can't be used</h1>
      <p><code>{escape(refusal.error)}</code></p>
      <p>{escape(refusal.meaning)}</p>"""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _page(body: str, *, status: int = 200, target: str = "") -> Response:
    place = f"/page/{edition()}/css"
    sheets = "".join(f'<link rel="stylesheet" href="{place}/{s}.css" />' for s in _SHEETS)
    # The browser holds a form's redirect to form-action, too: the app's address must be in it.
    forms = f"'self' {_origin(target)}" if target else "'none'"
    policy = (
        f"default-src 'none'; style-src 'self'; form-action {forms}; frame-ancestors 'none'; "
        "base-uri 'none'"
    )
    html = f"""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Install an app</title>
    {sheets}
  </head>
  <body><main class="install">{body}
    </main></body>
</html>"""
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
    return HTMLResponse(html, status_code=status, headers=headers)
