"""What is written without a name has none anywhere, and its key ends with the workshop."""

import asyncio

from sqlalchemy import select

from knowledge.identity import PersonId
from knowledge.ledger import voices
from knowledge.ledger.schema import metadata
from knowledge.ledger.schema.workshops import voice_keys
from tests.workshops.played import Played
from tests.workshops.scene import JONAS
from workshops.engine import commands as c


async def _tables(played: Played) -> dict[str, str]:
    """Return all that the ledger holds, by table."""
    async with played.ledger.reading_across() as session:
        return {
            table.name: repr([*await session.execute(select(table))])
            for table in metadata.sorted_tables
        }


async def _keys(played: Played) -> int:
    async with played.ledger.reading_across() as session:
        return len([*await session.execute(select(voice_keys))])


async def test_a_nameless_note_is_linked_to_nobody(played: Played) -> None:
    """Whatever the write adds to any table, it names its author nowhere."""
    await played.start(voice="nameless")
    before = await _tables(played)
    note = await played.write("Nobody reports near misses", lane="trigger")
    after = await _tables(played)
    new = "".join(rows.removeprefix(before[name][:-1]) for name, rows in after.items())
    assert "Nobody reports near misses" in new
    assert JONAS not in new
    await played.play(c.EditNote, by=JONAS, note=note, text="Few report them")
    assert (await played.state()).notes[note].text == "Few report them"


async def test_the_key_is_gone_when_the_workshop_has_closed(played: Played) -> None:
    """Ended, or published; opened again, there is another key and other digests."""
    await played.start(voice="nameless")
    note = await played.write("An accident", lane="trigger")
    assert await _keys(played) == 1
    await played.play(c.End)
    assert await _keys(played) == 0
    await played.play(c.Reopen)
    again = await played.write("An audit", lane="trigger")
    state = await played.state()
    assert state.notes[note].person != state.notes[again].person
    await played.publish()
    assert await _keys(played) == 0


async def test_two_at_once_have_one_key_and_two_voices(played: Played) -> None:
    await played.start()

    async def voice(person: PersonId) -> PersonId:
        async with played.ledger.transaction(played.workspace) as tx:
            return await voices.of(tx, played.id, person)

    people = [PersonId("p1"), PersonId("p2"), PersonId("p1")]
    first, second, third = await asyncio.gather(*map(voice, people))
    assert first == third != second
    assert not any(person in first for person in people)
    assert await _keys(played) == 1
