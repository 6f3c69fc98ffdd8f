"""Commands: what people ask of a workshop. They bring the time and all new ids with them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models import Feeling, Stage
from prompts.models import Agenda, Emotion
from workshops.engine.events import Known, Starts, Subject
from workshops.engine.state import Drawn, NoteId, WorkshopId


@dataclass(frozen=True, kw_only=True)
class Command:
    """What every command brings: which workshop, when, and who asks."""

    workshop: WorkshopId
    at: datetime
    by: PersonId


@dataclass(frozen=True, kw_only=True)
class Start(Command):
    """Begin. `stages`, `known` and `base` come from the stored version, if there is one."""

    place: PlaceId
    agenda: Agenda
    subject: Subject
    people: tuple[PersonId, ...]
    title: str | None = None
    goal: str | None = None
    state: Literal["current", "future"] = "current"
    model: str | None = None
    stages: tuple[Stage, ...] = ()
    emotions: tuple[Emotion, ...] = ()
    known: tuple[Known, ...] = ()
    base: str | None = None
    visibility: PlaceId | None = None
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class NewNote:
    """One note of a form. In a lane of feelings the text may be empty."""

    id: NoteId
    lane: str
    text: str = ""
    stage: str | None = None
    feeling: Feeling | None = None
    met: int | None = None
    channel: str | None = None
    starts: Starts | None = None


@dataclass(frozen=True, kw_only=True)
class AddNotes(Command):
    """Save notes to the activity that their form was opened for, even after it is over."""

    activity: str
    notes: tuple[NewNote, ...]


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


@dataclass(frozen=True, kw_only=True)
class RecordReply(Command):
    """Read a reply in the thread; `version` is when it was written or last edited."""

    source: str
    version: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DeleteReply(Command):
    """Forget a reply and withdraw its notes."""

    source: str


@dataclass(frozen=True, kw_only=True)
class OnBoard(Command):
    """A click on something that was drawn for one visit to an activity."""

    drawn: Drawn


@dataclass(frozen=True, kw_only=True)
class MarkReady(OnBoard):
    """Say that one is ready to move on."""


@dataclass(frozen=True, kw_only=True)
class NotReady(OnBoard):
    """Take that back."""


@dataclass(frozen=True, kw_only=True)
class Next(OnBoard):
    """Move on to the next activity that is not skipped."""


@dataclass(frozen=True, kw_only=True)
class Back(OnBoard):
    """Go back to the activity before; one that was skipped is taken up again."""


@dataclass(frozen=True, kw_only=True)
class Skip(OnBoard):
    """Leave the current activity out, with a reason that is kept."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class WrapUp(OnBoard):
    """Go to the review at once; what lies between is skipped with the reason."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Undo(OnBoard):
    """Take the last move back."""


@dataclass(frozen=True, kw_only=True)
class Extend(OnBoard):
    """Give the current activity more minutes, 1-240."""

    minutes: int


@dataclass(frozen=True, kw_only=True)
class Pause(Command):
    """Stop the clock."""


@dataclass(frozen=True, kw_only=True)
class Resume(Command):
    """Let the clock run on."""


@dataclass(frozen=True, kw_only=True)
class SetStages(Command):
    """Set all stages, a title a line. `seen` is `Workshop.stages_seen` when the form opened.

    A title that stays, or one changed in its place, keeps its stage and its notes; `ids` has
    at least one new id for each line.
    """

    lines: tuple[str, ...]
    ids: tuple[str, ...] = field(default=())
    seen: int


@dataclass(frozen=True, kw_only=True)
class AddPerson(Command):
    """Let somebody take part."""

    person: PersonId


@dataclass(frozen=True, kw_only=True)
class LeavePerson(Command):
    """Let somebody go: themselves, or the facilitator for somebody who is gone."""

    person: PersonId


@dataclass(frozen=True, kw_only=True)
class HandOver(Command):
    """Let somebody else lead."""

    to: PersonId


@dataclass(frozen=True, kw_only=True)
class Decide(Command):
    """Keep, park or merge a note, or take that back (None)."""

    note: NoteId
    decision: Literal["keep", "park", "merge"] | None
    into: NoteId | None = None


@dataclass(frozen=True, kw_only=True)
class Publish(Command):
    """Close the workshop with the versions that publishing has made."""

    records: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class End(Command):
    """Stop without publishing; all notes stay in the workshop."""


@dataclass(frozen=True, kw_only=True)
class Reopen(Command):
    """Take the end back."""
