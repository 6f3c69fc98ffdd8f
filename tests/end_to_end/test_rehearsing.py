"""One person tries a workshop in the messages with the bot, and leaves no trace."""

from sqlalchemy import select

from knowledge.ledger.schema import metadata
from tests.end_to_end.memory import Memory
from tests.end_to_end.scene import Open
from tests.end_to_end.team import text_of
from tests.slack_workspace import Json

CANARIES = ("A canary at night", "A canary in the thread")


async def test_a_rehearsal_alone_leaves_nothing_behind(scene: Open) -> None:
    """Started by command, led to the end, published: the board says that it is over, no more."""
    async with scene() as opened:
        team, mara = opened.team, opened.team.mara
        dm = team.channel = await mara.dm()
        await mara.command("/journey rehearse")
        view = (await team.modal(mara))["view"]
        assert "people" not in {block["block_id"] for block in view["blocks"]}
        offered = await mara.options("start.subject", "Olga")
        subject = next(o["value"] for o in offered if "New persona" in o["text"]["text"])
        await mara.submit({"start.subject": [subject], "goal": "friction"})
        assert "Rehearsal" in text_of(await team.board())
        await team.add_notes(mara, {"Trigger": CANARIES[0]})
        await team.reply(mara, CANARIES[1])
        await team.eventually_board("2 notes so far")
        assert "workshop_events" not in await _traces(opened.memory)
        await team.go_on(2, 3, 4, 5)
        await team.review_and_publish()

        async def over() -> Json | None:
            said = await opened.workspace.messages(dm)
            return next((m for m in said if "rehearsal is over" in text_of(m)), None)

        await opened.workspace.eventually(over)
        await opened.settled()
        assert await _traces(opened.memory) == []
        assert await opened.memory.given_up() == []
        assert await opened.memory.workshops() == [] == await opened.memory.versions()


async def _traces(memory: Memory) -> list[str]:
    """Return the tables in which something that was written still stands."""
    tables = [one for one in metadata.sorted_tables if one.name != "mail"]
    async with memory.ledger.reading_across() as session:
        rows = {one.name: str([*await session.execute(select(one))]) for one in tables}
    return sorted(name for name, said in rows.items() if any(one in said for one in CANARIES))
