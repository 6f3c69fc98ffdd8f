"""Time that is up: what becomes of a workshop when an end comes that was set before."""

from datetime import datetime

from knowledge.ledger import Transaction
from workshops.engine.commands import End, TimeUp
from workshops.engine.state import Drawn
from workshops.errors import WorkshopError
from workshops.store import Handled, Workshops


async def ring(
    tx: Transaction, workshops: Workshops, workshop: str, *, drawn: Drawn, ends_at: datetime
) -> Handled:
    """Let a workshop notice that an end has come; one that no longer counts changes nothing.

    Raises:
        NoSuchWorkshop: It was a rehearsal, and is deleted.
    """
    state = await workshops.load(tx, workshop)
    command = TimeUp(
        workshop=state.id, at=tx.now, by=state.facilitator, drawn=drawn, ends_at=ends_at
    )
    try:
        return await workshops.handle(tx, command)
    except WorkshopError:
        # It was ended in the meantime: there is nothing left that could run out.
        return Handled(state, ())


async def forget(tx: Transaction, workshops: Workshops, workshop: str) -> None:
    """End a rehearsal that nobody has ended; all of it is deleted with that.

    Raises:
        NoSuchWorkshop: It is deleted already.
    """
    state = await workshops.load(tx, workshop)
    await workshops.handle(tx, End(workshop=state.id, at=tx.now, by=state.facilitator))
