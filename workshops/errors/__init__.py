"""What a workshop refuses on purpose; each error carries its facts, words come from prompts."""

from workshops.errors.error import WorkshopError
from workshops.errors.flow import (
    FirstActivity,
    LastActivity,
    NoSuchActivity,
    NothingToUndo,
    ReasonMissing,
    WorkshopClosed,
    WorkshopPaused,
)
from workshops.errors.notes import (
    LaneNotAsked,
    NoSuchChoice,
    NoSuchNote,
    NoteEmpty,
    NoteTooLong,
    OnlyNumber,
    PromiseChanged,
    RepliesNotTaken,
    TooManyNotes,
)
from workshops.errors.own import NothingNamed, TooManyTemplates
from workshops.errors.people import NotFacilitator, NotInWorkshop, NotYours
from workshops.errors.review import AudienceMissing, MergeIntoItself, NothingToPublish
from workshops.errors.sources import (
    DayInFuture,
    LinkNotWeb,
    NoSourceTaken,
    NoSuchOneLiner,
    SourceEmpty,
    SourceTooLong,
    TooManySources,
)
from workshops.errors.stages import (
    LoopsToItself,
    NoStages,
    NoSuchStage,
    StageNameTaken,
    StagesChanged,
    StageTooLong,
    StageWordless,
    TooManyStages,
)
from workshops.errors.start import SubjectMissing, WorkshopRunning
from workshops.errors.votes import (
    BudgetOutOfRange,
    NothingToVoteOn,
    VoteOver,
    VotesOverBudget,
    VotesOverCap,
)

__all__ = [
    "AudienceMissing",
    "BudgetOutOfRange",
    "DayInFuture",
    "FirstActivity",
    "LaneNotAsked",
    "LastActivity",
    "LinkNotWeb",
    "LoopsToItself",
    "MergeIntoItself",
    "NoSourceTaken",
    "NoStages",
    "NoSuchActivity",
    "NoSuchChoice",
    "NoSuchNote",
    "NoSuchOneLiner",
    "NoSuchStage",
    "NotFacilitator",
    "NotInWorkshop",
    "NotYours",
    "NoteEmpty",
    "NoteTooLong",
    "NothingNamed",
    "NothingToPublish",
    "NothingToUndo",
    "NothingToVoteOn",
    "OnlyNumber",
    "PromiseChanged",
    "ReasonMissing",
    "RepliesNotTaken",
    "SourceEmpty",
    "SourceTooLong",
    "StageNameTaken",
    "StageTooLong",
    "StageWordless",
    "StagesChanged",
    "SubjectMissing",
    "TooManyNotes",
    "TooManySources",
    "TooManyStages",
    "TooManyTemplates",
    "VoteOver",
    "VotesOverBudget",
    "VotesOverCap",
    "WorkshopClosed",
    "WorkshopError",
    "WorkshopPaused",
    "WorkshopRunning",
]
