"""What is going on where somebody acts."""

from bot.desk import Desk
from bot.listeners.acts import Act
from knowledge.identity import PlaceId
from knowledge.ledger import workshops as rows
from workshops.engine.state import Workshop


async def running(desk: Desk, act: Act) -> tuple[Workshop, str] | None:
    """Return the latest open workshop of the place, and the address of its board if it has one."""
    return await running_in(desk, act, act.place)


async def running_in(desk: Desk, act: Act, place: PlaceId | None) -> tuple[Workshop, str] | None:
    """Return the same of another place, which whoever acts must be allowed to open."""
    if place is None:
        return None
    async with desk.ledger.reading(act.workspace) as tx:
        for row in await rows.active_in(tx, place):
            board = desk.permalink(row.place, row.board_ts) if row.board_ts else ""
            return await desk.workshops.load(tx, row.id), board
    return None
