"""Workshops in the ledger: a row to ask for and to lock, and events that only grow."""

import asyncio

import pytest

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import (
    JSON,
    Ledger,
    NoSuchWorkshop,
    SequenceMoved,
    Transaction,
    bodies,
    events,
    workshops,
)
from knowledge.ledger.events import StoredEvent
from tests.knowledge.conftest import ACME, NOON, OTHER, Clock

MARA, JONAS = PersonId("p1"), PersonId("p2")
HERE, THERE = PlaceId("C1"), PlaceId("C2")
AWKWARD: list[JSON] = [{"text": "leer\0 \ud800 ‮ 👩‍👩‍👧 ü"}, [1.5, None, True], "text", None]


async def create(tx: Transaction, id: str = "w1", *, place: PlaceId = HERE) -> None:
    await workshops.create(tx, id, place=place, facilitator=MARA)


def said(body: JSON, person: PersonId = JONAS) -> StoredEvent:
    return StoredEvent("NoteAdded", 1, person, body)


async def test_a_new_workshop_runs_and_has_no_events(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)
        row = await workshops.lock(tx, "w1")
        assert (row.seq, row.status, row.place, row.facilitator) == (0, "running", HERE, MARA)
        assert (row.board_ts, row.visibility, row.created_at) == (None, None, NOON)
        assert await events.read(tx, "w1") == ()


@pytest.mark.parametrize("body", AWKWARD)
async def test_events_come_back_as_they_went_in(ledger: Ledger, body: JSON) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)
        await events.append(tx, "w1", expected_seq=0, events=[said(body)])
    async with ledger.reading(ACME) as tx:
        assert await events.read(tx, "w1") == (
            StoredEvent("NoteAdded", 1, JONAS, body, seq=1, at=NOON),
        )


async def test_events_are_numbered_and_read_from_the_tail(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)
        assert await events.append(tx, "w1", expected_seq=0, events=[said(1), said(2)]) == 2
        assert await events.append(tx, "w1", expected_seq=2, events=[said(3)]) == 3
        assert await events.append(tx, "w1", expected_seq=3, events=[]) == 3
        assert [e.body for e in await events.read(tx, "w1", after=1)] == [2, 3]
        assert (await workshops.get(tx, "w1")).seq == 3


async def test_a_writer_that_missed_events_is_refused(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)
        await events.append(tx, "w1", expected_seq=0, events=[said(1)])
        with pytest.raises(SequenceMoved):
            await events.append(tx, "w1", expected_seq=0, events=[said(2)])


async def test_those_who_lock_first_append_one_after_another(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)

    async def write(number: int) -> None:
        async with ledger.transaction(ACME) as tx:
            row = await workshops.lock(tx, "w1")
            await events.append(tx, "w1", expected_seq=row.seq, events=[said(number)])

    await asyncio.gather(*(write(number) for number in range(20)))
    async with ledger.reading(ACME) as tx:
        read = await events.read(tx, "w1")
    assert [event.seq for event in read] == list(range(1, 21))
    assert sorted(int(str(event.body)) for event in read) == list(range(20))


async def test_a_missing_workshop_is_named(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        for asked in (
            workshops.lock(tx, "w9"),
            workshops.get(tx, "w9"),
            workshops.update(tx, "w9", status="closed"),
            events.append(tx, "w9", expected_seq=0, events=[said(1)]),
        ):
            with pytest.raises(NoSuchWorkshop):
                await asked


async def test_workshops_are_found_by_board_and_place(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)
        await create(tx, "w2", place=THERE)
        await workshops.update(tx, "w1", board_ts="1.1")
        found = await workshops.by_board(tx, HERE, "1.1")
        assert found is not None
        assert found.id == "w1"
        assert await workshops.by_board(tx, THERE, "1.1") is None
        assert [row.id for row in await workshops.active_in(tx, THERE)] == ["w2"]


async def test_a_closed_workshop_is_not_active(ledger: Ledger, clock: Clock) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx, "old")
    clock.turn(1)
    async with ledger.transaction(ACME) as tx:
        await create(tx, "new")
        await workshops.update(tx, "old", status="closed")
        assert [row.id for row in await workshops.active_in(tx, HERE)] == ["new"]
        assert [row.id for row in await workshops.all(tx)] == ["new", "old"]
        assert [row.id for row in await workshops.active(tx)] == ["new"]


async def test_only_the_row_s_own_fields_are_updated(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)
        with pytest.raises(TypeError, match="workspace"):
            await workshops.update(tx, "w1", workspace=OTHER)


async def test_two_thousand_events_are_read_at_once(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await create(tx)
        many = [said({"n": number}) for number in range(2000)]
        await events.append(tx, "w1", expected_seq=0, events=many)
        assert len(await events.read(tx, "w1")) == 2000


async def test_equal_texts_have_different_digests(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        first, second = await bodies.put(tx, "the same"), await bodies.put(tx, "the same")
        assert first != second
        assert await bodies.get(tx, [first, second]) == {first: "the same", second: "the same"}
