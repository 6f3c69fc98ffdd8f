"""What events make of the seal."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Workshop


def entered(state: Workshop) -> Workshop:
    """Settle how notes are taken in the current activity, if it was never entered before."""
    key = state.activity.key
    if key in state.voices or state.activity.kind == "review":
        return state
    return replace(state, voices=state.voices.insert(key, state.voice))


def voice_set(event: e.VoiceSet, state: Workshop) -> Workshop:
    """Take notes so from here on; what was promised to those who wrote already stays."""
    state = replace(state, voice=event.voice)
    key = state.activity.key
    if any(note.activity == key for note in state.notes.values()):
        return state
    return entered(replace(state, voices=state.voices.discard(key)))


def notes_revealed(event: e.NotesRevealed, state: Workshop) -> Workshop:
    """Open the seal for good."""
    return replace(state, revealed=state.revealed | {event.activity})
