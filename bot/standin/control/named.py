"""What an order or a question to the control API names."""

from pydantic import BaseModel, ConfigDict, Field

from bot.standin.host import Host
from bot.standin.site import Site
from bot.standin.world import App, Channel, Person


class ControlError(Exception):
    """The order can't be followed; says why."""


class InWorkspace(BaseModel):
    """What is said about one workspace."""

    model_config = ConfigDict(extra="forbid")

    workspace: str | None = Field(
        default=None, description="Domain or id of a workspace; the first one if not given."
    )


class OfApp(InWorkspace):
    """What is said about one app, or about all of them."""

    app: str | None = Field(default=None, description="Name or id of an app; all if not given.")


class OfChannel(InWorkspace):
    """What is said about one channel."""

    channel: str = Field(description="Name or id of a channel.")


def site_of(host: Host, named: InWorkspace) -> Site:
    """Return the workspace that is named, the first one where none is."""
    site = host.first if named.workspace is None else host.site_named(named.workspace)
    if site is None:
        raise ControlError(f"no workspace {named.workspace!r}")
    return site


def apps_named(site: Site, name: str | None) -> list[App]:
    """Return the app of that name or id, all apps without one."""
    found = [app for app in site.world.apps.values() if name in (None, app.name, app.app_id)]
    if not found:
        raise ControlError(f"no app {name!r}")
    return found


def channel_named(site: Site, name: str) -> Channel:
    """Return the channel of that name or id."""
    named = name.removeprefix("#")
    channel = site.world.channels.get(named) or site.world.channel_called(named)
    if channel is None:
        raise ControlError(f"no channel {named!r}")
    return channel


def person_named(site: Site, name: str) -> Person:
    """Return the person of that handle or id."""
    person = site.world.people.get(name) or site.world.person_called(name)
    if person is None:
        raise ControlError(f"no person {name!r}")
    return person
