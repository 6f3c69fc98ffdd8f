"""Decisions about the channel: lost, back, read by others."""

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.clock import halted
from workshops.engine.state import Workshop


def note_place(state: Workshop, command: c.NotePlace) -> e.Events:
    """Remember what became of the channel, once; where it is lost, the clock waits.

    After the end, and where it is so already, nothing happens. What is lost for one reason is not
    lost again for another, unless it is gone for good.
    """
    if not state.open or _known(state, command):
        return ()
    changed = e.PlaceChanged(at=command.at, by=command.by, what=command.what)
    lost = command.what in ("archived", "left", "deleted", "closed")
    return (changed, *(halted(state, command) if lost else ()))


def _known(state: Workshop, command: c.NotePlace) -> bool:
    match command.what:
        case "back":
            return state.away is None
        case "shared" | "unshared":
            return state.shared == (command.what == "shared")
        case "private":
            return state.visibility is not None
        case "deleted":
            return state.away == "deleted"
        case _:
            return state.away is not None
