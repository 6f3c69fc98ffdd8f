"""What may say the same."""

from __future__ import annotations

from dataclasses import dataclass

from workshops.engine.state.notes import NoteId


@dataclass(frozen=True, slots=True)
class Proposed:
    """The `groups` of notes that look alike, and the digest of all notes compared for that."""

    groups: tuple[tuple[NoteId, ...], ...] = ()
    of: str | None = None
