"""How a workspace comes to be: from its seed and the apps installed in it."""

from collections.abc import Iterable

from bot.standin import ids
from bot.standin.clock import stamp
from bot.standin.listing import Listed, slug
from bot.standin.rich import rich_text_of, typed_to_mrkdwn
from bot.standin.seed import SeedChannel, SeedMessage, SeedPerson, SeedWorkspace
from bot.standin.shape import Json
from bot.standin.threads import attach
from bot.standin.world import App, Channel, Person, Team, World

_COLORS = ("4a7c59", "a3603b", "3f5f8a", "7a5a8c", "8a6d1f", "2f7d7a", "94465a", "5b6b2e")


def create_world(seed: SeedWorkspace, apps: Iterable[Listed], *, now: float) -> World:
    """Return a fresh workspace of *seed*.

    Args:
        seed: People, channels and messages to start with.
        apps: What is installed from the start.
        now: Seconds since the epoch; seeded messages lie before it.
    """
    domain = seed.team.domain
    world = World(team=Team(id=ids.named("T", domain), name=seed.team.name, domain=domain))
    for number, person in enumerate(seed.people):
        add_person(world, person, number, int(now))
    for app in apps:
        install(world, app, int(now))
    for channel in seed.channels:
        _add_channel(world, channel, int(now) - 86_400)
    for installed in world.apps.values():
        open_app_channels(world, installed, int(now) - 86_400)
    for message in sorted(seed.messages, key=lambda m: -m.minutes_ago):
        _add_message(world, message, now)
    for human in world.humans():
        _read_everything(world, human)
    return world


def _read_everything(world: World, person: Person) -> None:
    # Nobody starts with a backlog: what is new is what is said from now on.
    for channel in world.channels.values():
        if channel.messages:
            world.desk(person.id).read[channel.id] = next(reversed(channel.messages))


def add_person(world: World, seed: SeedPerson, number: int, now: int) -> Person:
    """Take somebody in, in no channel yet, and return them; *number* chooses their colour."""
    person_id = ids.named("U", f"{world.team.domain}/{seed.name}")
    world.people[person_id] = Person(
        id=person_id,
        handle=seed.name,
        real_name=seed.real_name,
        title=seed.title,
        tz=seed.tz,
        email=seed.email or f"{seed.name}@{world.team.domain}.example",
        color=_COLORS[number % len(_COLORS)],
        guest=seed.guest,
        deactivated=seed.deactivated,
        external=seed.external,
        updated=now,
    )
    return world.people[person_id]


def install(world: World, listed: Listed, now: int) -> App:
    """Bring an app in with its bot user and return it; its secrets depend on names only."""
    key = f"{world.team.domain}/{listed.name}"
    app = App(
        name=listed.name,
        app_id=listed.app_id,
        client_id=listed.client_id,
        bot_id=ids.named("B", key),
        bot_user_id=ids.named("U", f"{key}#bot"),
        manifest=listed.manifest,
        bot_token=bot_token(world, listed.name, 0),
        app_token=listed.app_token,
        signing_secret=listed.signing_secret,
        verification_token=listed.verification_token,
    )
    world.apps[app.app_id] = app
    bot_name = listed.manifest.bot_name
    world.people[app.bot_user_id] = Person(
        id=app.bot_user_id,
        handle=slug(bot_name).replace("-", "_"),
        real_name=bot_name,
        bot_id=app.bot_id,
        app_id=app.app_id,
        updated=now,
        color="2f5d3a",
    )
    return app


def bot_token(world: World, app_name: str, generation: int) -> str:
    """Return the bot token of an app's nth installation here; an old one never comes back."""
    key = f"{world.team.domain}/{app_name}" + (f"/{generation}" if generation else "")
    return f"xoxb-standin-{ids.secret('bot', key)}"


def _add_channel(world: World, seed: SeedChannel, created: int) -> None:
    kind = "private" if seed.private else "public"
    channel_id = ids.named("C", f"{world.team.domain}/{seed.name}")
    members = list(_members(world, seed))
    world.channels[channel_id] = Channel(
        id=channel_id,
        name=seed.name,
        kind=kind,
        creator=members[0] if members else "",
        created=created,
        topic=seed.topic,
        purpose=seed.purpose,
        general=seed.name == "general",
        archived=seed.archived,
        shared=seed.shared,
        members=members,
    )


def _members(world: World, seed: SeedChannel) -> Iterable[str]:
    for person in world.humans():
        ordinary = not (person.guest or person.external or person.deactivated)
        if person.handle in seed.members if seed.members is not None else ordinary:
            yield person.id
    if seed.bot:
        yield from (app.bot_user_id for app in world.apps.values())


def open_app_channels(world: World, app: App, created: int) -> None:
    """Give everybody their direct conversation with the app."""
    for person in world.humans():
        direct_channel(world, app.bot_user_id, person.id, created=created)


def direct_channel(world: World, *members: str, created: int) -> Channel:
    """Return the direct conversation of two or more members, made if it isn't there yet."""
    channel_id = direct_id(members)
    if channel_id not in world.channels:
        several = len(members) > 2
        handles = "--".join(world.people[member].handle for member in members)
        world.channels[channel_id] = Channel(
            id=channel_id,
            name=f"mpdm-{handles}-1" if several else "",
            kind="mpim" if several else "im",
            creator=members[0],
            created=created,
            members=sorted(members),
        )
    return world.channels[channel_id]


def direct_id(members: Iterable[str]) -> str:
    """Return the id that the direct conversation of these members has."""
    together = sorted(members)
    return ids.named("D" if len(together) == 2 else "G", "/".join(together))


def _add_message(world: World, seed: SeedMessage, now: float) -> None:
    channel = world.channel_called(seed.channel)
    assert channel is not None
    ts = _free_ts(channel, now - seed.minutes_ago * 60)
    message = _spoken(world, seed.by, seed.text, ts)
    channel.messages[ts] = message
    reactions = [_reaction(world, name, who) for name, who in seed.reactions.items()]
    if reactions:
        message["reactions"] = reactions
    for place, reply in enumerate(seed.replies, start=1):
        _add_reply(world, channel, ts, _spoken(world, reply.by, reply.text, _later(ts, place)))


def _spoken(world: World, handle: str, typed: str, ts: str) -> Json:
    person = world.person_called(handle)
    assert person is not None
    text = typed_to_mrkdwn(world, typed)
    return {
        "client_msg_id": ids.client_msg_id(),
        "type": "message",
        "user": person.id,
        "text": text,
        "ts": ts,
        "team": world.team.id,
        "blocks": [rich_text_of(text)],
    }


def _reaction(world: World, name: str, handles: Iterable[str]) -> Json:
    users = [person.id for h in handles if (person := world.person_called(h))]
    return {"name": name, "users": users, "count": len(users)}


def _add_reply(world: World, channel: Channel, root_ts: str, reply: Json) -> None:
    channel.messages[reply["ts"]] = reply
    attach(channel, root_ts, reply)


def _free_ts(channel: Channel, seconds: float) -> str:
    ts = stamp(seconds)
    while ts in channel.messages:
        ts = _later(ts, 1)
    return ts


def _later(ts: str, seconds: int) -> str:
    whole, _, micro = ts.partition(".")
    return f"{int(whole) + seconds}.{micro}"
