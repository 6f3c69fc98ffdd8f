"""What the ledger and the workspace hold in the end: read past the bot, to compare."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, mail
from knowledge.ledger import workshops as rows
from knowledge.ledger.schema.traffic import effects
from knowledge.ledger.schema.traffic import mail as letters
from knowledge.records import store
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.refs import Kind
from tests.slack_workspace import Json, Workspace
from workshops.engine.state import Workshop
from workshops.store import Workshops


@dataclass(frozen=True)
class Memory:
    """The bot's ledger and the workspace, looked at from outside."""

    ledger: Ledger
    workspace: Workspace

    @property
    def _here(self) -> WorkspaceId:
        return WorkspaceId(self.workspace.app.team_id)

    async def workshops(self) -> list[Workshop]:
        """Return all workshops, the latest first."""
        async with self.ledger.reading(self._here) as tx:
            return [await Workshops().load(tx, row.id) for row in await rows.all(tx)]

    async def workshop(self) -> Workshop:
        """Return the only workshop."""
        (only,) = await self.workshops()
        return only

    async def notes(self) -> Counter[str]:
        """Return how often each note stands in all workshops."""
        found = await self.workshops()
        return Counter(note.text for one in found for note in one.in_order() if not note.stored)

    async def one_liners(self) -> list[str]:
        """Return the sentences that were captured."""
        async with self.ledger.reading(self._here) as tx:
            found = await store.all_current(tx, Kind.ONE_LINER)
        return [one.body.sentence for one in found if isinstance(one.body, OneLiner)]

    async def hidden(self) -> list[str]:
        """Return the places outside of which a captured sentence is not seen."""
        async with self.ledger.reading(self._here) as tx:
            found = await store.all_current(tx, Kind.ONE_LINER)
        return [str(one.visibility) for one in found if one.visibility is not None]

    async def put_back(self, *, attempt: int) -> bool:
        """Say whether a letter waits to be taken up again after so many attempts."""
        waits = select(letters.c.id).where(letters.c.holder == "", letters.c.attempt == attempt)
        async with self.ledger.reading_mailbox() as session:
            return bool([*await session.execute(waits)])

    async def versions(self) -> list[str]:
        """Return the newest version of each persona and journey."""
        async with self.ledger.reading(self._here) as tx:
            found = await store.all_current(tx, Kind.PERSONA, Kind.JOURNEY)
        return sorted(str(version.named) for version in found)

    async def journey(self) -> Journey:
        """Return the only journey as it is on record."""
        async with self.ledger.reading(self._here) as tx:
            (only,) = await store.all_current(tx, Kind.JOURNEY)
        assert isinstance(only.body, Journey)
        return only.body

    async def effects(self) -> list[Any]:
        """Return all effects that were ever enqueued."""
        async with self.ledger.reading_across() as session:
            return [*await session.execute(select(effects).order_by(effects.c.id))]

    async def waiting(self) -> list[Any]:
        """Return the effects that are still to be done, without timers that nobody took yet."""
        left = [one for one in await self.effects() if one.done_at is one.dead_at is None]
        return [one for one in left if one.attempt or one.due_at <= one.created_at]

    async def read(self) -> bool:
        """Say whether the bot has dealt with all that it has kept."""
        return not await mail.waiting(self.ledger)

    async def idle(self) -> bool:
        """Say whether nothing is to be done any more, nor on its way to the bot."""
        if not await self._quiet() or (await self.workspace.look("status"))["pending"]:
            return False
        # Asked again: what was on its way may have arrived in between.
        return await self._quiet()

    async def _quiet(self) -> bool:
        return await self.read() and not await self.waiting()

    async def given_up(self) -> list[str]:
        """Return the effects that were given up, as kind and reason."""
        return [f"{one.kind}: {one.error}" for one in await self.effects() if one.dead_at]

    async def posts(self) -> list[Json]:
        """Return everything that the bot has posted, in all channels and threads."""
        channels = (await self.workspace.state())["channels"]
        bot = self.workspace.app.bot_user_id
        return [m for c in channels for m in c["messages"].values() if m.get("user") == bot]

    async def posted_twice(self) -> list[str]:
        """Return the effects whose post stands there more than once."""
        payloads = [(m.get("metadata") or {}).get("event_payload") for m in await self.posts()]
        counted = Counter(str(payload["effect"]) for payload in payloads if payload)
        return [effect for effect, n in counted.items() if n > 1]


@asynccontextmanager
async def memory(database_url: str, workspace: Workspace) -> AsyncIterator[Memory]:
    """Open a bot's ledger for looking at it."""
    opening = Ledger.open(database_url, clock=lambda: datetime.now(UTC), kill_at="")
    async with await opening as ledger:
        yield Memory(ledger, workspace)
