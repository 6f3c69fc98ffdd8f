"""Which apps hear of an event: those that asked for it and are where it happens."""

import copy
from collections.abc import Iterable

from bot.standin.delivery.event_keys import as_event
from bot.standin.delivery.event_scopes import needed_scopes
from bot.standin.delivery.outbox import send_event
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, Channel

CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
_MESSAGE_EVENTS = {
    "public": "message.channels", "private": "message.groups", "im": "message.im",
    "mpim": "message.mpim",
}  # fmt: skip
# Events whose name differs between public and private channels.
_PAIRED = ("archive", "unarchive", "rename", "deleted", "left")


def announce(site: Site, channel: Channel, event: Json, *, only: App | None = None) -> None:
    """Send an event of *channel* to the apps that are in it and subscribe to it.

    Args:
        site: The workspace.
        channel: Where it happened; a message event gets its id and type.
        event: The inner event.
        only: Restrict it to this app, whether it is in the channel or not any more.
    """
    if event["type"] in ("message", "app_mention"):
        event = event | {"channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind]}
    for app in _present(site, channel) if only is None else [only]:
        _send(site, app, event, _subscription(event, channel), shared=channel.shared)


def announce_to_all(site: Site, event: Json) -> None:
    """Send an event that belongs to no channel to every app that subscribes to it."""
    for app in site.world.apps.values():
        _send(site, app, event, event["type"], shared=False)


def channel_event(channel: Channel, what: str) -> str:
    """Return the event's name for a channel of that kind: channel_archive, group_archive."""
    assert what in _PAIRED
    return f"{'group' if channel.kind == 'private' else 'channel'}_{what}"


def _present(site: Site, channel: Channel) -> Iterable[App]:
    return [a for a in site.world.apps.values() if a.bot_user_id in channel.members]


def _subscription(event: Json, channel: Channel) -> str:
    return _MESSAGE_EVENTS[channel.kind] if event["type"] == "message" else str(event["type"])


def _send(site: Site, app: App, event: Json, name: str, *, shared: bool) -> None:
    subscribed = app.manifest.settings.event_subscriptions.bot_events
    needed = needed_scopes(name)
    granted = not needed or not app.scopes.isdisjoint(needed)
    if name in subscribed and granted and app.installed:
        send_event(site, app, copy.deepcopy(as_event(event)), shared=shared)
