"""What events make of the seal."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Workshop


def entered(state: Workshop) -> Workshop:
    """Settle how notes are taken in the current activity, if it was never entered before."""
    key, seal = state.activity.key, state.seal
    if key in seal.voices or state.activity.kind == "review":
        return state
    return replace(state, seal=replace(seal, voices=seal.voices.insert(key, seal.ahead)))


def voice_set(event: e.VoiceSet, state: Workshop) -> Workshop:
    """Take notes so from here on; what was promised to those who wrote already stays."""
    key = state.activity.key
    seal = replace(state.seal, ahead=event.voice)
    if any(note.activity == key for note in state.notes.values()):
        return replace(state, seal=seal)
    return entered(replace(state, seal=replace(seal, voices=seal.voices.discard(key))))


def notes_revealed(event: e.NotesRevealed, state: Workshop) -> Workshop:
    """Open the seal for good."""
    seal = replace(state.seal, revealed=state.seal.revealed | {event.activity})
    return replace(state, seal=seal)
