"""Records in versions: 1..n without gaps, never changed, nobody's words overwritten."""

import asyncio

import pytest
from pydantic import ValidationError
from sqlalchemy import text, update

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Ledger, Transaction
from knowledge.ledger.schema.workspaces import bodies
from knowledge.records import store
from knowledge.records.errors import (
    MergeConflict,
    NoSuchRecord,
    NoSuchVersion,
    StaleBase,
    WrongKind,
)
from knowledge.records.models.bodies import Body
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Kind, Ref, VersionRef
from knowledge.records.store import Breach, Version
from knowledge.records.visible import visible_to
from tests.knowledge.conftest import ACME, NOON, OTHER, Clock

MARA = PersonId("p1")
P1 = Ref(Kind.PERSONA, 1)
PETRA = Persona(name="Petra", insights=(Insight(id="i1", text="Costs", lane="pains"),))
BODIES: dict[Kind, Body] = {
    Kind.PERSONA: PETRA,
    Kind.SEGMENT: Segment(name="Food industry"),
    Kind.JOURNEY: Journey(title="Safer hands"),
    Kind.ONE_LINER: OneLiner(sentence="Nobody buys gloves…", heard_by=MARA, heard_at=NOON),
    Kind.SCENARIO: Scenario(title="What Petra hears", persona="P1"),
}


async def publish(
    tx: Transaction, body: Body = PETRA, *, base: int | None = None, ref: Ref = P1
) -> Version:
    return await store.publish(tx, ref, body, person=MARA, reason="workshop", base=base)


def with_role(role: str) -> Persona:
    return PETRA.model_copy(update={"role": role})


def with_insight(id: str, said: str = "More") -> Persona:
    added = Insight(id=id, text=said, lane="gains")
    return PETRA.model_copy(update={"insights": (*PETRA.insights, added)})


async def test_what_nobody_could_read_again_is_not_stored(ledger: Ledger) -> None:
    wrong = PETRA.model_copy(update={"name": ""})
    with pytest.raises(ValidationError):
        async with ledger.transaction(ACME) as tx:
            await publish(tx, wrong)
    async with ledger.reading(ACME) as tx:
        assert await store.all_current(tx) == ()


@pytest.mark.parametrize("kind", Kind)
async def test_each_kind_is_kept_whole(ledger: Ledger, kind: Kind) -> None:
    async with ledger.transaction(ACME) as tx:
        ref = await store.new_ref(tx, kind)
        made = await publish(tx, BODIES[kind], ref=ref)
    async with ledger.reading(ACME) as tx:
        assert await store.current(tx, Ref(kind, 1)) == made
        assert (made.body, made.number, made.at) == (BODIES[kind], 1, NOON)


async def test_refs_are_short_and_never_given_twice(ledger: Ledger) -> None:
    async def new() -> str:
        async with ledger.transaction(ACME) as tx:
            return str(await store.new_ref(tx, Kind.ONE_LINER))

    given = await asyncio.gather(*(new() for _ in range(12)))
    assert sorted(given, key=lambda ref: int(ref[1:])) == [f"L{n}" for n in range(1, 13)]


async def test_versions_follow_one_another(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await publish(tx)
        second = await publish(tx, with_role("Safety manager"), base=1)
        assert (second.number, second.base, str(second.named)) == (2, 1, "P1@2")
        assert [version.number for version in await store.history(tx, P1)] == [2, 1]
        assert (await store.version(tx, VersionRef(P1, 1))).body == PETRA


async def test_a_body_that_says_the_same_makes_no_version(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        first = await publish(tx)
        assert await publish(tx, PETRA.model_copy(), base=1) == first
        assert await store.generation(tx) == 1


async def test_the_generation_grows_with_each_version(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        assert await store.generation(tx) == 0
        await publish(tx)
        await publish(tx, ref=Ref(Kind.PERSONA, 2))
        await publish(tx, with_role("x"), base=1)
        assert await store.generation(tx) == 3
        changed = await store.changed_since(tx, 1)
        assert [str(version.named) for version in changed] == ["P1@2", "P2@1"]
        assert await store.changed_since(tx, 3) == ()


async def test_a_rolled_back_publishing_leaves_no_gap(ledger: Ledger) -> None:
    async def fail() -> None:
        async with ledger.transaction(ACME) as tx:
            await publish(tx)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with ledger.transaction(ACME) as tx:
        assert (await publish(tx)).number == 1


async def test_all_current_holds_the_newest_of_each(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        for kind, body in BODIES.items():
            await publish(tx, body, ref=Ref(kind, 1))
        await publish(tx, with_role("x"), base=1)
        named = [str(version.named) for version in await store.all_current(tx)]
        assert named == ["I1@1", "J1@1", "L1@1", "P1@2", "S1@1"]
        some = await store.all_current(tx, Kind.PERSONA, Kind.JOURNEY)
        assert [str(version.ref) for version in some] == ["J1", "P1"]


async def test_what_is_missing_is_named(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        with pytest.raises(NoSuchRecord):
            await store.current(tx, P1)
        with pytest.raises(NoSuchRecord):
            await store.history(tx, P1)
        with pytest.raises(NoSuchVersion):
            await publish(tx, base=1)
        await publish(tx)
        for number in (0, 2):
            with pytest.raises(NoSuchVersion):
                await store.version(tx, VersionRef(P1, number))
            with pytest.raises(NoSuchVersion):
                await publish(tx, base=number)


async def test_a_body_goes_under_a_ref_of_its_kind(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        with pytest.raises(WrongKind):
            await publish(tx, PETRA, ref=Ref(Kind.JOURNEY, 1))


async def test_independent_changes_are_merged(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await publish(tx)
        await publish(tx, with_role("Safety manager"), base=1)
        third = await publish(tx, with_insight("i2"), base=1)
    assert isinstance(third.body, Persona)
    assert third.body.role == "Safety manager"
    assert [insight.id for insight in third.body.insights] == ["i1", "i2"]
    assert (third.number, third.base) == (3, 1)


async def test_the_second_of_two_sees_both_texts(ledger: Ledger) -> None:
    """Nothing is published, nothing is lost, and the loser may insist."""
    async with ledger.transaction(ACME) as tx:
        await publish(tx)
        await publish(tx, with_role("theirs"), base=1)
        with pytest.raises(MergeConflict) as caught:
            await publish(tx, with_role("ours"), base=1)
        (conflict,) = caught.value.conflicts
        assert (conflict.field, conflict.base) == ("role", None)
        assert (conflict.ours, conflict.theirs) == ("ours", "theirs")
        merged, current = caught.value.merged, caught.value.current
        assert (await publish(tx, merged, base=current.number)).number == 3


async def test_without_merging_a_stale_base_is_refused(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await publish(tx)
        await publish(tx, with_role("x"), base=1)
        with pytest.raises(StaleBase):
            await store.publish(
                tx, P1, with_insight("i2"), person=MARA, reason="import", base=1, merge=False
            )


async def test_a_place_s_record_stays_there(ledger: Ledger) -> None:
    room = PlaceId("C1")
    async with ledger.transaction(ACME) as tx:
        first = await store.publish(
            tx, P1, PETRA, base=None, visibility=room, person=MARA, reason="workshop"
        )
        second = await publish(tx, with_role("x"), base=1)
    assert [v.visibility for v in (first, second)] == [room, room]
    assert [visible_to(second, places) for places in (frozenset({room}), frozenset[PlaceId]())] == [
        True,
        False,
    ]


async def test_workspaces_have_refs_and_versions_of_their_own(ledger: Ledger) -> None:
    for workspace in (ACME, OTHER):
        async with ledger.transaction(workspace) as tx:
            assert str(await store.new_ref(tx, Kind.PERSONA)) == "P1"
            assert (await publish(tx)).number == 1


async def test_the_workspaces_with_records_are_known(ledger: Ledger) -> None:
    for workspace in (OTHER, ACME):
        async with ledger.transaction(workspace) as tx:
            await publish(tx)
    assert await ledger.workspaces() == (ACME, OTHER)


async def test_equal_records_have_different_chains(ledger: Ledger) -> None:
    chains = set()
    for workspace in (ACME, OTHER):
        async with ledger.transaction(workspace) as tx:
            chains.add((await publish(tx)).chain)
    assert len(chains) == 2


async def three_versions(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await publish(tx)
        await publish(tx, with_role("a"), base=1)
        await publish(tx, with_role("b"), base=2)


async def test_an_untouched_chain_holds(ledger: Ledger) -> None:
    await three_versions(ledger)
    async with ledger.reading(ACME) as tx:
        assert await store.verify_chain(tx, P1) == ()
        assert await store.verify_chain(tx) == ()


@pytest.mark.parametrize(
    ("tampering", "breaches"),
    [
        ("UPDATE record_versions SET person = 'p9' WHERE version = 2", [(2, "chain")]),
        ("UPDATE record_versions SET reason = 'x' WHERE version = 3", [(3, "chain")]),
        ("UPDATE record_versions SET visibility = 'C9' WHERE version = 1", [(1, "chain")]),
        ("UPDATE record_versions SET chain = 'x' WHERE version = 2", [(2, "chain"), (3, "chain")]),
        ("DELETE FROM record_versions WHERE version = 2", [(3, "gap"), (3, "chain")]),
    ],
)
async def test_a_tampered_row_is_found(
    ledger: Ledger, tampering: str, breaches: list[tuple[int, str]]
) -> None:
    """Somebody takes the triggers away first; the chain still tells."""
    await three_versions(ledger)
    async with ledger.transaction(ACME) as tx:
        for statement in _without_triggers(tx.dialect):
            await tx.execute(text(statement))
        await tx.execute(text(tampering))
        found = await store.verify_chain(tx, P1)
    assert [(breach.version, breach.what) for breach in found] == breaches


async def test_a_last_version_that_was_cut_off_is_found(ledger: Ledger) -> None:
    """The versions before it are a perfect chain; the generation knows better."""
    await three_versions(ledger)
    async with ledger.transaction(ACME) as tx:
        for statement in _without_triggers(tx.dialect):
            await tx.execute(text(statement))
        await tx.execute(text("DELETE FROM record_versions WHERE version = 3"))
        assert await store.verify_chain(tx) == (Breach(None, 1, "missing"),)


def _without_triggers(dialect: str) -> list[str]:
    if dialect == "postgresql":
        return ["ALTER TABLE record_versions DISABLE TRIGGER ALL"]
    return [f"DROP TRIGGER record_versions_no_{verb}" for verb in ("update", "delete")]


async def test_a_changed_body_is_found_and_an_erased_one_is_not_a_breach(ledger: Ledger) -> None:
    await three_versions(ledger)
    async with ledger.transaction(ACME) as tx:
        erased = PETRA.model_copy(update={"insights": ()}).model_dump_json()
        await tx.execute(update(bodies).where(bodies.c.body.contains("Costs")).values(body=erased))
        found = await store.verify_chain(tx)
        assert found == tuple(Breach(P1, number, "body") for number in (1, 2, 3))
        await tx.execute(update(bodies).values(erased_at=tx.now))
        assert await store.verify_chain(tx) == ()


async def test_thirty_two_writers_on_one_record_leave_no_gap(
    database_url: str, clock: Clock
) -> None:
    """Four openings of the database stand for four processes; each writer adds one insight."""
    ledgers = [await Ledger.open(database_url, clock=clock, kill_at="") for _ in range(4)]
    async with ledgers[0].transaction(ACME) as tx:
        await publish(tx)

    async def write(number: int) -> int:
        async with ledgers[number % 4].transaction(ACME) as tx:
            return (await publish(tx, with_insight(f"n{number}"), base=1)).number

    numbers = await asyncio.gather(*(write(number) for number in range(32)))
    async with ledgers[0].reading(ACME) as tx:
        latest = (await store.current(tx, P1)).body
        assert await store.verify_chain(tx) == ()
    for ledger in ledgers:
        await ledger.close()
    assert sorted(numbers) == list(range(2, 34))
    assert isinstance(latest, Persona)
    assert len(latest.insights) == 33


async def test_of_two_publishers_one_wins_and_the_other_keeps_their_text(
    database_url: str, clock: Clock
) -> None:
    """Sixty races for one field."""
    ledgers = [await Ledger.open(database_url, clock=clock, kill_at="") for _ in range(2)]

    async def race(ledger: Ledger, ref: Ref, role: str) -> Version | MergeConflict:
        try:
            async with ledger.transaction(ACME) as tx:
                return await publish(tx, with_role(role), base=1, ref=ref)
        except MergeConflict as conflict:
            return conflict

    for number in range(1, 61):
        ref = Ref(Kind.PERSONA, number)
        async with ledgers[0].transaction(ACME) as tx:
            await publish(tx, ref=ref)
        ends = await asyncio.gather(race(ledgers[0], ref, "a"), race(ledgers[1], ref, "b"))
        (won,) = [end for end in ends if isinstance(end, Version)]
        (lost,) = [end for end in ends if isinstance(end, MergeConflict)]
        assert lost.current == won
        assert {lost.conflicts[0].ours, lost.conflicts[0].theirs} == {"a", "b"}
    for ledger in ledgers:
        await ledger.close()
