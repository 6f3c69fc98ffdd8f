"""What was read in the workshop's thread."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.identity import PersonId
from workshops.engine.state.notes import NoteId


@dataclass(frozen=True, slots=True)
class Reply:
    """The newest version of a thread reply that was read, and the notes made of it.

    `held` is its text while it waits for `person`, who wrote it, to say whether it counts.
    """

    version: str
    activity: str
    notes: tuple[NoteId, ...] = ()
    deleted: bool = False
    held: str | None = None
    person: PersonId | None = None
