"""Commands: what people ask of a workshop. They bring the time and all new ids with them."""

from workshops.engine.commands.clock import Extend, Pause, Resume, TimeUp, WantReminder
from workshops.engine.commands.command import Command, OnBoard
from workshops.engine.commands.dissent import Departments, SeeAlike, SeeDifferently
from workshops.engine.commands.flow import Back, End, Next, Reopen, Skip, Undo, WrapUp
from workshops.engine.commands.groups import GroupNotes, LeaveApart, NameGroup, ProposeGroups
from workshops.engine.commands.notes import AddNotes, EditNote, NewNote, SortNote, WithdrawNote
from workshops.engine.commands.people import (
    AddPerson,
    DeclineNudges,
    HandOver,
    LeavePerson,
    MarkReady,
    NotReady,
    Nudge,
)
from workshops.engine.commands.place import NotePlace
from workshops.engine.commands.review import ChooseSides, Decide, Publish
from workshops.engine.commands.seal import Reveal, SetVoice
from workshops.engine.commands.sources import GiveSource, TakeSourceBack
from workshops.engine.commands.stages import ChangeStage, MergeStage, SetStages, SplitStage
from workshops.engine.commands.start import Start
from workshops.engine.commands.thread import CountReply, DeleteReply, RecordReply
from workshops.engine.commands.votes import CastVotes, CloseVote, OpenVote
from workshops.engine.commands.wording import KeepWording, TakeWording

__all__ = [
    "AddNotes",
    "AddPerson",
    "Back",
    "CastVotes",
    "ChangeStage",
    "ChooseSides",
    "CloseVote",
    "Command",
    "CountReply",
    "Decide",
    "DeclineNudges",
    "DeleteReply",
    "Departments",
    "EditNote",
    "End",
    "Extend",
    "GiveSource",
    "GroupNotes",
    "HandOver",
    "KeepWording",
    "LeaveApart",
    "LeavePerson",
    "MarkReady",
    "MergeStage",
    "NameGroup",
    "NewNote",
    "Next",
    "NotReady",
    "NotePlace",
    "Nudge",
    "OnBoard",
    "OpenVote",
    "Pause",
    "ProposeGroups",
    "Publish",
    "RecordReply",
    "Reopen",
    "Resume",
    "Reveal",
    "SeeAlike",
    "SeeDifferently",
    "SetStages",
    "SetVoice",
    "Skip",
    "SortNote",
    "SplitStage",
    "Start",
    "TakeSourceBack",
    "TakeWording",
    "TimeUp",
    "Undo",
    "WantReminder",
    "WithdrawNote",
    "WrapUp",
]
