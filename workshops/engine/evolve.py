"""evolve(state, event): what a workshop looks like after something happened."""

from dataclasses import replace
from functools import singledispatch
from typing import Any

from rpds import HashTrieMap

from knowledge.identity import PersonId
from workshops.engine import events as e
from workshops.engine.state import Note, NoteId, Reply, Slot, Step, Workshop, WorkshopId

TRAIL = 40


def evolve(state: Workshop | None, event: e.AnyEvent) -> Workshop:
    """Return the state after an event; the same events give the same state, for ever."""
    if isinstance(event, e.WorkshopStarted):
        return _started(event)
    if state is None:
        raise ValueError(f"a workshop begins with its start, not with {event.type}")
    return _after(event, state)


def _started(event: e.WorkshopStarted) -> Workshop:
    known = [
        Note(
            id=NoteId(insight.id), order=order, person=None, activity=None, lane=insight.lane,
            text=insight.text, stage=insight.stage, feeling=insight.feeling, met=insight.met,
        )
        for order, insight in enumerate(event.known)
    ]  # fmt: skip
    return Workshop(
        id=WorkshopId(event.workshop), place=event.place, facilitator=event.by,
        people=event.people, agenda=event.agenda, subject=event.subject, title=event.title,
        goal=event.goal, state=event.state, model=event.model, stages=event.stages,
        emotions=event.emotions,
        base=event.base, visibility=event.visibility, language=event.language,
        started_at=event.at, ends_at=event.ends_at,
        notes=HashTrieMap({note.id: note for note in known}),
    )  # fmt: skip


@singledispatch
def _after(event: Any, state: Workshop) -> Workshop:
    raise TypeError(f"no such event: {type(event).__name__}")


@_after.register
def _(event: e.NoteAdded, state: Workshop) -> Workshop:
    note = Note(
        id=NoteId(event.note), order=len(state.notes), person=event.by, activity=event.activity,
        lane=event.lane, text=event.text, stage=event.stage, unsorted=event.unsorted,
        feeling=event.feeling, met=event.met, channel=event.channel, starts=event.starts,
        reply=event.reply,
    )  # fmt: skip
    return _with(state, note)


@_after.register
def _(event: e.NoteEdited, state: Workshop) -> Workshop:
    note = replace(
        state.notes[NoteId(event.note)],
        text=event.text, feeling=event.feeling, met=event.met,
        channel=event.channel, starts=event.starts,
    )  # fmt: skip
    return _with(state, note)


@_after.register
def _(event: e.NoteWithdrawn, state: Workshop) -> Workshop:
    return _with(state, replace(state.notes[NoteId(event.note)], withdrawn=True))


@_after.register
def _(event: e.NoteSorted, state: Workshop) -> Workshop:
    note = state.notes[NoteId(event.note)]
    return _with(state, replace(note, stage=event.stage, unsorted=False, by_hand=True))


@_after.register
def _(event: e.NoteMoved, state: Workshop) -> Workshop:
    note = state.notes[NoteId(event.note)]
    lost = event.stage is None
    return _with(state, replace(note, stage=event.stage, unsorted=lost, by_hand=False))


@_after.register
def _(event: e.NoteDecided, state: Workshop) -> Workshop:
    note = state.notes[NoteId(event.note)]
    into = NoteId(event.into) if event.into else None
    return _with(state, replace(note, decision=event.decision, into=into))


@_after.register
def _(event: e.ReplyTaken, state: Workshop) -> Workshop:
    notes = tuple(NoteId(note) for note in event.notes)
    reply = Reply(version=event.version, activity=event.activity, notes=notes)
    return replace(state, replies=state.replies.insert(event.source, reply))


@_after.register
def _(event: e.ReplyDeleted, state: Workshop) -> Workshop:
    gone = state.replies.get(event.source) or Reply(version=event.source, activity="")
    return replace(state, replies=state.replies.insert(event.source, replace(gone, deleted=True)))


@_after.register
def _(event: e.ReadyMarked, state: Workshop) -> Workshop:
    return _ready(state, event.activity, _ready_in(state, event.activity) | {event.by})


@_after.register
def _(event: e.ReadyTakenBack, state: Workshop) -> Workshop:
    return _ready(state, event.activity, _ready_in(state, event.activity) - {event.by})


@_after.register
def _(event: e.ActivityEntered, state: Workshop) -> Workshop:
    step = Step(state.position, state.ends_at, state.skipped)
    return replace(
        state,
        position=_position(state, event.activity),
        visit=event.visit,
        ends_at=event.ends_at,
        ready=state.ready.discard(event.activity),
        skipped=HashTrieMap(event.skipped),
        trail=(*state.trail, step)[-TRAIL:],
    )


@_after.register
def _(event: e.MoveUndone, state: Workshop) -> Workshop:
    step = state.trail[-1]
    return replace(
        state,
        position=step.position,
        visit=event.visit,
        ends_at=step.ends_at,
        skipped=step.skipped,
        trail=state.trail[:-1],
    )


@_after.register
def _(event: e.TimeExtended, state: Workshop) -> Workshop:
    return replace(state, ends_at=event.ends_at)


@_after.register
def _(event: e.WorkshopHalted, state: Workshop) -> Workshop:
    remaining = state.ends_at - event.at if state.ends_at else None
    return replace(state, status="paused", remaining=remaining, ends_at=None)


@_after.register
def _(event: e.WorkshopResumed, state: Workshop) -> Workshop:
    return replace(state, status="running", remaining=None, ends_at=event.ends_at)


@_after.register
def _(event: e.StagesSet, state: Workshop) -> Workshop:
    return replace(state, stages=event.stages, stages_seen=state.stages_seen + 1)


@_after.register
def _(event: e.PersonJoined, state: Workshop) -> Workshop:
    return replace(state, people=(*state.people, event.person))


@_after.register
def _(event: e.PersonLeft, state: Workshop) -> Workshop:
    return replace(state, people=tuple(one for one in state.people if one != event.person))


@_after.register
def _(event: e.HandedOver, state: Workshop) -> Workshop:
    return replace(state, facilitator=event.to)


@_after.register
def _(event: e.WorkshopEnded, state: Workshop) -> Workshop:
    return replace(state, status="closed")


@_after.register
def _(event: e.WorkshopReopened, state: Workshop) -> Workshop:
    return replace(state, status="running" if state.remaining is None else "paused")


@_after.register
def _(event: e.WorkshopPublished, state: Workshop) -> Workshop:
    return replace(state, status="published", published=event.records)


def _with(state: Workshop, note: Note) -> Workshop:
    felt = state.felt
    before = state.notes.get(note.id)
    for old in (before, note) if before else (note,):
        slot = slot_of(old)
        if slot is not None and felt.get(slot, note.id) == note.id:
            felt = felt.discard(slot) if old is before else felt.insert(slot, note.id)
    return replace(state, notes=state.notes.insert(note.id, note), felt=felt)


def slot_of(note: Note) -> Slot | None:
    """Return where only one feeling of a person can stand; None for what is no feeling."""
    if note.feeling is None or note.person is None or note.withdrawn or note.unsorted:
        return None
    return note.person, note.lane, note.stage


def _ready_in(state: Workshop, activity: str) -> frozenset[PersonId]:
    return state.ready.get(activity) or frozenset()


def _ready(state: Workshop, activity: str, people: frozenset[PersonId]) -> Workshop:
    return replace(state, ready=state.ready.insert(activity, people))


def _position(state: Workshop, activity: str) -> int:
    position = state.agenda.index(activity)
    if position is None:
        raise ValueError(f"the agenda has no activity {activity!r}")
    return position
