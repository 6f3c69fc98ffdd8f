"""What the stand-in says when it is ready: one line of JSON for a script, or lines for a person."""

import json

from bot.standin.host import Host
from bot.standin.listing import Listed
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App


def ready_line(host: Host) -> str:
    """Return what a script needs to use the stand-in, as one line of JSON."""
    return json.dumps(
        {
            "url": host.address,
            "api_url": f"{host.address}/api/",
            "control_url": f"{host.address}/control/",
            "authorize_url": f"{host.address}/oauth/v2/authorize",
            "apps": _apps(host),
            "people": [
                {"id": p.id, "name": site.seat_of(p), "url": f"{host.address}/p/{site.seat_of(p)}"}
                for site in host.sites
                for p in site.world.humans()
            ],
            "workspaces": [site.world.team.model_dump() for site in host.sites],
        }
    )


def _apps(host: Host) -> list[Json]:
    installed = [(site, app) for site in host.sites for app in site.world.apps.values()]
    there = {app.name for _, app in installed}
    return [
        *(_app(host.listed[app.name], site, app) for site, app in installed),
        *(_app(listed, None, None) for name, listed in host.listed.items() if name not in there),
    ]


def _app(listed: Listed, site: Site | None, app: App | None) -> Json:
    return {
        "name": listed.name,
        "app_id": listed.app_id,
        "bot_token": app.bot_token if app else None,
        "app_token": listed.app_token,
        "signing_secret": listed.signing_secret,
        "client_id": listed.client_id,
        "client_secret": listed.client_secret,
        "team_id": site.world.team.id if site else None,
        "bot_user_id": app.bot_user_id if app else None,
    }


def ready_text(host: Host) -> str:
    """Return the addresses, for somebody who reads them."""
    lines = []
    for site in host.sites:
        lines.append(f"{site.world.team.name}: {host.address}")
        for person in site.world.humans():
            lines.append(f"  {person.real_name}: {host.address}/p/{site.seat_of(person)}")
    return "\n".join([*lines, f"API: {host.address}/api/"])
