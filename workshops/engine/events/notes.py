"""What became of notes."""

from typing import Literal

from knowledge.records.models.claims import Feeling
from knowledge.records.models.terms import Id, Line, Rating, Text
from workshops.engine.events.event import Event, Stamp, Starts


class NoteAdded(Event):
    """Somebody wrote a note, or picked a choice; `about` whom, where several are asked about.

    `stage` is None for the whole, or while the note is unsorted. A note without a name has the
    keyed digest of its author in `by`, here and later on.
    """

    type: Literal["note_added"] = "note_added"
    note: Id
    activity: str
    lane: Id
    text: Text
    stage: Id | None = None
    unsorted: bool = False
    feeling: Feeling | None = None
    met: Rating | None = None
    channel: Line | None = None
    starts: Starts | None = None
    reply: Stamp | None = None
    choice: Id | None = None
    about: Id | None = None
    nameless: bool = False


class NoteEdited(Event):
    """The author changed a note; holds all of its new content."""

    type: Literal["note_edited"] = "note_edited"
    note: Id
    text: Text
    feeling: Feeling | None = None
    met: Rating | None = None
    channel: Line | None = None
    starts: Starts | None = None


class NoteWithdrawn(Event):
    """The author took a note back."""

    type: Literal["note_withdrawn"] = "note_withdrawn"
    note: Id


class NoteSorted(Event):
    """Somebody put a note into a stage by hand."""

    type: Literal["note_sorted"] = "note_sorted"
    note: Id
    stage: Id


class NoteMoved(Event):
    """A note got another stage, or lost its own (None), without anybody sorting it."""

    type: Literal["note_moved"] = "note_moved"
    note: Id
    stage: Id | None = None
