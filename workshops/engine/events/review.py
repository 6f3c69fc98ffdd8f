"""What the review decided, and what was published."""

from typing import Literal

from knowledge.records.models import Id
from workshops.engine.events.event import Event, VersionText


class NoteDecided(Event):
    """The review said what becomes of a note; None takes the decision back."""

    type: Literal["note_decided"] = "note_decided"
    note: Id
    decision: Literal["keep", "park", "merge"] | None
    into: Id | None = None


class WorkshopPublished(Event):
    """What was kept became these versions; the last one is what the workshop was for."""

    type: Literal["workshop_published"] = "workshop_published"
    records: tuple[VersionText, ...]
