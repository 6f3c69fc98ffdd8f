"""What events make of the stages."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Workshop


def stages_set(event: e.StagesSet, state: Workshop) -> Workshop:
    """Set the stages."""
    return replace(state, stages=event.stages, stages_seen=state.stages_seen + 1)
