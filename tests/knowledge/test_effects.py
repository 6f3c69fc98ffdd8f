"""What is still to be done: in order by lane, once at a time, never lost."""

import asyncio
from datetime import timedelta

import pytest

from knowledge.ledger import EffectLost, Ledger, WorkspaceRequired, effects
from knowledge.ledger.effects import LEASE, Effect
from tests.knowledge.conftest import ACME, NOON, OTHER, Clock, ended


async def put(
    ledger: Ledger,
    name: str,
    lane: str = "place:C1",
    *,
    coalesce: str | None = None,
    after: int = 0,
) -> int:
    async with ledger.transaction(ACME) as tx:
        due = tx.now + timedelta(seconds=after)
        return await effects.enqueue(
            tx, "slack.line", {"name": name}, lane=lane, coalesce=coalesce, due_at=due
        )


async def take(ledger: Ledger, worker: str = "w1", limit: int = 10) -> tuple[Effect, ...]:
    return await effects.take(ledger, worker=worker, limit=limit)


def names(taken: tuple[Effect, ...]) -> list[object]:
    return [effect.args["name"] for effect in taken]


async def test_only_the_head_of_a_lane_is_taken(ledger: Ledger) -> None:
    await put(ledger, "first")
    await put(ledger, "second")
    await put(ledger, "elsewhere", "place:C2")
    assert names(await take(ledger)) == ["first", "elsewhere"]
    assert await take(ledger) == ()


async def test_a_lane_goes_on_when_its_head_is_done(ledger: Ledger) -> None:
    await put(ledger, "first")
    await put(ledger, "second")
    (head,) = await take(ledger)
    await ended(ledger, effects.done, head, result={"ts": "1.1"})
    assert names(await take(ledger)) == ["second"]


async def test_the_limit_holds(ledger: Ledger) -> None:
    for number in range(3):
        await put(ledger, str(number), f"lane {number}")
    assert names(await take(ledger, limit=2)) == ["0", "1"]


async def test_a_rolled_back_effect_was_never_there(ledger: Ledger) -> None:
    async def fail() -> None:
        async with ledger.transaction(ACME) as tx:
            await effects.enqueue(tx, "slack.line", {}, lane="place:C1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await take(ledger) == ()


async def test_the_latest_board_wins_and_keeps_its_place(ledger: Ledger) -> None:
    first = await put(ledger, "old board", coalesce="board:W1", after=5)
    await put(ledger, "line")
    assert await put(ledger, "new board", coalesce="board:W1") == first
    (head,) = await take(ledger)
    assert (head.id, names((head,))) == (first, ["new board"])


async def test_a_coalesced_effect_is_due_at_the_earlier_instant(
    ledger: Ledger, clock: Clock
) -> None:
    await put(ledger, "soon", coalesce="board:W1", after=5)
    await put(ledger, "later", coalesce="board:W1", after=50)
    assert await effects.next_due(ledger) == NOON + timedelta(seconds=5)
    clock.turn(5)
    assert names(await take(ledger)) == ["later"]


async def test_an_effect_that_was_begun_takes_no_new_args(ledger: Ledger) -> None:
    await put(ledger, "drawn", coalesce="board:W1")
    (begun,) = await take(ledger)
    await put(ledger, "newer", coalesce="board:W1")
    await put(ledger, "newest", coalesce="board:W1")
    await ended(ledger, effects.done, begun, result=None)
    assert names(await take(ledger)) == ["newest"]


async def test_equal_coalesce_keys_of_two_workspaces_are_apart(ledger: Ledger) -> None:
    for workspace in (ACME, OTHER):
        async with ledger.transaction(workspace) as tx:
            await effects.enqueue(tx, "slack.board", {}, lane="place:C1", coalesce="board:W1")
    assert {effect.workspace for effect in await take(ledger)} == {ACME, OTHER}


async def test_one_that_is_not_due_stands_aside(ledger: Ledger, clock: Clock) -> None:
    await put(ledger, "later", after=10)
    await put(ledger, "now")
    assert names(await take(ledger)) == ["now"]
    clock.turn(10)
    assert await take(ledger) == ()  # two of one lane are never under way together
    clock.turn(LEASE.seconds)
    assert names(await take(ledger)) == ["later"]


async def test_a_retry_keeps_its_place_in_the_lane(ledger: Ledger, clock: Clock) -> None:
    await put(ledger, "first")
    await put(ledger, "second")
    (head,) = await take(ledger)
    later = clock.at + timedelta(seconds=10)
    await ended(ledger, effects.retry, head, due_at=later, error="ratelimited", ambiguous=False)
    assert await take(ledger) == ()
    assert await effects.next_due(ledger) == later
    clock.turn(10)
    (again,) = await take(ledger)
    assert (names((again,)), again.attempt, again.started_at) == (["first"], 2, None)


async def test_an_attempt_with_an_unknown_end_is_told_to_the_next(
    ledger: Ledger, clock: Clock
) -> None:
    await put(ledger, "first")
    (head,) = await take(ledger)
    await ended(ledger, effects.retry, head, due_at=clock.at, error="timeout")
    assert [effect.started_at for effect in await take(ledger)] == [NOON]


async def test_an_expired_lease_is_taken_by_another(ledger: Ledger, clock: Clock) -> None:
    """A worker that died loses its effect, and the next one knows that it had begun."""
    await put(ledger, "first")
    (lost,) = await take(ledger, "dead worker")
    assert await effects.next_due(ledger) == NOON + LEASE
    clock.turn(LEASE.seconds)
    (found,) = await take(ledger, "w2")
    assert (found.id, found.attempt, found.started_at) == (lost.id, 2, NOON)


async def test_a_worker_whose_lease_was_lost_decides_nothing(ledger: Ledger, clock: Clock) -> None:
    await put(ledger, "first")
    (lost,) = await take(ledger)
    clock.turn(LEASE.seconds)
    (found,) = await take(ledger, "w2")
    for end in (
        ended(ledger, effects.done, lost, result=None),
        ended(ledger, effects.retry, lost, due_at=clock.at, error="x"),
        ended(ledger, effects.dead, lost, error="x"),
    ):
        with pytest.raises(EffectLost):
            await end
    await ended(ledger, effects.done, found, result=None)


async def test_a_renewed_lease_keeps_the_effect(ledger: Ledger, clock: Clock) -> None:
    await put(ledger, "long")
    (held,) = await take(ledger)
    clock.turn(LEASE.seconds - 1)
    await effects.renew(ledger, held)
    clock.turn(LEASE.seconds - 1)
    assert await take(ledger, "w2") == ()
    clock.turn(1)
    assert len(await take(ledger, "w2")) == 1
    with pytest.raises(EffectLost):
        await effects.renew(ledger, held)


async def test_done_is_one_commit_with_what_it_found_out(ledger: Ledger) -> None:
    await put(ledger, "first")
    (head,) = await take(ledger)

    async def fail() -> None:
        async with ledger.transaction(ACME) as tx:
            await effects.done(tx, head, result={"ts": "1.1"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await ended(ledger, effects.done, head, result={"ts": "1.1"})


async def test_an_effect_ends_in_its_own_workspace(ledger: Ledger) -> None:
    await put(ledger, "first")
    (head,) = await take(ledger)
    async with ledger.transaction(OTHER) as tx:
        with pytest.raises(WorkspaceRequired):
            await effects.done(tx, head, result=None)


async def test_a_dead_effect_lets_its_lane_go_on(ledger: Ledger) -> None:
    await put(ledger, "first")
    await put(ledger, "second")
    (head,) = await take(ledger)
    await ended(ledger, effects.dead, head, error="channel_not_found")
    assert names(await take(ledger)) == ["second"]


async def test_nothing_waits_in_an_empty_ledger(ledger: Ledger) -> None:
    assert await effects.next_due(ledger) is None


async def test_the_end_of_an_effect_wakes_the_dispatcher(ledger: Ledger) -> None:
    await put(ledger, "first")
    (head,) = await take(ledger)
    ledger.wake().clear()
    await ended(ledger, effects.done, head, result=None)
    assert ledger.wake().is_set()


async def test_no_two_workers_ever_hold_one_effect_or_one_lane(
    database_url: str, clock: Clock
) -> None:
    """Four processes' worth of workers on sixty effects in six lanes."""
    ledgers = [await Ledger.open(database_url, clock=clock, kill_at="") for _ in range(4)]
    for number in range(60):
        await put(ledgers[0], str(number), f"lane {number % 6}")
    held: set[str] = set()
    order: dict[str, list[int]] = {}

    async def work(ledger: Ledger, worker: str) -> None:
        while await effects.next_due(ledger) is not None:
            for effect in await take(ledger, worker, limit=2):
                assert effect.lane not in held
                held.add(effect.lane)
                order.setdefault(effect.lane, []).append(effect.id)
                await asyncio.sleep(0)
                held.remove(effect.lane)
                await ended(ledger, effects.done, effect, result=None)

    await asyncio.gather(*(work(ledger, f"w{i}") for i, ledger in enumerate(ledgers)))
    assert sum(map(len, order.values())) == 60
    assert all(ids == sorted(set(ids)) for ids in order.values())
    for ledger in ledgers:
        await ledger.close()


async def test_simultaneous_boards_become_one(database_url: str, clock: Clock) -> None:
    ledgers = [await Ledger.open(database_url, clock=clock, kill_at="") for _ in range(4)]
    ids = await asyncio.gather(
        *(put(ledgers[n % 4], str(n), coalesce="board:W1") for n in range(20))
    )
    assert len(set(ids)) == 1
    for ledger in ledgers:
        await ledger.close()
