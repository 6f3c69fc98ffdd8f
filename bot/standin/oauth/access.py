"""oauth.v2.access: a code becomes a token.

Source: https://docs.slack.dev/reference/methods/oauth.v2.access
"""

import base64
import binascii

from bot.standin import rooms
from bot.standin.genesis import bot_token, install
from bot.standin.host import Host
from bot.standin.listing import Listed
from bot.standin.oauth.grants import Grant
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.webapi.call import ApiError
from bot.standin.world import App


def trade(host: Host, args: Json, authorization: str) -> Json:
    """Return the answer of oauth.v2.access, and install the app.

    Args:
        host: The server.
        args: The call's arguments.
        authorization: The header, which may carry client id and secret.

    Raises:
        ApiError: Slack's word for what is wrong.
    """
    client = _client(host, args, authorization)
    if str(args.get("grant_type") or "authorization_code") != "authorization_code":
        raise ApiError("invalid_grant_type")
    grant = host.grants.look(str(args.get("code") or ""))
    if isinstance(grant, str):
        raise ApiError(grant)
    if grant.app_name != client.name:
        raise ApiError("invalid_code")
    given = args.get("redirect_uri")
    if given is not None and given != grant.redirect_uri:
        raise ApiError("bad_redirect_uri")
    host.grants.redeem(str(args["code"]))
    site = host.site_named(grant.team_id)
    assert site is not None
    return _answer(site, _installed(site, client, grant), grant)


def _client(host: Host, args: Json, authorization: str) -> Listed:
    client_id, secret = _basic(authorization) or (args.get("client_id"), args.get("client_secret"))
    found = next((app for app in host.listed.values() if app.client_id == client_id), None)
    if found is None:
        raise ApiError("invalid_client_id")
    if found.client_secret != secret:
        raise ApiError("bad_client_secret")
    return found


def _basic(authorization: str) -> tuple[str, str] | None:
    kind, _, encoded = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, secret


def _installed(site: Site, client: Listed, grant: Grant) -> App:
    app = site.world.apps.get(client.app_id)
    known: set[str] = set()
    if app is None:
        app = install(site.world, client, int(site.clock.now()))
        _meet_everybody(site, app)
    elif app.installed:
        known = set(app.scopes)
    else:
        app.installed, app.generation = True, app.generation + 1
        app.bot_token = bot_token(site.world, app.name, app.generation)
    # Who allows more keeps what was allowed before.
    app.granted = sorted(known | set(grant.scopes))
    site.changed()
    return app


def _meet_everybody(site: Site, app: App) -> None:
    for person in site.world.humans():
        rooms.direct(site, app.bot_user_id, person.id)
    site.live.push((p.id for p in site.world.humans()), "reload")


def _answer(site: Site, app: App, grant: Grant) -> Json:
    return {
        "app_id": app.app_id,
        "authed_user": {"id": grant.person},
        "scope": ",".join(app.granted or ()),
        "token_type": "bot",
        "access_token": app.bot_token,
        "bot_user_id": app.bot_user_id,
        "team": {"id": site.world.team.id, "name": site.world.team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
