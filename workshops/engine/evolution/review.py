"""What events make of the review."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Workshop


def side_chosen(event: e.SideChosen, state: Workshop) -> Workshop:
    """Remember whose text stays."""
    return replace(state, sides=state.sides.insert(event.conflict, event.side))
