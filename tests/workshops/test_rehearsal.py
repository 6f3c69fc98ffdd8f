"""A rehearsal: everything works as it will in earnest, and afterwards nothing of it is anywhere."""

from typing import Any

import pytest
from sqlalchemy import select

from knowledge.identity import PlaceId
from knowledge.ledger import NoSuchWorkshop
from knowledge.ledger.schema import metadata
from tests.workshops.played import Played
from tests.workshops.scene import MARA
from workshops import timing
from workshops.engine import commands as c
from workshops.reactions import REHEARSED_FOR

CANARY = "A canary on the late shift"
ALONE: dict[str, Any] = {"place": PlaceId("D1"), "people": (MARA,), "rehearsal": True}


async def rehearsed(played: Played) -> None:
    await played.start(**ALONE)
    await played.write(CANARY, lane="trigger", by=MARA)
    await played.go_to("review")


async def found(played: Played) -> list[str]:
    """Return the tables that hold the canary or the workshop's events."""
    async with played.ledger.reading_across() as session:
        rows = {t.name: [*await session.execute(select(t))] for t in metadata.sorted_tables
                if t.name != "mail"}  # fmt: skip
    assert rows["workshop_events"] == rows["record_versions"] == rows["refs"] == []
    return sorted(name for name, all in rows.items() if CANARY in str(all))


async def test_while_it_lasts_it_is_a_workshop_that_survives_a_restart(played: Played) -> None:
    await rehearsed(played)
    fresh = type(played)(played.ledger, type(played.workshops)(), played.workspace)
    assert [note.text for note in (await fresh.state()).in_order()] == [CANARY]
    assert await found(played) == ["rehearsal_events"]


async def test_publishing_a_rehearsal_writes_nothing_and_deletes_it(played: Played) -> None:
    await rehearsed(played)
    assert (await played.publish()).versions == ()
    assert await found(played) == []
    with pytest.raises(NoSuchWorkshop):
        await played.state()


async def test_ending_a_rehearsal_deletes_it(played: Played) -> None:
    await rehearsed(played)
    await played.play(c.End)
    assert await found(played) == []


async def test_who_rehearses_anew_is_done_with_the_one_before(played: Played) -> None:
    """There is no "another workshop is going on" where nothing of it counts."""
    await rehearsed(played)
    again = type(played)(played.ledger, played.workshops, played.workspace, id="w-again")
    await again.start(**ALONE)
    assert await found(played) == []
    assert not (await again.state()).notes


async def test_one_that_nobody_ends_is_deleted_after_a_week(played: Played) -> None:
    """The deletion is written down with the start; a second one finds nothing."""
    await rehearsed(played)
    assert REHEARSED_FOR.days == 7
    async with played.ledger.transaction(played.workspace) as tx:
        await timing.forget(tx, played.workshops, played.id)
    assert await found(played) == []
    with pytest.raises(NoSuchWorkshop):
        async with played.ledger.transaction(played.workspace) as tx:
            await timing.forget(tx, played.workshops, played.id)
