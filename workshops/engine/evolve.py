"""evolve(state, event): what a workshop looks like after something happened."""

from collections.abc import Callable
from typing import Any

from rpds import HashTrieMap

from workshops.engine import events as e
from workshops.engine.evolution import (
    clock,
    dissent,
    flow,
    groups,
    notes,
    people,
    place,
    review,
    seal,
    sources,
    stages,
    thread,
    votes,
    wording,
)
from workshops.engine.state import Agreed, Clock, Note, NoteId, Seal, Workshop, WorkshopId

_EVOLUTIONS: dict[type[e.Event], Callable[[Any, Workshop], Workshop]] = {
    e.NoteAdded: notes.note_added,
    e.NoteEdited: notes.note_edited,
    e.NoteWithdrawn: notes.note_withdrawn,
    e.NoteSorted: notes.note_sorted,
    e.NoteMoved: notes.note_moved,
    e.NoteDecided: notes.note_decided,
    e.SourceGiven: sources.source_given,
    e.SourceTakenBack: sources.source_taken_back,
    e.SeenDifferently: dissent.seen_differently,
    e.SeenAlike: dissent.seen_alike,
    e.GroupsProposed: groups.groups_proposed,
    e.GroupNamed: groups.group_named,
    e.VoteOpened: votes.vote_opened,
    e.VotesCast: votes.votes_cast,
    e.VoteClosed: votes.vote_closed,
    e.SideChosen: review.side_chosen,
    e.ReplyTaken: thread.reply_taken,
    e.ReplyDeleted: thread.reply_deleted,
    e.ReplyHeld: thread.reply_held,
    e.VoiceSet: seal.voice_set,
    e.NotesRevealed: seal.notes_revealed,
    e.ReadyMarked: people.ready_marked,
    e.ReadyTakenBack: people.ready_taken_back,
    e.PersonJoined: people.person_joined,
    e.PersonLeft: people.person_left,
    e.HandedOver: people.handed_over,
    e.PlaceChanged: place.place_changed,
    e.PersonNudged: people.person_nudged,
    e.NudgesDeclined: people.nudges_declined,
    e.ActivityEntered: flow.activity_entered,
    e.MoveUndone: flow.move_undone,
    e.TimeExtended: clock.time_extended,
    e.TimeRanOut: clock.time_ran_out,
    e.WorkshopHalted: clock.workshop_halted,
    e.SessionEnded: clock.session_ended,
    e.WorkshopResumed: clock.workshop_resumed,
    e.ReminderChosen: clock.reminder_chosen,
    e.WorkshopEnded: flow.workshop_ended,
    e.WorkshopReopened: flow.workshop_reopened,
    e.WorkshopPublished: flow.workshop_published,
    e.StagesSet: stages.stages_set,
    e.WordingOffered: wording.wording_offered,
    e.WordingSettled: wording.wording_settled,
    e.GoalSet: wording.goal_set,
}


def evolve(state: Workshop | None, event: e.AnyEvent) -> Workshop:
    """Return the state after an event; the same events give the same state, for ever."""
    if isinstance(event, e.WorkshopStarted):
        return _started(event)
    if state is None:
        raise ValueError(f"a workshop begins with its start, not with {event.type}")
    return _EVOLUTIONS[type(event)](event, state)


def _started(event: e.WorkshopStarted) -> Workshop:
    known = [
        Note(
            id=NoteId(insight.id), order=order, person=None, activity=None, lane=insight.lane,
            text=insight.text, stage=insight.stage, feeling=insight.feeling, met=insight.met,
            sources=insight.evidence, met_sources=insight.met_evidence, differs=insight.dissent,
        )
        for order, insight in enumerate(event.known)
    ]  # fmt: skip
    begun = Workshop(
        id=WorkshopId(event.workshop), place=event.place, facilitator=event.by,
        people=event.people, agreed=_agreed(event), goal=event.goal, stages=event.stages,
        visibility=event.visibility,
        clock=Clock(event.ends_at, day=event.day, second_from=event.second_from),
        seal=Seal(ahead=event.voice),
        notes=HashTrieMap({note.id: note for note in known}),
    )  # fmt: skip
    return seal.entered(begun)


def _agreed(event: e.WorkshopStarted) -> Agreed:
    return Agreed(
        agenda=event.agenda, subject=event.subject, also=event.also,
        called=event.called or event.subject.name, title=event.title, state=event.state,
        emotions=event.emotions, cast=event.cast,
        involvement=event.involvement, base=event.base, along=event.along,
        variant_of=event.variant_of, inherited=_inherited(event), departments=event.departments,
        unsourced=frozenset(event.unsourced), rehearsal=event.rehearsal, language=event.language,
        pace=event.pace,
    )  # fmt: skip


def _inherited(event: e.WorkshopStarted) -> "HashTrieMap[str, str | None]":
    """Return in which stage each of what a variant has inherited stood at the start."""
    stages = {one.id: one.stage for one in event.known}
    return HashTrieMap({id: stages[id] for id in event.inherited if id in stages})
