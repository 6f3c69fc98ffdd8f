"""Who was told to wait makes everybody wait."""

from datetime import timedelta

from knowledge.ledger import Ledger, gates
from tests.knowledge.conftest import ACME, NOON, OTHER, Clock

POST = "chat.postMessage"


async def close(ledger: Ledger, seconds: float, channel: str | None = None) -> None:
    async with ledger.transaction(ACME) as tx:
        await gates.close(tx, method=POST, channel=channel, until=NOON + timedelta(seconds=seconds))


async def until(ledger: Ledger, channel: str | None = None, *, method: str = POST) -> float | None:
    async with ledger.reading(ACME) as tx:
        found = await gates.closed_until(tx, method=method, channel=channel)
    return None if found is None else (found - NOON).total_seconds()


async def test_an_open_gate(ledger: Ledger) -> None:
    assert await until(ledger) is None


async def test_a_gate_opens_by_itself(ledger: Ledger, clock: Clock) -> None:
    await close(ledger, 30)
    clock.turn(29.999)
    assert await until(ledger) == 30
    clock.turn(0.001)
    assert await until(ledger) is None


async def test_a_channel_s_gate_is_its_own(ledger: Ledger) -> None:
    await close(ledger, 30, "C1")
    assert (await until(ledger, "C1"), await until(ledger, "C2"), await until(ledger)) == (
        *(30, None),
        None,
    )


async def test_the_workspace_s_gate_holds_for_each_channel(ledger: Ledger) -> None:
    await close(ledger, 30)
    await close(ledger, 10, "C1")
    assert await until(ledger, "C1") == 30


async def test_a_gate_that_is_shut_for_longer_stays_so(ledger: Ledger) -> None:
    await close(ledger, 30)
    await close(ledger, 1)
    assert await until(ledger) == 30


async def test_gates_are_by_method_and_workspace(ledger: Ledger) -> None:
    await close(ledger, 30)
    assert await until(ledger, method="chat.update") is None
    async with ledger.reading(OTHER) as tx:
        assert await gates.closed_until(tx, method=POST) is None
