"""The interactions that an app gets, as Slack writes them.

Source: https://docs.slack.dev/reference/interaction-payloads
"""

from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.surfaces import with_state
from bot.standin.world import App, Channel, OpenView, Person


def _team(site: Site) -> Json:
    return {"id": site.world.team.id, "domain": site.world.team.domain}


def _user(site: Site, person: Person, *, username: bool = True) -> Json:
    named = {"username": person.handle} if username else {}
    return {"id": person.id, **named, "name": person.handle, "team_id": site.world.team.id}


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name}


def _opening(site: Site, app: App, person: Person, kind: str) -> Json:
    return {
        "type": kind,
        "user": _user(site, person),
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "team": _team(site),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command(site: Site, app: App, person: Person, channel: Channel, said: tuple[str, str]) -> Json:
    """Return the form of a slash command; *said* is the command and the text behind it."""
    name = "directmessage" if channel.kind == "im" else channel.name
    return {
        "token": app.verification_token,
        "team_id": site.world.team.id,
        "team_domain": site.world.team.domain,
        "channel_id": channel.id,
        "channel_name": name if channel.kind != "private" else "privategroup",
        "user_id": person.id,
        "user_name": person.handle,
        "command": said[0],
        "text": said[1],
        "api_app_id": app.app_id,
        "is_enterprise_install": False,
        "trigger_id": site.triggers.issue(app.app_id, person.id, channel=channel.id),
    }


def actions_on_message(
    site: Site, app: App, person: Person, channel: Channel, message: Json
) -> Json:
    """Return block_actions without the action itself, from a message in a channel."""
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": bool(message.get("is_ephemeral")),
    }
    if "thread_ts" in message and message["thread_ts"] != message["ts"]:
        container["thread_ts"] = message["thread_ts"]
    payload = _opening(site, app, person, "block_actions") | {
        "container": container,
        "trigger_id": site.triggers.issue(app.app_id, person.id, channel=channel.id),
        "channel": _channel(channel),
    }
    # Slack leaves the message out for an ephemeral one.
    if message.get("is_ephemeral"):
        return payload
    return payload | {"message": _message(message)}


def _message(message: Json) -> Json:
    # Interactions count reactions but don't say whose they are.
    if "reactions" not in message:
        return message
    counts = [{"name": r["name"], "count": r["count"]} for r in message["reactions"]]
    return message | {"reactions": counts}


def actions_on_view(site: Site, app: App, person: Person, opened: OpenView) -> Json:
    """Return block_actions without the action itself, from a modal or a Home."""
    view_id = opened.view["id"]
    return _opening(site, app, person, "block_actions") | {
        "container": {"type": "view", "view_id": view_id},
        "trigger_id": site.triggers.issue(app.app_id, person.id, view_id=view_id),
        "view": with_state(opened),
    }


def submission(site: Site, app: App, person: Person, opened: OpenView) -> Json:
    """Return view_submission."""
    return _opening(site, app, person, "view_submission") | {
        "trigger_id": site.triggers.issue(app.app_id, person.id, view_id=opened.view["id"]),
        "view": with_state(opened),
        "response_urls": [],
    }


def closing(site: Site, app: App, person: Person, opened: OpenView, *, cleared: bool) -> Json:
    """Return view_closed."""
    return _opening(site, app, person, "view_closed") | {
        "view": with_state(opened),
        "is_cleared": cleared,
    }


def suggestion(site: Site, app: App, person: Person, asked: Json, place: Json) -> Json:
    """Return block_suggestion; *asked* has block_id, action_id and the typed value."""
    opening = _opening(site, app, person, "block_suggestion")
    return opening | {"user": _user(site, person, username=False)} | asked | place


def shortcut(site: Site, app: App, person: Person, callback_id: str) -> Json:
    """Return a global shortcut."""
    opening = _opening(site, app, person, "shortcut")
    opening.pop("api_app_id")
    opening["user"] = _user(site, person)
    return opening | {
        "callback_id": callback_id,
        "trigger_id": site.triggers.issue(app.app_id, person.id),
        "action_ts": site.clock.ts(),
    }


def message_shortcut(
    site: Site, app: App, person: Person, channel: Channel, message: Json, callback_id: str
) -> Json:
    """Return a message shortcut, without its response_url."""
    opening = _opening(site, app, person, "message_action")
    opening.pop("api_app_id")
    opening["user"] = _user(site, person, username=False)
    return opening | {
        "callback_id": callback_id,
        "trigger_id": site.triggers.issue(app.app_id, person.id, channel=channel.id),
        "action_ts": site.clock.ts(),
        "message_ts": message["ts"],
        "channel": _channel(channel),
        "message": _message(message),
    }
