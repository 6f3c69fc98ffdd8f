"""What a note stands on: sources that were given, and taken back."""

from typing import Literal

from knowledge.records.models.claims import Evidence
from knowledge.records.models.terms import Id
from workshops.engine.events.event import Event

Founds = Literal["claim", "met"]
"""What a source stands for: what a note says, or how well it says that a goal is met."""


class SourceGiven(Event):
    """A note got a source; one of the same id takes the place of the one before.

    Its author gives it under what the note is signed with, so that a note without a name stays so.
    """

    type: Literal["source_given"] = "source_given"
    note: Id
    evidence: Evidence
    founds: Founds = "claim"


class SourceTakenBack(Event):
    """A note no longer has a source, whether the workshop or the record had given it."""

    type: Literal["source_taken_back"] = "source_taken_back"
    note: Id
    source: Id
