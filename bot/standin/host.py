"""Everything that runs in this process: the workspaces, and what they share."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.standin.clock import Clock
from bot.standin.delivery.http import HttpTransport
from bot.standin.delivery.quota import EventQuota
from bot.standin.delivery.socket import Sockets
from bot.standin.faults import Faults
from bot.standin.files.blobs import Blobs
from bot.standin.genesis import create_world
from bot.standin.journal import Journal
from bot.standin.listing import Listed, listed_apps
from bot.standin.oauth.grants import Grants
from bot.standin.seed import Seed, SeedWorkspace
from bot.standin.settings import Settings
from bot.standin.site import Site
from bot.standin.storage import Kept, StateFile, read_kept
from bot.standin.webapi.tiers import Limiter
from bot.standin.world import App, Channel, Person, World


class Host:
    """The workspaces with their one clock, journal and set of faults."""

    def __init__(self, settings: Settings, seed: Seed) -> None:
        self.settings, self.seed = settings, seed
        self.clock, self.journal, self.faults = Clock(), Journal(), Faults()
        self.sockets, self.http, self.grants = Sockets(), HttpTransport(), Grants(self.clock)
        self.limiter, self.rate_limits = Limiter(), settings.rate_limits
        self.quota = EventQuota(self.clock)
        self.events_url = settings.events_url
        self.address = ""
        self.blobs = Blobs(settings.state)
        self.state_file = StateFile(settings.state, self._to_keep)
        self.end: Callable[[], None] = lambda: None
        self.was_reset = False
        self.held: list[Coroutine[Any, Any, None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.listed = listed_apps(seed, settings.manifest)
        self.sites = self._sites()

    def _sites(self) -> list[Site]:
        kept = read_kept(self.settings.state) if self.settings.state else None
        worlds = {world.team.id: world for world in kept.workspaces} if kept else {}
        if kept is not None:
            self.clock.offset_s, self.clock.last_us = kept.clock_offset_s, kept.last_us
        sites = []
        for part in self._parts():
            fresh = self._fresh(part)
            world = worlds.get(fresh.team.id)
            if world is not None:
                _take_apps_over(world, fresh)
            sites.append(Site(self, part, world or fresh))
        return sites

    def _parts(self) -> list[SeedWorkspace]:
        return [self.seed, *self.seed.workspaces]

    def _fresh(self, part: SeedWorkspace) -> World:
        return create_world(part, self._installed(part), now=self.clock.now())

    def _installed(self, part: SeedWorkspace) -> list[Listed]:
        if part is self.seed:
            return [app for app in self.listed.values() if app.installed]
        return [self.listed[name] for name in part.installed]

    def _to_keep(self) -> Kept:
        return Kept(
            workspaces=[site.world for site in self.sites],
            clock_offset_s=self.clock.offset_s,
            last_us=self.clock.last_us,
        )

    @property
    def first(self) -> Site:
        """The seed's own workspace."""
        return self.sites[0]

    def site_named(self, name: str) -> Site | None:
        """Return the workspace with that domain or id, None if there is none."""
        return next((s for s in self.sites if name in (s.world.team.domain, s.world.team.id)), None)

    def seat(self, address: str) -> tuple[Site, Person] | None:
        """Return workspace and person of an address.

        Args:
            address: A handle of the first workspace, `handle@domain` of another one, or `-` for
                the first person of the seed.
        """
        if address == "-":
            return self.first, self.first.first_person()
        handle, _, domain = address.partition("@")
        site = self.site_named(domain) if domain else self.first
        person = site.world.person_called(handle) if site else None
        return (site, person) if site is not None and person is not None else None

    def bearer(self, token: str) -> tuple[Site, App] | None:
        """Return workspace and app of a token; an app-level token stands for the first one."""
        for site in self.sites:
            for app in site.world.apps.values():
                if token in (app.bot_token, app.app_token):
                    return site, app
        return None

    def holding(self, channel_id: str) -> tuple[Site, Channel] | None:
        """Return the conversation with that id and the workspace it is in."""
        for site in self.sites:
            if channel_id in site.world.channels:
                return site, site.world.channels[channel_id]
        return None

    def reset(self) -> None:
        """Go back to the seed; what is under way ends, everybody's page starts over."""
        for task in self._tasks:
            task.cancel()
        self.clock.offset_s = 0.0
        self.faults.clear()
        self.journal.clear()
        self.blobs.clear()
        self.grants.clear()
        for site, part in zip(self.sites, self._parts(), strict=True):
            site.start_over(self._fresh(part))
        self.changed()

    def changed(self) -> None:
        """Say that something has changed and should be written down."""
        self.state_file.touch()

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
