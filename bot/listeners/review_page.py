"""A page of the review, as the workshop stands now."""

from bot.desk import Desk
from bot.listeners.names import authors, departments_of
from bot.views import review
from bot.views.blocks import Block
from knowledge.ledger import Transaction
from workshops.engine.state import Workshop


async def page_of(desk: Desk, tx: Transaction, state: Workshop, page: int) -> Block:
    """Return a page of the review; one beyond the last is the last."""
    names = await authors(tx, state)
    departments = await departments_of(tx, {*names, *state.people}, desk.prompts.departments)
    return review.view(state, prompts=desk.prompts, page=page, names=names, departments=departments)
