"""Nothing counts twice, whenever and however often it is delivered."""

import asyncio

import pytest

from knowledge.ledger import JSON, DeliveryRepeated, Ledger, deliveries
from knowledge.ledger.deliveries import Response
from tests.knowledge.conftest import ACME, OTHER


async def test_a_first_delivery_has_no_answer_yet(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        assert await deliveries.answered(tx, "event 1") is None


@pytest.mark.parametrize("body", [None, {}, {"errors": {"goal": "leer\0 \ud800 ü"}}])
async def test_a_second_delivery_gets_the_first_one_s_response(
    ledger: Ledger, body: dict[str, JSON] | None
) -> None:
    async with ledger.transaction(ACME) as tx:
        await deliveries.record(tx, "event 1", body)
    async with ledger.transaction(ACME) as tx:
        assert await deliveries.answered(tx, "event 1") == Response(body)


async def test_a_key_is_recorded_once(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await deliveries.record(tx, "event 1", None)
    with pytest.raises(DeliveryRepeated):
        async with ledger.transaction(ACME) as tx:
            await deliveries.record(tx, "event 1", None)


async def test_a_rolled_back_delivery_was_never_there(ledger: Ledger) -> None:
    async def fail() -> None:
        async with ledger.transaction(ACME) as tx:
            await deliveries.record(tx, "event 1", None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with ledger.transaction(ACME) as tx:
        assert await deliveries.answered(tx, "event 1") is None


async def test_workspaces_may_have_equal_keys(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await deliveries.record(tx, "event 1", {"of": "acme"})
    async with ledger.transaction(OTHER) as tx:
        assert await deliveries.answered(tx, "event 1") is None
        await deliveries.record(tx, "event 1", {"of": "other"})


async def test_of_many_simultaneous_deliveries_one_is_the_first(ledger: Ledger) -> None:
    """Twenty at once: one does the work, nineteen get its response, nobody sees an error."""

    async def deliver(number: int) -> tuple[bool, Response | None]:
        async with ledger.transaction(ACME) as tx:
            known = await deliveries.answered(tx, "event 1")
            if known is None:
                await deliveries.record(tx, "event 1", {"first": number})
            return known is None, await deliveries.answered(tx, "event 1")

    results = await asyncio.gather(*(deliver(number) for number in range(20)))
    assert sum(first for first, _ in results) == 1
    assert len({str(response) for _, response in results}) == 1
