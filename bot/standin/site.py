"""The running workspace: its world and everything that works on it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.standin.clock import Clock
from bot.standin.delivery.http import HttpTransport
from bot.standin.delivery.socket import Sockets
from bot.standin.faults import Faults
from bot.standin.genesis import create_world
from bot.standin.journal import Journal
from bot.standin.live import Live
from bot.standin.seed import Seed
from bot.standin.settings import Settings
from bot.standin.shape import Json
from bot.standin.storage import StateFile, read_world
from bot.standin.triggers import Triggers
from bot.standin.webapi.tiers import Limiter
from bot.standin.world import Channel, Person, World


class Site:
    """One workspace with its clock, its people's streams, its journal and its faults."""

    def __init__(self, settings: Settings, seed: Seed) -> None:
        self.settings, self.seed = settings, seed
        self.clock = Clock()
        self.live, self.journal, self.faults = Live(), Journal(), Faults()
        self.triggers = Triggers(self.clock)
        self.sockets, self.http = Sockets(), HttpTransport()
        self.limiter, self.rate_limits = Limiter(), settings.rate_limits
        self.events_url = settings.events_url
        self.address = ""
        self.state_file = StateFile(settings.state, self._world_to_keep)
        self.notices: dict[str, list[Json]] = {}
        self.end: Callable[[], None] = lambda: None
        self.was_reset = False
        self.playing: Json | None = None
        self.player: asyncio.Task[None] | None = None
        self.held: list[Coroutine[Any, Any, None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.world = self._kept_world() or self._fresh_world()

    def _kept_world(self) -> World | None:
        kept = read_world(self.settings.state) if self.settings.state else None
        if kept is None:
            return None
        _take_apps_over(kept, self._fresh_world())
        self.clock.offset_s, self.clock.last_us = kept.clock_offset_s, kept.last_us
        return kept

    def _fresh_world(self) -> World:
        return create_world(self.seed, self.settings.manifest, now=self.clock.now())

    def _world_to_keep(self) -> World:
        self.world.clock_offset_s = self.clock.offset_s
        self.world.last_us = self.clock.last_us
        return self.world

    def reset(self) -> None:
        """Go back to the seed; what is under way ends, everybody's page starts over."""
        for task in self._tasks:
            task.cancel()
        self.clock.offset_s = 0.0
        self.world = self._fresh_world()
        self.faults.clear()
        self.journal.clear()
        self.notices.clear()
        self.changed()
        self.live.push((p.id for p in self.world.humans()), "reload")

    def changed(self) -> None:
        """Say that the world has changed and should be written down."""
        self.state_file.touch()

    def first_person(self) -> Person:
        """Return the first person of the seed."""
        return self.world.humans()[0]

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Let *work* run beside and return its task; it is ended when the stand-in ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    @property
    def pending(self) -> int:
        """How many deliveries and other works are under way."""
        return len(self._tasks)

    async def close(self) -> None:
        """End what runs beside and write the state down."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for delivery in self.held:
            delivery.close()
        await self.http.close()
        await self.state_file.stop()


def _take_apps_over(kept: World, fresh: World) -> None:
    # A kept workspace follows the manifests of today: changed apps change, new ones come in.
    for app_id, app in fresh.apps.items():
        if app_id in kept.apps:
            kept.apps[app_id].manifest = app.manifest
            continue
        kept.apps[app_id] = app
        kept.people[app.bot_user_id] = fresh.people[app.bot_user_id]
        for channel_id, channel in fresh.channels.items():
            if app.bot_user_id in channel.members:
                _let_in(kept.channels.setdefault(channel_id, channel), app.bot_user_id)


def _let_in(channel: Channel, user: str) -> None:
    if user not in channel.members:
        channel.members.append(user)
