"""The engine: decide(state, command) -> events, evolve(state, event) -> state. Pure."""

from workshops.engine.decide import decide
from workshops.engine.evolve import evolve
from workshops.engine.state import Drawn, Note, NoteId, Workshop, WorkshopId

__all__ = ["Drawn", "Note", "NoteId", "Workshop", "WorkshopId", "decide", "evolve"]
