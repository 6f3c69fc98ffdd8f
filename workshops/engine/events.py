"""Events: what happened in a workshop, for ever. A new meaning gets a new name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models import Feeling, Id, Line, Model, Rating, RefText, Stage, Text
from prompts.models import Agenda, Emotion

Starts = Literal["customer", "us"]
VersionText = Annotated[str, Field(pattern=r"^[IPJLS][1-9][0-9]{0,8}@[1-9][0-9]{0,8}$")]
Stamp = Annotated[str, Field(pattern=r"^[0-9]{1,20}(\.[0-9]{1,20})?$")]
"""When a message was written or edited, as the place itself numbers it."""


class Subject(Model):
    """Whose journey or portrait it is: a stored record, or a new persona by name."""

    name: Line
    ref: RefText | None = None


class Known(Model):
    """An insight that the record already has when the workshop starts."""

    id: Id
    text: Text
    lane: Id
    stage: Id | None = None
    feeling: Feeling | None = None
    met: Rating | None = None


class Event(Model):
    """What every event tells: when, and by whom."""

    at: AwareDatetime
    by: PersonId
    v: Literal[1] = 1


class WorkshopStarted(Event):
    """A workshop began; holds the whole agenda, so that it outlives a change of the files."""

    type: Literal["workshop_started"] = "workshop_started"
    workshop: str
    place: PlaceId
    agenda: Agenda
    subject: Subject
    title: Line | None = None
    goal: Text | None = None
    state: Literal["current", "future"] = "current"
    model: str | None = None
    stages: tuple[Stage, ...] = ()
    people: tuple[PersonId, ...]
    emotions: tuple[Emotion, ...] = ()
    known: tuple[Known, ...] = ()
    base: VersionText | None = None
    visibility: PlaceId | None = None
    language: str = "en"
    ends_at: AwareDatetime


class NoteAdded(Event):
    """Somebody wrote a note. `stage` is None for the whole, or while it is unsorted."""

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


class NoteDecided(Event):
    """The review said what becomes of a note; None takes the decision back."""

    type: Literal["note_decided"] = "note_decided"
    note: Id
    decision: Literal["keep", "park", "merge"] | None
    into: Id | None = None


class ReplyTaken(Event):
    """A reply in the thread was read, in this version; its notes follow."""

    type: Literal["reply_taken"] = "reply_taken"
    source: Stamp
    version: Stamp
    activity: str
    notes: tuple[Id, ...] = ()


class ReplyDeleted(Event):
    """A reply is gone, and stays so whatever arrives later."""

    type: Literal["reply_deleted"] = "reply_deleted"
    source: Stamp


class ReadyMarked(Event):
    """A person is ready with an activity."""

    type: Literal["ready_marked"] = "ready_marked"
    activity: str


class ReadyTakenBack(Event):
    """A person is not ready after all."""

    type: Literal["ready_taken_back"] = "ready_taken_back"
    activity: str


class ActivityEntered(Event):
    """The workshop moved; `visit` counts moves, so that old buttons are recognised.

    `skipped` is all that is left out from now on, with the reasons.
    """

    type: Literal["activity_entered"] = "activity_entered"
    activity: str
    visit: int
    ends_at: AwareDatetime
    skipped: dict[str, Line] = Field(default_factory=dict)


class MoveUndone(Event):
    """The last move was taken back, with what it had skipped."""

    type: Literal["move_undone"] = "move_undone"
    activity: str
    visit: int


class TimeExtended(Event):
    """The time box got longer."""

    type: Literal["time_extended"] = "time_extended"
    ends_at: AwareDatetime


class WorkshopHalted(Event):
    """The clock stands still."""

    type: Literal["workshop_halted"] = "workshop_halted"


class WorkshopResumed(Event):
    """The clock runs on."""

    type: Literal["workshop_resumed"] = "workshop_resumed"
    ends_at: AwareDatetime


class StagesSet(Event):
    """The stages are these now; notes follow them by id."""

    type: Literal["stages_set"] = "stages_set"
    stages: tuple[Stage, ...]


class PersonJoined(Event):
    """Somebody takes part from now on."""

    type: Literal["person_joined"] = "person_joined"
    person: PersonId


class PersonLeft(Event):
    """Somebody takes part no longer; what they wrote stays."""

    type: Literal["person_left"] = "person_left"
    person: PersonId


class HandedOver(Event):
    """Somebody else leads from now on."""

    type: Literal["handed_over"] = "handed_over"
    to: PersonId


class WorkshopEnded(Event):
    """The workshop stopped without publishing."""

    type: Literal["workshop_ended"] = "workshop_ended"


class WorkshopReopened(Event):
    """The end was taken back."""

    type: Literal["workshop_reopened"] = "workshop_reopened"


class WorkshopPublished(Event):
    """What was kept became these versions; the last one is what the workshop was for."""

    type: Literal["workshop_published"] = "workshop_published"
    records: tuple[VersionText, ...]


AnyEvent = Annotated[
    WorkshopStarted
    | NoteAdded
    | NoteEdited
    | NoteWithdrawn
    | NoteSorted
    | NoteMoved
    | NoteDecided
    | ReplyTaken
    | ReplyDeleted
    | ReadyMarked
    | ReadyTakenBack
    | ActivityEntered
    | MoveUndone
    | TimeExtended
    | WorkshopHalted
    | WorkshopResumed
    | StagesSet
    | PersonJoined
    | PersonLeft
    | HandedOver
    | WorkshopEnded
    | WorkshopReopened
    | WorkshopPublished,
    Field(discriminator="type"),
]
_ANY: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
_LOG = frozenset({"type", "v", "at", "by"})


def body_of(event: AnyEvent) -> dict[str, Any]:
    """Return what an event says beyond its log line (type, v, at, by), as plain JSON."""
    return event.model_dump(mode="json", exclude=set(_LOG), exclude_defaults=True)


def event_of(
    type_: str, body: Mapping[str, Any], *, v: int, at: datetime, by: PersonId
) -> AnyEvent:
    """Return the event that a log line and its body tell of.

    Raises:
        pydantic.ValidationError: No event of this type and version has such a body.
    """
    return _ANY.validate_python({**body, "type": type_, "v": v, "at": at, "by": by})
