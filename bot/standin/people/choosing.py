"""Which members and conversations a person can choose in a menu."""

from collections.abc import Callable
from typing import Any

from bot.standin.shape import Json
from bot.standin.shapes import other_side
from bot.standin.site import Site
from bot.standin.world import Channel, Person

_KINDS = ("public", "private", "im", "mpim")


def is_offered(site: Site, person: Person, element: Json, chosen: Any) -> bool:
    """Whether everything chosen in a users, channels or conversations menu is offered there."""
    offers = _offers(element["type"])
    ids = chosen if isinstance(chosen, list) else [chosen]
    return offers is None or all(offers(site, person, element, one) for one in ids)


def _offers(kind: str) -> Callable[[Site, Person, Json, str], bool] | None:
    if kind.endswith("users_select"):
        return _user
    if kind.endswith("channels_select"):
        return _public_channel
    return _conversation if kind.endswith("conversations_select") else None


def _user(site: Site, person: Person, element: Json, user_id: str) -> bool:
    del person, element
    user = site.world.people.get(user_id)
    return user is not None and not user.deactivated


def _public_channel(site: Site, person: Person, element: Json, channel_id: str) -> bool:
    del element
    channel = _visible(site, person, channel_id)
    return channel is not None and channel.kind == "public"


def _visible(site: Site, person: Person, channel_id: str) -> Channel | None:
    channel = site.world.channels.get(channel_id)
    if channel is None or channel.archived or not site.world.sees(person.id, channel):
        return None
    return channel


def _conversation(site: Site, person: Person, element: Json, channel_id: str) -> bool:
    channel = _visible(site, person, channel_id)
    if channel is None:
        return False
    wanted = element.get("filter") or {}
    if channel.kind not in wanted.get("include", _KINDS):
        return False
    if wanted.get("exclude_external_shared_channels") and channel.shared:
        return False
    with_bot = channel.kind == "im" and site.world.people[other_side(channel, person.id)].is_bot
    return not (wanted.get("exclude_bot_users") and with_bot)
