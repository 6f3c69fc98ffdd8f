"""Workshops in the ledger: what is committed is there, what is rolled back never was."""

import asyncio
from contextlib import suppress

import pytest

from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import Ledger, NoSuchWorkshop, effects
from knowledge.ledger import workshops as rows
from tests.workshops.played import Played
from tests.workshops.scene import INES, JONAS, MARA, NOON, W
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.errors import NotFacilitator, WorkshopRunning
from workshops.store import Workshops


async def test_a_workshop_is_the_same_after_a_restart(played: Played) -> None:
    await played.start()
    await played.write("An accident", lane="trigger")
    await played.go_to("wants")
    await played.play(c.RecordReply, by=INES, source="1.1", version="1.1", text="2: a trial\nb")
    fresh = Played(played.ledger, Workshops(), played.workspace)
    assert await fresh.state() == await played.state()


async def test_what_is_rolled_back_was_never_thought(played: Played) -> None:
    """A note of a failed transaction is not kept in memory for the next one."""
    await played.start()
    new = c.NewNote(id=NoteId("lost"), lane="trigger", text="lost")
    command = c.AddNotes(workshop=W, at=NOON, by=JONAS, activity="frame", notes=(new,))
    with suppress(ZeroDivisionError):
        async with played.ledger.transaction(played.workspace) as tx:
            handled = await played.workshops.handle(tx, command)
            assert await played.workshops.load(tx, W) == handled.state
            raise ZeroDivisionError
    assert not (await played.state()).notes
    await played.write("kept", lane="trigger")
    assert [note.text for note in (await played.state()).in_order()] == ["kept"]


async def test_a_refusal_writes_nothing(played: Played) -> None:
    before = (await played.start()).state
    with pytest.raises(NotFacilitator):
        await played.play(c.Next, by=JONAS, drawn=before.drawn)
    async with played.ledger.reading(played.workspace) as tx:
        assert (await rows.get(tx, W)).seq == 1


async def test_a_late_click_writes_nothing(played: Played) -> None:
    before = (await played.start()).state
    await played.play(c.Next, drawn=before.drawn)
    assert (await played.play(c.Next, drawn=before.drawn)).events == ()
    async with played.ledger.reading(played.workspace) as tx:
        assert (await rows.get(tx, W)).seq == 2


async def test_many_notes_at_once_are_all_kept(played: Played) -> None:
    """Forty people save in the same moment; each counts once."""
    await played.start()
    people = [PersonId(f"p{n}") for n in range(40)]
    await asyncio.gather(*(played.write(f"note {one}", lane="trigger", by=one) for one in people))
    state = await played.state()
    assert sorted(note.text for note in state.in_order()) == sorted(f"note {one}" for one in people)
    assert set(people) <= set(state.people)


async def test_the_row_follows_status_and_facilitator(played: Played) -> None:
    await played.start()
    await played.play(c.HandOver, to=JONAS)
    await played.play(c.Pause, by=JONAS)
    async with played.ledger.reading(played.workspace) as tx:
        row = await rows.get(tx, W)
    assert (row.facilitator, row.status) == (JONAS, "paused")


async def test_a_place_has_one_workshop_at_a_time(played: Played) -> None:
    await played.start()
    second = Played(played.ledger, played.workshops, played.workspace, id="second")
    with pytest.raises(WorkshopRunning) as error:
        await second.start()
    assert error.value.workshop == W
    await second.start(place=PlaceId("elsewhere"))
    await played.play(c.End)
    await Played(played.ledger, played.workshops, played.workspace, id="third").start()


async def test_another_workspace_sees_nothing_of_it(played: Played) -> None:
    """Also when both have a workshop of the same id."""
    await played.start()
    await played.write("acme's secret", lane="trigger")
    other = Played(played.ledger, played.workshops, WorkspaceId("other"))
    with pytest.raises(NoSuchWorkshop):
        await other.state()
    await other.start()
    assert not (await other.state()).notes


async def test_the_board_is_due_after_every_change_and_once(played: Played) -> None:
    """However many notes: the latest board wins."""
    await played.start()
    for text in ("a", "b", "c"):
        await played.write(text, lane="trigger")
    kinds = [effect.kind for effect in await _due(played.ledger)]
    assert kinds.count("slack.board") == 1


async def _due(ledger: Ledger) -> tuple[effects.Effect, ...]:
    return await effects.take(ledger, worker="test", limit=100)


async def test_memory_is_bounded(ledger: Ledger) -> None:
    """With room for one workshop, two still play on."""
    small = Workshops(capacity=1)
    workspace = WorkspaceId("acme")
    two = [Played(ledger, small, workspace, id=name) for name in ("one", "two")]
    for one in two:
        await one.start(place=PlaceId(one.id))
    for _ in range(2):
        for one in two:
            await one.write("x", lane="trigger")
    assert [len((await one.state()).notes) for one in two] == [2, 2]


async def test_the_facilitator_starts_among_the_people(played: Played) -> None:
    handled = await played.start(people=(JONAS,))
    assert handled.state.people == (MARA, JONAS)
