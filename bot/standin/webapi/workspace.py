"""api.*, auth.*, team.*, bots.*, apps.*: who am I, where am I, how do I connect."""

from bot.standin import lifecycle
from bot.standin.emoji import characters
from bot.standin.shape import Json
from bot.standin.shapes import bot_profile
from bot.standin.webapi.call import ApiError, Call, Method


def auth_test(call: Call) -> Json:
    """auth.test."""
    team = call.site.world.team
    return {
        "url": f"{call.site.url}/",
        "team": team.name,
        "user": call.site.world.people[call.app.bot_user_id].handle,
        "team_id": team.id,
        "user_id": call.app.bot_user_id,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(call: Call) -> Json:
    """auth.revoke: the token is worth nothing any more, the app is gone."""
    if call.flag("test"):
        return {"revoked": False}
    lifecycle.uninstall(call.site, call.app)
    return {"revoked": True}


def team_info(call: Call) -> Json:
    """team.info."""
    team = call.site.world.team
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "domain": team.domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "url": f"{call.site.url}/",
        }
    }


def bots_info(call: Call) -> Json:
    """bots.info; without an id about the caller itself."""
    wanted = call.text("bot") or call.app.bot_id
    app = next((a for a in call.site.world.apps.values() if a.bot_id == wanted), None)
    if app is None:
        raise ApiError("bot_not_found")
    profile = bot_profile(call.site.world, app)
    profile.pop("team_id")
    return {"bot": profile | {"user_id": app.bot_user_id}}


def emoji_list(call: Call) -> Json:
    """emoji.list: a stand-in has no custom ones."""
    return {"emoji": {}, "cache_ts": str(len(characters()))}


def open_connection(call: Call) -> Json:
    """apps.connections.open."""
    ticket = call.site.host.sockets.ticket(call.app.app_id)
    host = call.site.url.removeprefix("http://")
    return {"url": f"ws://{host}/socket/link?ticket={ticket}&app_id={call.app.app_id}"}


METHODS = {
    "auth.test": Method(auth_test, tier=5),
    "auth.revoke": Method(auth_revoke, tier=3),
    "team.info": Method(team_info, ("team:read",), tier=3),
    "bots.info": Method(bots_info, ("users:read",), tier=3),
    "emoji.list": Method(emoji_list, ("emoji:read",), tier=2),
    "apps.connections.open": Method(open_connection, tier=1, token="app"),
}
