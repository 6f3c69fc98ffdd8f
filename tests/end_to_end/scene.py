"""A team in a workshop with the bot inside the test, and what is remembered of it."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from knowledge.ledger import effects
from tests.bot_inside import InsideBot
from tests.end_to_end.memory import Memory
from tests.end_to_end.team import Team
from tests.slack_workspace import Json, Workspace


@dataclass(frozen=True)
class Scene:
    """What a test about the outside world works with."""

    bot: InsideBot
    team: Team
    memory: Memory
    clock: Path

    @property
    def workspace(self) -> Workspace:
        """Where it plays."""
        return self.bot.workspace

    def advance(self, seconds: float) -> None:
        """Move the bot's clock forward."""
        self.clock.write_text(str(float(self.clock.read_text()) + seconds))

    async def start(self) -> None:
        """Start the usual workshop and wait for its board."""
        await self.team.start()
        await self.settled()

    async def begin(self) -> None:
        """Start the usual workshop; its board may have to wait."""
        await self.team.begin()

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        await self.workspace.eventually(self.memory.idle)

    def now(self) -> datetime:
        """Return what the bot's clock says."""
        return datetime.now(UTC) + timedelta(seconds=float(self.clock.read_text()))

    async def stalled(self) -> None:
        """Wait until all that is to be done has to wait for the clock."""

        async def waiting() -> bool:
            on_its_way = (await self.workspace.look("status"))["pending"]
            if on_its_way or not await self.memory.read():
                return False
            if any(one.lease_until for one in await self.memory.waiting()):
                return False
            due = await effects.next_due(self.memory.ledger)
            return due is not None and due > self.now()

        await self.workspace.eventually(waiting)

    async def calls(self, method: str) -> list[Json]:
        """Return the calls of a method so far, the refused ones too."""
        return await self.workspace.log(kind="api", name=method)

    async def fault(self, method: str, kind: str, **more: object) -> None:
        """Let calls of a method go wrong."""
        await self.workspace.control("fault", method=method, kind=kind, **more)

    async def healed(self) -> None:
        """Let everything go right again."""
        await self.workspace.control("fault", clear=True)


class Open(Protocol):
    """Opens a scene on a transport, and on another database than SQLite if named.

    With the example records if `furnished`; these are on SQLite. A scene that is about the bot's
    regard for others (a second between posts, a second after a stop) is not `hurried`.
    """

    def __call__(
        self,
        transport: str = "socket",
        url: str = "",
        *,
        furnished: bool = False,
        hurried: bool = True,
    ) -> AbstractAsyncContextManager[Scene]:
        """Open it."""
