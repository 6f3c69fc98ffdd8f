"""Persons have ids of ours that say nothing about who they are."""

import asyncio

import pytest

from knowledge.identity import PersonId
from knowledge.ledger import Ledger, NoSuchPerson, people
from knowledge.ledger.people import Profile
from tests.knowledge.conftest import ACME, OTHER

NOBODY = PersonId("p99")


async def test_a_person_keeps_their_id(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        mara = await people.of(tx, "U-MARA")
        jonas = await people.of(tx, "U-JONAS")
    async with ledger.reading(ACME) as tx:
        assert await people.of(tx, "U-MARA") == mara != jonas
        assert await people.outside(tx, jonas) == "U-JONAS"


async def test_one_person_seen_by_many_at_once_has_one_id(ledger: Ledger) -> None:
    async def see() -> PersonId:
        async with ledger.transaction(ACME) as tx:
            return await people.of(tx, "U-MARA")

    assert len(set(await asyncio.gather(*(see() for _ in range(12))))) == 1


async def test_a_profile_is_remembered(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        mara = await people.of(tx, "U-MARA")
        assert await people.profile(tx, mara) == Profile(None, None, None)
        await people.remember(tx, mara, name="Mara", title="sales", tz="Europe/Berlin")
        seen = await people.profiles(tx, [mara, NOBODY])
    assert seen == {mara: Profile("Mara", "sales", "Europe/Berlin")}


async def test_where_somebody_works_in_their_own_word_outlasts_their_title(
    ledger: Ledger,
) -> None:
    async with ledger.transaction(ACME) as tx:
        mara = await people.of(tx, "U-MARA")
        await people.keep_own_department(tx, mara, "Field force")
        await people.remember(tx, mara, name="Mara", title="sales", tz=None)
        found = await people.profile(tx, mara)
    assert (found.title, found.department) == ("sales", "Field force")


async def test_nobody_is_made_up(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        for asked in (
            people.outside(tx, NOBODY),
            people.profile(tx, NOBODY),
            people.keep_own_department(tx, NOBODY, "sales"),
            people.remember(tx, NOBODY, name="x", title=None, tz=None),
        ):
            with pytest.raises(NoSuchPerson):
                await asked


async def test_a_workspace_knows_only_its_own_people(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        mara = await people.of(tx, "U-MARA")
    async with ledger.transaction(OTHER) as tx:
        assert await people.known(tx, "U-MARA") is None
        assert await people.profiles(tx, [mara]) == {}
