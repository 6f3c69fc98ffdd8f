"""Events: what happened in a workshop, for ever. A new meaning gets a new name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from knowledge.identity import PersonId
from workshops.engine.events.clock import (
    ReminderChosen,
    SessionEnded,
    TimeExtended,
    TimeRanOut,
    WorkshopHalted,
    WorkshopResumed,
)
from workshops.engine.events.dissent import SeenAlike, SeenDifferently
from workshops.engine.events.event import Event, Stamp, Starts, VersionText
from workshops.engine.events.flow import (
    ActivityEntered,
    MoveUndone,
    WorkshopEnded,
    WorkshopReopened,
)
from workshops.engine.events.groups import GroupNamed, GroupsProposed
from workshops.engine.events.notes import (
    NoteAdded,
    NoteEdited,
    NoteMoved,
    NoteSorted,
    NoteWithdrawn,
)
from workshops.engine.events.people import (
    HandedOver,
    NudgesDeclined,
    PersonJoined,
    PersonLeft,
    PersonNudged,
    ReadyMarked,
    ReadyTakenBack,
)
from workshops.engine.events.place import Lost, PlaceChanged, PlaceIs
from workshops.engine.events.review import NoteDecided, SideChosen, WorkshopPublished
from workshops.engine.events.seal import VOICES, NotesRevealed, Voice, VoiceSet
from workshops.engine.events.sources import Founds, SourceGiven, SourceTakenBack
from workshops.engine.events.stages import StagesSet
from workshops.engine.events.start import Known, Member, Subject, Whose, WorkshopStarted
from workshops.engine.events.thread import ReplyDeleted, ReplyHeld, ReplyTaken
from workshops.engine.events.votes import VoteClosed, VoteOpened, VotesCast
from workshops.engine.events.wording import (
    GoalSet,
    Heard,
    Outcome,
    Proposal,
    WordingOffered,
    WordingSettled,
)

__all__ = [
    "VOICES",
    "ActivityEntered",
    "AnyEvent",
    "Event",
    "Events",
    "Founds",
    "GoalSet",
    "GroupNamed",
    "GroupsProposed",
    "HandedOver",
    "Heard",
    "Known",
    "Lost",
    "Member",
    "MoveUndone",
    "NoteAdded",
    "NoteDecided",
    "NoteEdited",
    "NoteMoved",
    "NoteSorted",
    "NoteWithdrawn",
    "NotesRevealed",
    "NudgesDeclined",
    "Outcome",
    "PersonJoined",
    "PersonLeft",
    "PersonNudged",
    "PlaceChanged",
    "PlaceIs",
    "Proposal",
    "ReadyMarked",
    "ReadyTakenBack",
    "ReminderChosen",
    "ReplyDeleted",
    "ReplyHeld",
    "ReplyTaken",
    "SeenAlike",
    "SeenDifferently",
    "SessionEnded",
    "SideChosen",
    "SourceGiven",
    "SourceTakenBack",
    "StagesSet",
    "Stamp",
    "Starts",
    "Subject",
    "TimeExtended",
    "TimeRanOut",
    "VersionText",
    "Voice",
    "VoiceSet",
    "VoteClosed",
    "VoteOpened",
    "VotesCast",
    "Whose",
    "WordingOffered",
    "WordingSettled",
    "WorkshopEnded",
    "WorkshopHalted",
    "WorkshopPublished",
    "WorkshopReopened",
    "WorkshopResumed",
    "WorkshopStarted",
    "body_of",
    "event_of",
]

AnyEvent = Annotated[
    WorkshopStarted
    | NoteAdded
    | NoteEdited
    | NoteWithdrawn
    | NoteSorted
    | NoteMoved
    | NoteDecided
    | SourceGiven
    | SourceTakenBack
    | SeenDifferently
    | SeenAlike
    | GroupsProposed
    | GroupNamed
    | VoteOpened
    | VotesCast
    | VoteClosed
    | SideChosen
    | ReplyTaken
    | ReplyDeleted
    | ReplyHeld
    | VoiceSet
    | NotesRevealed
    | ReadyMarked
    | ReadyTakenBack
    | ActivityEntered
    | MoveUndone
    | TimeExtended
    | TimeRanOut
    | ReminderChosen
    | WorkshopHalted
    | SessionEnded
    | WorkshopResumed
    | StagesSet
    | WordingOffered
    | WordingSettled
    | GoalSet
    | PersonJoined
    | PersonLeft
    | HandedOver
    | PersonNudged
    | NudgesDeclined
    | PlaceChanged
    | WorkshopEnded
    | WorkshopReopened
    | WorkshopPublished,
    Field(discriminator="type"),
]
Events = tuple[AnyEvent, ...]
_ANY: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent, config={"defer_build": True})
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
