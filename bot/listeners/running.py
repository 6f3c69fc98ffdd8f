"""What is going on where somebody acts."""

from bot.desk import Desk
from bot.listeners.acts import Act
from knowledge.ledger import workshops as rows
from workshops.engine.state import Workshop


async def running(desk: Desk, act: Act) -> tuple[Workshop, str] | None:
    """Return the latest open workshop of the place, and the address of its board if it has one."""
    if act.place is None:
        return None
    async with desk.ledger.reading(act.workspace) as tx:
        for row in await rows.active_in(tx, act.place):
            board = desk.permalink(row.place, row.board_ts) if row.board_ts else ""
            return await desk.workshops.load(tx, row.id), board
    return None
