"""What the review decided, and what was published."""

from typing import Annotated, Literal

from pydantic import Field

from knowledge.records.models.terms import Id
from knowledge.records.settling import Side
from workshops.engine.events.event import Event, VersionText

Key = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""What a conflict is called, see `knowledge.records.settling.key`."""


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


class SideChosen(Event):
    """Where two had changed the same, the facilitator said whose text stays."""

    type: Literal["side_chosen"] = "side_chosen"
    conflict: Key
    side: Side
