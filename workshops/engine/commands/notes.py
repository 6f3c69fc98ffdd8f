"""Writing, changing, taking back and sorting notes."""

from dataclasses import dataclass

from knowledge.records.models.claims import Feeling
from workshops.engine.commands.command import Command
from workshops.engine.events import Starts, Voice
from workshops.engine.state import NoteId


@dataclass(frozen=True, kw_only=True)
class NewNote:
    """One note of a form. In a lane of feelings or choices the text may be empty."""

    id: NoteId
    lane: str
    text: str = ""
    stage: str | None = None
    feeling: Feeling | None = None
    met: int | None = None
    channel: str | None = None
    starts: Starts | None = None
    choice: str | None = None
    about: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddNotes(Command):
    """Save notes to the activity that their form was opened for, even after it is over.

    `promised` is how the form said that notes are taken.
    """

    activity: str
    notes: tuple[NewNote, ...]
    promised: Voice = "open"


@dataclass(frozen=True, kw_only=True)
class EditNote(Command):
    """Change one's own note; what is None stays as it is."""

    note: NoteId
    text: str | None = None
    feeling: Feeling | None = None
    met: int | None = None
    channel: str | None = None
    starts: Starts | None = None


@dataclass(frozen=True, kw_only=True)
class WithdrawNote(Command):
    """Take one's own note back."""

    note: NoteId


@dataclass(frozen=True, kw_only=True)
class SortNote(Command):
    """Put a note into a stage; the author or the facilitator does."""

    note: NoteId
    stage: str
