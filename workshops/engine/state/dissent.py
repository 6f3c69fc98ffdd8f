"""How somebody sees what others wrote."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.identity import PersonId


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How somebody sees a note differently; without a name, `person` is their digest.

    `department` is theirs, `beside` that of whoever wrote the note, both as known then.
    """

    id: str
    person: PersonId
    text: str
    department: str | None = None
    beside: str | None = None
    nameless: bool = False
