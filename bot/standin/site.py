"""One workspace while it runs: its world, its people's streams, what plays in it."""

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from bot.standin.live import Live
from bot.standin.seed import SeedWorkspace
from bot.standin.shape import Json
from bot.standin.triggers import Triggers
from bot.standin.world import Person, World

if TYPE_CHECKING:
    from bot.standin.host import Host


class Site:
    """A workspace; what it shares with the others lies in its host."""

    def __init__(self, host: "Host", seed: SeedWorkspace, world: World) -> None:
        self.host, self.seed, self.world = host, seed, world
        self.clock, self.journal, self.faults = host.clock, host.journal, host.faults
        self.live = Live()
        self.triggers = Triggers(host.clock)
        self.notices: dict[str, list[Json]] = {}
        self.drawn_before: dict[str, list[Json]] = {}
        """By channel and ts, the blocks that a message had before it was last edited."""
        self.playing: Json | None = None
        self.player: asyncio.Task[None] | None = None
        self.going = asyncio.Event()

    @property
    def url(self) -> str:
        """The address under which this server is reached."""
        return self.host.address

    @property
    def is_first(self) -> bool:
        """Whether this is the seed's own workspace."""
        return self is self.host.first

    def seat_of(self, person: Person) -> str:
        """Return how the page's addresses name a person."""
        return person.handle if self.is_first else f"{person.handle}@{self.world.team.domain}"

    def first_person(self) -> Person:
        """Return the first person of the seed."""
        return self.world.humans()[0]

    def start_over(self, world: World) -> None:
        """Take a fresh world; everybody's page starts over."""
        self.world = world
        self.notices.clear()
        self.drawn_before.clear()
        self.live.push((p.id for p in world.humans()), "reload")

    def changed(self) -> None:
        """Say that the world has changed and should be written down."""
        self.host.changed()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Let *work* run beside and return its task."""
        return self.host.spawn(work)
