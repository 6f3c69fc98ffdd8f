"""The running workspace: its world and everything that works on it."""

import asyncio
from collections.abc import Coroutine
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
from bot.standin.world import Person, World


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
        self.playing: Json | None = None
        self.held: list[Coroutine[Any, Any, None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.world = self._kept_world() or self._fresh_world()

    def _kept_world(self) -> World | None:
        kept = read_world(self.settings.state) if self.settings.state else None
        if kept is None:
            return None
        fresh = self._fresh_world()
        if set(fresh.apps) - set(kept.apps):
            return None
        for app_id, app in fresh.apps.items():
            kept.apps[app_id].manifest = app.manifest
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

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let *work* run beside; it is ended when the stand-in ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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
