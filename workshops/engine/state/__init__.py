"""The state: a workshop as it stands, the fold of its events, cheap to copy.

Each part is in the module of its noun. Notes and replies live in persistent maps that share their
structure, so one more note costs the same at note 2,000 as at note 10.
"""

from workshops.engine.drawn import Drawn
from workshops.engine.state.agreed import Agreed
from workshops.engine.state.clock import Clock
from workshops.engine.state.dissent import Disagreement
from workshops.engine.state.flow import Status, Step
from workshops.engine.state.groups import Proposed
from workshops.engine.state.notes import DECISIONS, Decision, Note, NoteId, Slot
from workshops.engine.state.seal import Seal
from workshops.engine.state.thread import Reply
from workshops.engine.state.votes import Vote, Votes
from workshops.engine.state.wording import Offer
from workshops.engine.state.workshop import Workshop, WorkshopId

__all__ = [
    "DECISIONS",
    "Agreed",
    "Clock",
    "Decision",
    "Disagreement",
    "Drawn",
    "Note",
    "NoteId",
    "Offer",
    "Proposed",
    "Reply",
    "Seal",
    "Slot",
    "Status",
    "Step",
    "Vote",
    "Votes",
    "Workshop",
    "WorkshopId",
]
