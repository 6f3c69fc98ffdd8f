"""What events make of the channel."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Workshop


def place_changed(event: e.PlaceChanged, state: Workshop) -> Workshop:
    """Remember what the channel is; what a private one hears stays in it."""
    match event.what:
        case "back":
            return replace(state, away=None)
        case "shared" | "unshared":
            return replace(state, shared=event.what == "shared")
        case "private":
            return replace(state, visibility=state.place)
        case lost:
            return replace(state, away=lost)
