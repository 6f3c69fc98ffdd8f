"""Slash commands and shortcuts."""

import re

from bot.standin.delivery.asking import ask
from bot.standin.delivery.reply import Reply
from bot.standin.people import payloads
from bot.standin.people.refusal import (
    Refused,
    channel_of,
    failure_code,
    message_of,
    need,
    notice,
)
from bot.standin.replies import answer, new_reply_url
from bot.standin.rich import escape, typed_to_mrkdwn
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.speech import ContentRefused
from bot.standin.threads import is_reply
from bot.standin.world import App, Channel, Person, ReplyUrl

_COMMAND = re.compile(r"\s*(/\S+) ?(.*)", re.DOTALL)


async def command(site: Site, person: Person, body: Json) -> Json:
    """Run what a person typed behind a slash, wait for the app and show its answer."""
    if body.get("thread_ts"):
        raise Refused("not_in_thread", "Slash commands don't work in threads.")
    channel = channel_of(site, person, body)
    name, typed = _split(str(need(body, "text")))
    app = _app_of_command(site, person, channel, name)
    said = name, _text(site, app, name, typed)
    place = ReplyUrl(app_id=app.app_id, person=person.id, channel=channel.id)
    payload = payloads.command(site, app, person, channel, said)
    payload["response_url"] = new_reply_url(site, place)
    reply = await ask(site, app, "slash_commands", payload)
    if not reply.ok:
        raise _failed(site, person, channel, name, failure_code(reply))
    _show(site, person, place, name, reply)
    return {}


def _split(typed: str) -> tuple[str, str]:
    found = _COMMAND.match(typed)
    return (found[1], found[2].strip(" ")) if found else (typed, "")


def _app_of_command(site: Site, person: Person, channel: Channel, name: str) -> App:
    for app in site.world.apps.values():
        if app.installed and app.manifest.command(name):
            return app
    text = f"{name} is not a valid command."
    notice(site, person, "unknown_command", text, channel.id)
    raise Refused("unknown_command", text)


def _text(site: Site, app: App, name: str, typed: str) -> str:
    known = app.manifest.command(name)
    if known is not None and known.should_escape:
        return typed_to_mrkdwn(site.world, typed, labels=True)
    return escape(typed)


def _failed(site: Site, person: Person, channel: Channel, name: str, code: str) -> Refused:
    text = f'{name} failed with the error "{code}"'
    notice(site, person, code, text, channel.id)
    return Refused(code, text)


def _show(site: Site, person: Person, place: ReplyUrl, name: str, reply: Reply) -> None:
    if not isinstance(reply.body, dict) or not reply.body:
        return
    try:
        answer(site, place, reply.body)
    except ContentRefused as refusal:
        channel = site.world.channels[place.channel]
        raise _failed(site, person, channel, name, refusal.error) from refusal


async def shortcut(site: Site, person: Person, body: Json) -> Json:
    """Use a shortcut: of a message where the page names one, else a global one."""
    callback_id = str(need(body, "callback_id"))
    on_message = bool(body.get("ts"))
    app = _app_of_shortcut(site, callback_id, "message" if on_message else "global")
    if on_message:
        payload = _message_payload(site, app, person, body, callback_id)
    else:
        payload = payloads.shortcut(site, app, person, callback_id)
    reply = await ask(site, app, "interactive", payload)
    if not reply.ok:
        text = f"{app.manifest.bot_name} didn't answer. Try it again."
        notice(site, person, failure_code(reply), text)
        raise Refused(failure_code(reply), text)
    return {}


def _app_of_shortcut(site: Site, callback_id: str, kind: str) -> App:
    for app in site.world.apps.values():
        known = app.manifest.shortcut(callback_id)
        if app.installed and known is not None and known.type == kind:
            return app
    raise Refused("unknown_shortcut", "There is no such shortcut.")


def _message_payload(site: Site, app: App, person: Person, body: Json, callback_id: str) -> Json:
    channel = channel_of(site, person, body)
    message = message_of(channel, body)
    payload = payloads.message_shortcut(site, app, person, channel, message, callback_id)
    place = ReplyUrl(
        app_id=app.app_id,
        person=person.id,
        channel=channel.id,
        message_ts=message["ts"],
        thread_ts=message["thread_ts"] if is_reply(message) else None,
    )
    payload["response_url"] = new_reply_url(site, place)
    return payload
