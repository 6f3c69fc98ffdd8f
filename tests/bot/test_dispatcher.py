"""What can't be written down is a failure like any other: it is tried again, and given up."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.dispatcher import LONGEST_PAUSE_S, MOST_FAILURES, Dispatcher, Finished, Never, Verdict
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, NoSuchWorkshop, Transaction, effects
from knowledge.ledger.effects import Effect
from knowledge.ledger.schema.traffic import effects as table
from tests.workshops.scene import NOON

ACME = WorkspaceId("acme")


async def _broken(tx: Transaction) -> None:
    await effects.enqueue(tx, "half", {}, lane="half")
    raise KeyError("a defect of ours")


async def _gone(_: Transaction) -> None:
    raise NoSuchWorkshop("w1")


async def test_what_cannot_be_kept_stops_neither_its_lane_nor_the_others(sqlite_url: str) -> None:
    """Nothing of it is half written; a workshop that is gone by then is no failure at all."""
    at = [NOON]

    def clock() -> datetime:
        return at[0]

    verdicts: dict[str, Verdict] = {
        "bad": Finished(keep=_broken), "worse": Never("no", keep=_broken),
        "gone": Finished(keep=_gone), "good": Finished(),
    }  # fmt: skip

    async def does(effect: Effect) -> Verdict:
        return verdicts[effect.kind]

    async with await Ledger.open(sqlite_url, clock=clock, kill_at="") as ledger:
        async with ledger.transaction(ACME) as tx:
            for kind, lane in (
                ("bad", "a"),
                ("good", "a"),
                ("worse", "b"),
                ("good", "b"),
                ("gone", "c"),
            ):
                await effects.enqueue(tx, kind, {}, lane=lane)
        dispatcher = Dispatcher(ledger, dict.fromkeys(verdicts, does), clock=clock)
        for _ in range(MOST_FAILURES):
            await dispatcher.settle()
            at[0] += timedelta(seconds=LONGEST_PAUSE_S)
        async with ledger.reading_across() as session:
            rows = [*await session.execute(select(table).order_by(table.c.id))]
    ended = [(one.kind, one.error if one.dead_at else "done", one.attempt) for one in rows]
    assert ended == [
        ("bad", "KeyError", MOST_FAILURES), ("good", "done", 1),
        ("worse", "KeyError", MOST_FAILURES), ("good", "done", 1), ("gone", "done", 1),
    ]  # fmt: skip


async def test_a_dispatcher_that_is_cut_short_leaves_nothing_running(sqlite_url: str) -> None:
    """Whatever still hangs when its time to stop is over keeps no lease from then on."""
    begun = asyncio.Event()

    async def hang(_: Effect) -> Verdict:
        begun.set()
        await asyncio.Event().wait()
        return Finished()

    async with await Ledger.open(sqlite_url, clock=lambda: NOON, kill_at="") as ledger:
        async with ledger.transaction(ACME) as tx:
            await effects.enqueue(tx, "hang", {}, lane="a")
        running = asyncio.create_task(Dispatcher(ledger, {"hang": hang}, clock=lambda: NOON).run())
        await begun.wait()
        running.cancel()
        await asyncio.wait({running})
        assert asyncio.all_tasks() == {asyncio.current_task()}
