"""The window in which notes are read, as the workshop stands now."""

from bot.desk import Desk
from bot.listeners.names import authors
from bot.views import seen
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, voices
from workshops.engine.state import Workshop


async def seen_of(
    desk: Desk, tx: Transaction, state: Workshop, *, person: PersonId | None, only: int
) -> Block:
    """Return the notes as a person reads them; *only* is one stage's number, or `seen.ALL`."""
    return seen.see(
        state,
        prompts=desk.prompts,
        names=await authors(tx, state),
        only=only if only != seen.ALL else None,
        mine=await voices.mine(tx, state.id, person),
    )
