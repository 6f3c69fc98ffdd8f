"""Orders that change the workspaces: channels, people, apps."""

from typing import Literal

from pydantic import Field

from bot.standin import lifecycle, messages, play, rooms
from bot.standin.control.named import (
    ControlError,
    InWorkspace,
    OfApp,
    OfChannel,
    apps_named,
    channel_named,
    person_named,
)
from bot.standin.control.order import Order
from bot.standin.delivery.outbox import verify_url
from bot.standin.genesis import add_person
from bot.standin.seed import SeedPerson
from bot.standin.shape import Json
from bot.standin.site import Site


class ChannelOrder(OfChannel):
    """What happens to a channel."""

    do: Literal["archive", "unarchive", "rename", "delete", "share", "unshare", "private", "public"]
    name: str | None = Field(default=None, description="The new name, for `rename`.")


class MemberOrder(OfChannel):
    """Who comes or goes."""

    person: str | None = Field(default=None, description="Handle or id.")
    app: str | None = Field(default=None, description="Name or id, instead of a person.")
    do: Literal["join", "leave"] = "join"


class UnfurlOrder(OfChannel):
    """Which message gets a preview of its link."""

    ts: str


class PersonOrder(InWorkspace):
    """What is different about a person; what isn't named stays."""

    person: str = Field(description="Handle or id.")
    deactivated: bool | None = None
    guest: bool | None = None
    external: bool | None = None
    tz: str | None = None
    title: str | None = None
    real_name: str | None = None


class NewcomerOrder(SeedPerson, InWorkspace):
    """Somebody new, with the keys of a person in a seed."""


class AppOrder(OfApp):
    """What happens to an app."""

    do: Literal["uninstall", "reinstall"] = "uninstall"


class EventsUrlOrder(InWorkspace):
    """Where deliveries go over HTTP."""

    url: str | None = Field(default=None, description="Null goes back to the manifest's.")


def reset(site: Site, order: InWorkspace) -> Json:
    """Go back to the seed, in all workspaces."""
    del order
    for each in site.host.sites:
        play.stop(each)
    site.host.reset()
    return {}


def channel(site: Site, order: ChannelOrder) -> Json:
    """Do something to a channel, as the first person of the workspace."""
    found, by = channel_named(site, order.channel), site.first_person().id
    if order.do in ("archive", "unarchive"):
        rooms.archive(site, found, by, archived=order.do == "archive")
    elif order.do == "rename":
        if not order.name:
            raise ControlError("name: the new name")
        rooms.rename(site, found, order.name)
    elif order.do == "delete":
        rooms.remove(site, found, by)
    elif order.do in ("share", "unshare"):
        rooms.share(site, found, shared=order.do == "share")
    else:
        found.kind = "private" if order.do == "private" else "public"
        rooms.tell_channel(site, found)
    return {}


def member(site: Site, order: MemberOrder) -> Json:
    """Let a person or an app join or leave a channel."""
    found = channel_named(site, order.channel)
    if (order.person is None) == (order.app is None):
        raise ControlError("give either person or app")
    if order.person is not None:
        user = person_named(site, order.person).id
    else:
        user = apps_named(site, order.app)[0].bot_user_id
    do = rooms.join if order.do == "join" else rooms.leave
    return {"changed": do(site, found, user)}


def unfurl(site: Site, order: UnfurlOrder) -> Json:
    """Let Slack unfurl a link of a message: it changes, but nobody has edited it."""
    found = channel_named(site, order.channel)
    if order.ts not in found.messages:
        raise ControlError("no such message")
    preview = {"id": 1, "fallback": "A page", "title": "A page", "from_url": "https://a.example"}
    messages.change(site, found, order.ts, {"attachments": [preview]}, None)
    return {}


def person(site: Site, order: PersonOrder) -> Json:
    """Change a person; the apps hear of it."""
    found = person_named(site, order.person)
    changes = order.model_dump(exclude={"person", "workspace"}, exclude_unset=True)
    for key, value in changes.items():
        setattr(found, key, value)
    rooms.change_person(site, found)
    return {}


def newcomer(site: Site, order: NewcomerOrder) -> Json:
    """Take somebody new in; the apps hear of it."""
    seed = SeedPerson.model_validate(order.model_dump(exclude={"workspace"}))
    if site.world.person_called(seed.name):
        raise ControlError(f"{seed.name} is here already")
    now = int(site.clock.now())
    newly = add_person(site.world, seed, len(site.world.people), now)
    for app in site.world.apps.values():
        rooms.direct(site, app.bot_user_id, newly.id)
    rooms.change_person(site, newly, joined=True)
    return {"id": newly.id}


def app(site: Site, order: AppOrder) -> Json:
    """Uninstall an app, or bring it back with the same tokens."""
    for found in apps_named(site, order.app):
        if order.do == "reinstall":
            lifecycle.reinstall(site, found)
        else:
            lifecycle.uninstall(site, found)
    return {}


def events_url(site: Site, order: EventsUrlOrder) -> Json:
    """Set where events and interactions go over HTTP, for all apps."""
    site.host.events_url = order.url
    return {}


async def verify(site: Site, order: OfApp) -> Json:
    """Send url_verification to the app's HTTP address, as Slack does when it is set."""
    return {"verified": [await verify_url(site, app) for app in apps_named(site, order.app)]}


ORDERS = {
    "reset": Order(InWorkspace, reset),
    "channel": Order(ChannelOrder, channel),
    "member": Order(MemberOrder, member),
    "unfurl": Order(UnfurlOrder, unfurl),
    "person": Order(PersonOrder, person),
    "newcomer": Order(NewcomerOrder, newcomer),
    "app": Order(AppOrder, app),
    "events_url": Order(EventsUrlOrder, events_url),
    "verify": Order(OfApp, verify),
}
