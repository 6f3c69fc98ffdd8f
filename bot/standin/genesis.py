"""How a workspace comes to be: from its seed and the apps installed in it."""

from collections.abc import Iterable

from bot.standin import ids
from bot.standin.clock import stamp
from bot.standin.manifest import Manifest
from bot.standin.rich import rich_text_of, typed_to_mrkdwn
from bot.standin.seed import Seed, SeedApp, SeedChannel, SeedMessage, SeedPerson
from bot.standin.shape import Json
from bot.standin.threads import attach
from bot.standin.world import App, Channel, Person, Team, World

_COLORS = ("4a7c59", "a3603b", "3f5f8a", "7a5a8c", "8a6d1f", "2f7d7a", "94465a", "5b6b2e")
# Every scope that one of the stand-in's methods or deliveries asks for.
ALL_SCOPES = (
    "app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join",
    "channels:manage", "channels:read", "channels:write.invites", "chat:write",
    "chat:write.public", "commands", "emoji:read", "groups:history", "groups:read",
    "groups:write", "groups:write.invites", "im:history", "im:read", "im:write", "pins:read",
    "pins:write", "reactions:read", "reactions:write", "team:read", "users.profile:read",
    "users:read", "users:read.email",
)  # fmt: skip
_EXAMPLE_EVENTS = (
    "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_deleted",
    "channel_left", "channel_rename", "channel_unarchive", "group_archive", "group_deleted",
    "group_left", "group_rename", "group_unarchive", "member_joined_channel",
    "member_left_channel", "message.channels", "message.groups", "message.im", "reaction_added",
    "reaction_removed", "team_join", "tokens_revoked", "user_change",
)  # fmt: skip


def example_manifest() -> Manifest:
    """Return the app that is installed where nobody brings one: everything allowed."""
    return Manifest.model_validate(
        {
            "display_information": {"name": "Example app", "description": "An app to try things."},
            "features": {
                "bot_user": {"display_name": "example"},
                "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
                "slash_commands": [
                    {"command": "/example", "description": "Ask the example app", "usage_hint": "…"}
                ],
            },
            "oauth_config": {"scopes": {"bot": list(ALL_SCOPES)}},
            "settings": {
                "event_subscriptions": {"bot_events": list(_EXAMPLE_EVENTS)},
                "interactivity": {"is_enabled": True},
                "socket_mode_enabled": True,
            },
        }
    )


def create_world(seed: Seed, manifest: Manifest | None, *, now: float) -> World:
    """Return a fresh workspace of *seed*, with *manifest*'s app where one is given.

    Args:
        seed: People, channels, messages and apps to start with.
        manifest: Another app to install; with no app at all the example app is installed.
        now: Seconds since the epoch; seeded messages lie before it.
    """
    domain = seed.team.domain
    world = World(team=Team(id=ids.named("T", domain), name=seed.team.name, domain=domain))
    for number, person in enumerate(seed.people):
        add_person(world, person, number, int(now))
    for app in _apps(seed, manifest):
        install(world, app, int(now))
    for channel in seed.channels:
        _add_channel(world, channel, int(now) - 86_400)
    _add_app_channels(world, int(now) - 86_400)
    for message in sorted(seed.messages, key=lambda m: -m.minutes_ago):
        _add_message(world, message, now)
    return world


def _apps(seed: Seed, manifest: Manifest | None) -> list[SeedApp]:
    apps = list(seed.apps)
    if manifest is not None:
        apps.append(SeedApp(name=slug(manifest.display_information.name), manifest=manifest))
    return apps or [SeedApp(name="example-app", manifest=example_manifest())]


def slug(name: str) -> str:
    """Return *name* in small letters, digits and hyphens."""
    kept = "".join(c if c.isalnum() and c.isascii() else "-" for c in name.lower())
    return kept.strip("-")[:30] or "app"


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


def install(world: World, seed: SeedApp, now: int) -> App:
    """Install an app with its bot user and return it; its secrets depend on names only."""
    key = f"{world.team.domain}/{seed.name}"
    app = App(
        name=seed.name,
        app_id=ids.named("A", key),
        bot_id=ids.named("B", key),
        bot_user_id=ids.named("U", f"{key}#bot"),
        manifest=seed.manifest,
        bot_token=f"xoxb-standin-{ids.secret('bot', key)}",
        app_token=f"xapp-1-standin-{ids.secret('app', key)}",
        signing_secret=ids.secret("signing", key),
        verification_token=ids.secret("verification", key)[:24],
    )
    world.apps[app.app_id] = app
    bot_name = seed.manifest.bot_name
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


def _add_app_channels(world: World, created: int) -> None:
    for app in world.apps.values():
        for person in world.humans():
            direct_channel(world, app.bot_user_id, person.id, created)


def direct_channel(world: World, one: str, other: str, created: int) -> Channel:
    """Return the direct conversation of two members, made if it isn't there yet."""
    pair = sorted((one, other))
    channel_id = ids.named("D", "/".join(pair))
    if channel_id not in world.channels:
        world.channels[channel_id] = Channel(
            id=channel_id, name="", kind="im", creator=one, created=created, members=pair
        )
    return world.channels[channel_id]


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
