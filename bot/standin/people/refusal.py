"""Why a person can't do something just now."""

from typing import Any

from bot.standin.delivery.reply import Reply
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, Channel, Person


class Refused(Exception):
    """What the person is told, with a code for the page and for tests."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def need(body: Json, key: str) -> Any:
    """Return what the page sent under *key*; refused if it is missing."""
    value = body.get(key)
    if value is None or value == "":
        raise Refused("invalid_arguments", f"{key} is missing")
    return value


def channel_of(site: Site, person: Person, body: Json) -> Channel:
    """Return the channel that the page named, if this person may see it."""
    channel = site.world.channels.get(str(need(body, "channel")))
    if channel is None or not site.world.sees(person.id, channel):
        raise Refused("channel_not_found", "There is no such channel.")
    return channel


def joined_channel(site: Site, person: Person, body: Json) -> Channel:
    """Return the channel if this person can write in it."""
    channel = channel_of(site, person, body)
    if person.id not in channel.members:
        raise Refused("not_in_channel", f"Join #{channel.name} first.")
    if channel.archived:
        raise Refused("is_archived", f"#{channel.name} is archived.")
    return channel


def message_of(channel: Channel, body: Json) -> Json:
    """Return the message that the page named."""
    message = channel.messages.get(str(need(body, "ts")))
    if message is None:
        raise Refused("message_not_found", "This message is gone.")
    return message


def notice(site: Site, person: Person, code: str, text: str, channel: str | None = None) -> None:
    """Tell one person that something went wrong."""
    place = {"channel": channel} if channel else {}
    site.notices.setdefault(person.id, []).append({"code": code, "text": text, **place})
    site.live.push([person.id], "notice", kind="error", code=code, text=text, **place)


def failure_code(reply: Reply) -> str:
    """Return Slack's word for an app that didn't answer (in time)."""
    late = reply.failure in ("http_timeout", "timeout")
    return "operation_timeout" if late else "dispatch_failed"


def app_by_id(site: Site, app_id: str) -> App:
    """Return an installed app."""
    app = site.world.apps.get(app_id)
    if app is None or not app.installed:
        raise Refused("app_not_found", "This app is not installed any more.")
    return app
