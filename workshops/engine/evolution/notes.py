"""What events make of notes."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Note, NoteId, Slot, Workshop


def note_added(event: e.NoteAdded, state: Workshop) -> Workshop:
    """Put the note after all others."""
    note = Note(
        id=NoteId(event.note), order=len(state.notes), person=event.by, activity=event.activity,
        lane=event.lane, text=event.text, stage=event.stage, unsorted=event.unsorted,
        feeling=event.feeling, met=event.met, channel=event.channel, starts=event.starts,
        reply=event.reply, choice=event.choice, about=event.about, nameless=event.nameless,
    )  # fmt: skip
    return _with(state, note)


def note_edited(event: e.NoteEdited, state: Workshop) -> Workshop:
    """Give the note its new content."""
    note = replace(
        state.notes[NoteId(event.note)],
        text=event.text, feeling=event.feeling, met=event.met,
        channel=event.channel, starts=event.starts,
    )  # fmt: skip
    return _with(state, note)


def note_withdrawn(event: e.NoteWithdrawn, state: Workshop) -> Workshop:
    """Take the note back; it keeps its place."""
    return _with(state, replace(state.notes[NoteId(event.note)], withdrawn=True))


def note_sorted(event: e.NoteSorted, state: Workshop) -> Workshop:
    """Put the note into the stage that somebody chose."""
    note = state.notes[NoteId(event.note)]
    return _with(state, replace(note, stage=event.stage, unsorted=False, by_hand=True))


def note_moved(event: e.NoteMoved, state: Workshop) -> Workshop:
    """Put the note where nobody chose it to be; without a stage it is unsorted."""
    note = state.notes[NoteId(event.note)]
    lost = event.stage is None
    return _with(state, replace(note, stage=event.stage, unsorted=lost, by_hand=False))


def note_decided(event: e.NoteDecided, state: Workshop) -> Workshop:
    """Keep what the review decided about the note."""
    note = state.notes[NoteId(event.note)]
    into = NoteId(event.into) if event.into else None
    return _with(state, replace(note, decision=event.decision, into=into))


def _with(state: Workshop, note: Note) -> Workshop:
    felt = state.felt
    before = state.notes.get(note.id)
    for old in (before, note) if before else (note,):
        slot = slot_of(old)
        if slot is not None and felt.get(slot, note.id) == note.id:
            felt = felt.discard(slot) if old is before else felt.insert(slot, note.id)
    return replace(state, notes=state.notes.insert(note.id, note), felt=felt)


def slot_of(note: Note) -> Slot | None:
    """Return where only one feeling or choice of a person can stand; None for other notes."""
    if (note.feeling or note.choice) is None or note.person is None:
        return None
    if note.withdrawn or note.unsorted:
        return None
    return note.person, note.lane, note.stage, note.about
