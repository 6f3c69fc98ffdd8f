"""Decisions about notes: write, change, take back, sort."""

from collections.abc import Iterator

from prompts.models import Activity, Asked
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.evolution.notes import slot_of
from workshops.engine.evolve import evolve
from workshops.engine.rules import activity_of, joining, must_be_open, note_of, own_note
from workshops.engine.seal import author, mine, must_keep, nameless
from workshops.engine.state import Note, NoteId, Workshop
from workshops.engine.text import clean, visible
from workshops.errors import LaneNotAsked, NoSuchChoice, NoSuchStage, NotYours, TooManyNotes

NOTES_LIMIT = 100
CHANNEL_LIMIT = 150


def add(state: Workshop, command: c.AddNotes) -> e.Events:
    """Save a form's notes; those that are saved already are left alone."""
    must_be_open(state)
    activity = activity_of(state, command.activity)
    if len(command.notes) > NOTES_LIMIT:
        raise TooManyNotes(len(command.notes), limit=NOTES_LIMIT)
    must_keep(state, activity.key, command.promised)
    fresh = tuple(note for note in command.notes if note.id not in state.notes)
    if not fresh:
        return ()
    signed = author(state, activity.key, command.by, command.voice)
    return (*joining(state, command, signed=signed), *_added(state, command, activity, fresh))


def _added(
    state: Workshop, command: c.Command, activity: Activity, fresh: tuple[c.NewNote, ...]
) -> Iterator[e.AnyEvent]:
    for new in fresh:
        for event in added(state, command, activity, new):
            yield event
            state = evolve(state, event)


def added(
    state: Workshop,
    command: c.Command,
    activity: Activity,
    new: c.NewNote,
    *,
    unsorted: bool = False,
    reply: str | None = None,
) -> e.Events:
    """Return the events that save one note; a second feeling or choice replaces the first."""
    asked = activity.lane(new.lane)
    if asked is None:
        raise LaneNotAsked(new.lane, activity=activity.key)
    choice = _choice(new, asked)
    stage, lost = _placed(state, activity, new.stage, unsorted=unsorted)
    hidden = nameless(state, activity.key) and reply is None
    signed = author(state, activity.key, command.by, command.voice) if hidden else command.by
    event = e.NoteAdded(
        at=command.at, by=signed,
        nameless=hidden, note=new.id, activity=activity.key, lane=new.lane,
        text=_text(new, asked), stage=stage, unsorted=lost,
        feeling=new.feeling if asked.form == "feeling" else None,
        met=new.met if activity.rated else None,
        channel=_channel(new.channel), starts=new.starts, reply=reply,
        choice=choice, about=new.about,
    )  # fmt: skip
    return (*room_for(state, event), event)


def room_for(
    state: Workshop, event: e.NoteAdded | e.NoteEdited | e.NoteSorted | e.NoteMoved
) -> e.Events:
    """Return what withdraws the feeling or choice whose place the event's note takes."""
    slot = slot_of(evolve(state, event).notes[NoteId(event.note)])
    old = state.felt.get(slot) if slot else None
    if old is None or old == event.note:
        return ()
    return (e.NoteWithdrawn(at=event.at, by=event.by, note=old),)


def _placed(
    state: Workshop, activity: Activity, stage: str | None, *, unsorted: bool
) -> tuple[str | None, bool]:
    """Return the stage, and whether the note must be sorted by hand."""
    if activity.scope == "whole":
        return None, False
    if state.stage(stage) is not None:
        return stage, False
    # A stage that was removed while somebody wrote to it must not cost them their note.
    return None, unsorted or stage is not None or bool(state.stages)


def _choice(new: c.NewNote, asked: Asked) -> str | None:
    if new.choice is not None and not asked.offers(new.choice):
        raise NoSuchChoice(new.choice)
    return new.choice


def _text(new: c.NewNote, asked: Asked) -> str:
    chosen = asked.choice(new.choice)
    if chosen is not None and not visible(new.text):
        return chosen.label
    if asked.form == "feeling" and new.feeling is not None and not visible(new.text):
        return new.feeling.word
    if asked.form == "touchpoint" and new.channel and not visible(new.text):
        return clean(new.channel)
    return clean(new.text)


def _channel(channel: str | None) -> str | None:
    if channel is None or not visible(channel):
        return None
    return clean(channel, limit=CHANNEL_LIMIT)


def edit(state: Workshop, command: c.EditNote) -> e.Events:
    """Change one's own note; the same content again changes nothing."""
    must_be_open(state)
    note = own_note(state, command, command.note)
    event = _edited(note, command)
    return () if _same(note, event) else (*room_for(state, event), event)


def _edited(note: Note, command: c.EditNote) -> e.NoteEdited:
    text = note.text if command.text is None else command.text
    return e.NoteEdited(
        at=command.at, by=note.person or command.by, note=note.id, text=clean(text),
        feeling=note.feeling if command.feeling is None else command.feeling,
        met=note.met if command.met is None else command.met,
        channel=_channel(command.channel) or note.channel,
        starts=command.starts or note.starts,
    )  # fmt: skip


def _same(note: Note, event: e.NoteEdited) -> bool:
    content = (event.text, event.feeling, event.met, event.channel, event.starts)
    return content == (note.text, note.feeling, note.met, note.channel, note.starts)


def withdraw(state: Workshop, command: c.WithdrawNote) -> e.Events:
    """Take one's own note back; twice changes nothing."""
    must_be_open(state)
    found = state.notes.get(command.note)
    if found is not None and found.withdrawn and found.person in mine(command):
        return ()
    note = own_note(state, command, command.note)
    return (e.NoteWithdrawn(at=command.at, by=note.person or command.by, note=note.id),)


def sort(state: Workshop, command: c.SortNote) -> e.Events:
    """Put a note into a stage, and make room where only one feeling can stand."""
    must_be_open(state)
    note = note_of(state, command.note)
    own = note.person in mine(command)
    if not own and command.by != state.facilitator:
        raise NotYours(note.id)
    if state.stage(command.stage) is None:
        raise NoSuchStage(command.stage)
    if note.stage == command.stage:
        return ()
    by = note.person if own and note.person else command.by
    event = e.NoteSorted(at=command.at, by=by, note=note.id, stage=command.stage)
    return (*room_for(state, event), event)
