"""What an order or a question to the control API names."""

from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, Channel, Person


class ControlError(Exception):
    """The order can't be followed; says why."""


def apps_named(site: Site, body: Json) -> list[App]:
    """Return the app that `app` names, all apps without it."""
    name = body.get("app")
    found = [app for app in site.world.apps.values() if name in (None, app.name, app.app_id)]
    if not found:
        raise ControlError(f"no app {name!r}")
    return found


def channel_named(site: Site, body: Json) -> Channel:
    """Return the channel that `channel` names by name or id."""
    named = str(body.get("channel", "")).removeprefix("#")
    channel = site.world.channels.get(named) or site.world.channel_called(named)
    if channel is None:
        raise ControlError(f"no channel {named!r}")
    return channel


def person_named(site: Site, body: Json) -> Person:
    """Return the person that `person` names by handle or id."""
    named = str(body.get("person", ""))
    person = site.world.people.get(named) or site.world.person_called(named)
    if person is None:
        raise ControlError(f"no person {named!r}")
    return person
