"""decide(state, command): what happens when somebody asks for something."""

from collections.abc import Callable
from typing import Any

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions import (
    clock,
    dissent,
    flow,
    groups,
    notes,
    nudges,
    people,
    place,
    review,
    seal,
    sources,
    stage,
    stages,
    thread,
    votes,
    wording,
)
from workshops.engine.state import Workshop
from workshops.engine.text import clean
from workshops.errors import SubjectMissing

_DECISIONS: dict[type[c.Command], Callable[[Workshop, Any], e.Events]] = {
    c.AddNotes: notes.add,
    c.EditNote: notes.edit,
    c.WithdrawNote: notes.withdraw,
    c.SortNote: notes.sort,
    c.GiveSource: sources.give,
    c.TakeSourceBack: sources.take_back,
    c.RecordReply: thread.record,
    c.CountReply: thread.count,
    c.DeleteReply: thread.delete,
    c.SetVoice: seal.set_voice,
    c.Reveal: seal.reveal,
    c.MarkReady: people.mark_ready,
    c.NotReady: people.not_ready,
    c.AddPerson: people.add_person,
    c.LeavePerson: people.leave,
    c.HandOver: people.hand_over,
    c.NotePlace: place.note_place,
    c.Nudge: nudges.nudge,
    c.DeclineNudges: nudges.decline,
    c.Next: flow.move_on,
    c.Back: flow.move_back,
    c.Skip: flow.skip,
    c.WrapUp: flow.wrap_up,
    c.Undo: flow.undo,
    c.Extend: clock.extend,
    c.Pause: clock.pause,
    c.Resume: clock.resume,
    c.TimeUp: flow.time_up,
    c.WantReminder: clock.want_reminder,
    c.End: flow.end,
    c.Reopen: flow.reopen,
    c.SetStages: stages.set_stages,
    c.ChangeStage: stage.change_stage,
    c.MergeStage: stage.merge_stage,
    c.SplitStage: stage.split_stage,
    c.TakeWording: wording.take,
    c.KeepWording: wording.keep,
    c.SeeDifferently: dissent.see_differently,
    c.SeeAlike: dissent.see_alike,
    c.ProposeGroups: groups.propose,
    c.GroupNotes: groups.group,
    c.LeaveApart: groups.leave_apart,
    c.NameGroup: groups.name,
    c.OpenVote: votes.open_vote,
    c.CastVotes: votes.cast,
    c.CloseVote: votes.close,
    c.Decide: review.decide_note,
    c.ChooseSides: review.choose_sides,
    c.Publish: review.publish,
}


def decide(state: Workshop | None, command: c.Command) -> e.Events:
    """Return what happens; nothing, when the command was late or repeats what is.

    Raises:
        WorkshopError: What was asked can't be done; nothing happens.
    """
    if isinstance(command, c.Start):
        return _start(command) if state is None else ()
    if state is None:
        raise ValueError("a workshop begins with its start")
    return _DECISIONS[type(command)](state, command)


def _start(command: c.Start) -> e.Events:
    if not command.subject.name.strip():
        raise SubjectMissing
    people_ = tuple(dict.fromkeys((command.by, *command.people)))
    first = command.agenda.activities[0]
    ends_at, day = clock.allotted(first, command.pace, people=people_, command=command)
    event = e.WorkshopStarted(
        at=command.at, by=command.by, workshop=command.workshop, place=command.place,
        agenda=command.agenda, subject=command.subject, also=command.also,
        called=command.called, title=command.title,
        goal=clean(command.goal) if command.goal is not None else None,
        state=command.state, model=command.model, stages=command.stages, people=people_,
        emotions=command.emotions, unsourced=command.unsourced, known=command.known,
        cast=command.cast, departments=command.departments,
        involvement=command.involvement, base=command.base, along=command.along,
        variant_of=command.variant_of, inherited=command.inherited,
        second_from=None if command.pace else command.second_from,
        visibility=command.visibility, rehearsal=command.rehearsal, language=command.language,
        ends_at=ends_at, pace=command.pace, day=day, voice=command.as_,
    )  # fmt: skip
    return (event,)
