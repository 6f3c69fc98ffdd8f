"""What events make of the stages."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Workshop


def stages_set(event: e.StagesSet, state: Workshop) -> Workshop:
    """Set the stages, and remember what became part of what."""
    merged = state.merged
    for gone, into in event.merged.items():
        merged = merged.insert(gone, into)
    return replace(state, stages=event.stages, stages_seen=state.stages_seen + 1, merged=merged)
