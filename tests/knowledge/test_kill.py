"""A process that dies at a named point loses nothing that it had acknowledged."""

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.ledger import Ledger, deliveries, effects, killpoints, reach
from knowledge.ledger.schema.traffic import effects as effects_table
from tests.forked import start
from tests.knowledge.conftest import ACME, Clock, ended


async def _delivered(url: str) -> None:
    async with await Ledger.open(
        url, clock=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)
    ) as ledger:
        async with ledger.transaction(ACME) as tx:
            await deliveries.record(tx, "event 1", {"said": "thanks"})
            await effects.enqueue(tx, "slack.line", {}, lane="place:C1")
        print("acknowledged", flush=True)
        for effect in await effects.take(ledger, worker="w1", limit=1):
            await ended(ledger, effects.done, effect, result=None)


def _deliver(url: str) -> None:
    asyncio.run(_delivered(url))


async def deliver(url: str, log: Path, *, kill_at: str) -> tuple[int, str]:
    """Let a process take a delivery; return how it ended, and what it said."""
    armed = {**os.environ, killpoints.SETTING: kill_at}
    code = await start(_deliver, url, log=log, environment=armed).wait()
    return code, log.read_text().strip()


async def left(url: str, clock: Clock) -> tuple[bool, str]:
    """Say whether the delivery is known, and how far its effect has come."""
    opening = Ledger.open(url, clock=clock, kill_at="")
    async with await opening as ledger, ledger.reading(ACME) as tx:
        known = await deliveries.answered(tx, "event 1") is not None
        rows = [*await tx.execute(select(effects_table))]
    if not rows:
        return known, "no effect"
    if rows[0].done_at is not None:
        return known, "done"
    return known, "begun" if rows[0].attempt else "waiting"


@pytest.mark.parametrize(
    ("point", "acknowledged", "found"),
    [
        ("before_insert", "", (False, "no effect")),
        ("before_commit", "", (False, "no effect")),
        ("after_commit", "", (True, "waiting")),
        ("effect_taken", "acknowledged", (True, "begun")),
        ("effect_before_done", "acknowledged", (True, "begun")),
        ("before_commit:2", "acknowledged", (True, "begun")),
        ("effect_done", "acknowledged", (True, "done")),
    ],
)
async def test_what_a_killed_process_leaves(
    database_url: str,
    tmp_path: Path,
    clock: Clock,
    point: str,
    acknowledged: str,
    found: tuple[bool, str],
) -> None:
    """All of a transaction or nothing of it, and all of it before the acknowledgement."""
    assert await deliver(database_url, tmp_path / "log", kill_at=point) == (
        -signal.SIGKILL,
        acknowledged,
    )
    assert await left(database_url, clock) == found


async def test_nobody_dies_when_nothing_is_armed(
    database_url: str, tmp_path: Path, clock: Clock
) -> None:
    assert await deliver(database_url, tmp_path / "log", kill_at="") == (0, "acknowledged")
    assert await left(database_url, clock) == (True, "done")


@pytest.mark.parametrize("setting", ["nowhere", "after_commit:0", "after_commit:x"])
def test_an_unknown_point_cannot_be_armed(setting: str) -> None:
    with pytest.raises(ValueError, match=r"no such point|invalid literal"):
        killpoints.arm(setting)


def test_an_unnamed_point_cannot_be_reached() -> None:
    with pytest.raises(ValueError, match="unnamed"):
        reach("somewhere")
