"""What an app answers to a command or through a response_url."""

import secrets
from typing import Any

from bot.standin import messages
from bot.standin.blocks.complete import completed
from bot.standin.ephemerals import (
    delete_ephemeral,
    find_ephemeral,
    post_ephemeral,
    replace_ephemeral,
)
from bot.standin.host import Host
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.speech import bot_message, check_content
from bot.standin.world import App, ReplyUrl

# https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
_LIFETIME_S = 30 * 60
_KEYS = ("text", "blocks", "attachments", "thread_ts", "metadata")


class ReplyRefused(Exception):
    """A response_url can't be used (any more)."""

    def __init__(self, error: str, status: int = 404) -> None:
        super().__init__(error)
        self.error, self.status = error, status


def new_reply_url(site: Site, place: ReplyUrl) -> str:
    """Return a fresh response_url for *place*: five uses within thirty minutes."""
    token = secrets.token_urlsafe(18)
    site.world.reply_urls[token] = place.model_copy(
        update={"expires": site.clock.now() + _LIFETIME_S}
    )
    site.changed()
    return f"{site.url}/response/{token}"


def place_of(host: Host, token: str) -> tuple[Site, ReplyUrl] | None:
    """Return the workspace and the place that a response_url answers in."""
    for site in host.sites:
        if token in site.world.reply_urls:
            return site, site.world.reply_urls[token]
    return None


def use_reply_url(host: Host, token: str, body: Any) -> None:
    """Do what an app asks for through a response_url.

    Raises:
        ReplyRefused: Unknown, expired or used up.
        ContentRefused: Slack would not take the content.
    """
    found = place_of(host, token)
    if found is None or found[1].expires < host.clock.now():
        raise ReplyRefused("expired_url")
    site, place = found
    if place.uses_left <= 0:
        raise ReplyRefused("used_url")
    if not isinstance(body, dict):
        raise ReplyRefused("invalid_payload", 400)
    answer(site, place, body)
    place.uses_left -= 1


def answer(site: Site, place: ReplyUrl, body: Json) -> None:
    """Show an app's answer in *place*: private unless it says in_channel."""
    if body.get("delete_original"):
        _delete_original(site, place)
        return
    content = {key: body[key] for key in _KEYS if body.get(key) is not None}
    check_content(content.get("text"), content.get("blocks"), content.get("attachments"))
    app = site.world.apps[place.app_id]
    if body.get("replace_original") and _replace_original(site, place, content):
        return
    _say(site, app, place, content, aloud=body.get("response_type") == "in_channel")


def _say(site: Site, app: App, place: ReplyUrl, content: Json, *, aloud: bool) -> None:
    channel = site.world.channels[place.channel]
    if not aloud:
        post_ephemeral(site, app, place.person, channel.id, content)
        return
    message = bot_message(site, app, content)
    if message.get("thread_ts") not in channel.messages:
        message.pop("thread_ts", None)
    messages.post(site, channel, message)


def _replace_original(site: Site, place: ReplyUrl, content: Json) -> bool:
    if place.message_ts is None:
        return False
    if place.ephemeral:
        message = find_ephemeral(site, place.person, place.channel, place.message_ts)
        if message is None:
            return False
        replace_ephemeral(site, place.person, message, content)
        return True
    channel = site.world.channels[place.channel]
    if place.message_ts not in channel.messages:
        return False
    blocks = completed(content["blocks"]) if content.get("blocks") else None
    changes = {"text": content.get("text") or "", "blocks": blocks}
    app = site.world.apps[place.app_id]
    messages.change(site, channel, place.message_ts, changes, app.bot_user_id)
    return True


def _delete_original(site: Site, place: ReplyUrl) -> None:
    if place.message_ts is None:
        return
    if place.ephemeral:
        message = find_ephemeral(site, place.person, place.channel, place.message_ts)
        if message is not None:
            delete_ephemeral(site, place.person, message)
        return
    channel = site.world.channels[place.channel]
    if place.message_ts in channel.messages:
        messages.delete(site, channel, place.message_ts)
