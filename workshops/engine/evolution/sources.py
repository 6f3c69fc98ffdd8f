"""What events make of sources."""

from dataclasses import replace

from knowledge.records.models.claims import Evidence
from workshops.engine import events as e
from workshops.engine.state import Note, NoteId, Workshop


def source_given(event: e.SourceGiven, state: Workshop) -> Workshop:
    """Put the source after the others."""
    note = _without(state.notes[NoteId(event.note)], event.evidence.id)
    if event.founds == "met":
        note = replace(note, met_sources=(*note.met_sources, event.evidence))
    else:
        note = replace(note, sources=(*note.sources, event.evidence))
    note = replace(note, unfounded=note.unfounded - {event.evidence.id})
    return replace(state, notes=state.notes.insert(note.id, note))


def source_taken_back(event: e.SourceTakenBack, state: Workshop) -> Workshop:
    """Take the source away, and remember it: the record may have it, too."""
    note = _without(state.notes[NoteId(event.note)], event.source)
    note = replace(note, unfounded=note.unfounded | {event.source})
    return replace(state, notes=state.notes.insert(note.id, note))


def _without(note: Note, source: str) -> Note:
    def left(sources: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(one for one in sources if one.id != source)

    return replace(note, sources=left(note.sources), met_sources=left(note.met_sources))
