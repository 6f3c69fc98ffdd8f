"""Timers live in the ledger: they outlive processes, and of several processes one rings."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.dispatcher import Dispatcher, Finished, Verdict
from bot.effects.timers import Timers
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, events
from knowledge.ledger.effects import Effect
from tests.workshops.played import Played
from tests.workshops.scene import MARA, NOON
from workshops.engine import commands as c
from workshops.store import Workshops

ACME = WorkspaceId("acme")


class Processes:
    """As many processes as wanted on one ledger, with one clock for all."""

    def __init__(self, url: str) -> None:
        self.url, self.at = url, NOON
        self.ledgers: list[Ledger] = []

    def clock(self) -> datetime:
        return self.at

    async def start(self) -> Ledger:
        """Start one; it knows nothing but the ledger."""
        ledger = await Ledger.open(self.url, clock=self.clock, kill_at="")
        self.ledgers.append(ledger)
        return ledger

    async def settle(self) -> None:
        """Let all of them do what is due."""
        await asyncio.gather(*(self._dispatcher(ledger).settle() for ledger in self.ledgers))

    def _dispatcher(self, ledger: Ledger) -> Dispatcher:
        async def nothing(_: Effect) -> Verdict:
            return Finished()

        timers = Timers(Workshops(), self.clock)
        kinds = ("slack.board", "slack.line", "slack.notice")
        handlers = {**dict.fromkeys(kinds, nothing), "workshop.time": timers.ring}
        return Dispatcher(ledger, handlers, clock=self.clock)

    async def happened(self, workshop: str) -> list[str]:
        """Return the kinds of all events."""
        async with self.ledgers[0].reading(ACME) as tx:
            return [event.type for event in await events.read(tx, workshop)]


@pytest.fixture
async def processes(database_url: str) -> AsyncIterator[Processes]:
    made = Processes(database_url)
    yield made
    for ledger in made.ledgers:
        await ledger.close()


async def test_a_timer_outlives_the_process_that_set_it_and_rings_once(
    processes: Processes,
) -> None:
    """Set in one process; two others run when it is due, and once more afterwards."""
    async with await processes.start() as first:
        played = Played(first, Workshops(), ACME)
        await played.start()
    processes.ledgers.clear()
    for _ in range(2):
        await processes.start()
    await processes.settle()
    assert await processes.happened(played.id) == ["workshop_started"]
    processes.at = NOON + timedelta(minutes=3)
    for _ in range(2):
        await processes.settle()
    assert await processes.happened(played.id) == ["workshop_started", "time_ran_out"]


async def test_what_was_extended_paused_or_left_rings_no_more(processes: Processes) -> None:
    """Old timers ring into the void; the one that counts rings at its time."""
    played = Played(await processes.start(), Workshops(), ACME)
    await played.start()
    state = await played.state()
    await played.play(c.Extend, by=MARA, drawn=state.drawn, minutes=5)
    processes.at = NOON + timedelta(minutes=4)
    await processes.settle()
    await played.play(c.Pause)
    processes.at = NOON + timedelta(minutes=60)
    await processes.settle()
    assert "time_ran_out" not in await processes.happened(played.id)


async def test_a_clock_that_goes_back_only_lets_it_ring_later(processes: Processes) -> None:
    played = Played(await processes.start(), Workshops(), ACME)
    await played.start()
    processes.at = NOON - timedelta(hours=2)
    await processes.settle()
    assert "time_ran_out" not in await processes.happened(played.id)
    processes.at = NOON + timedelta(minutes=3)
    await processes.settle()
    assert "time_ran_out" in await processes.happened(played.id)
