"""How notes are taken: seen at once, sealed until the reveal, or sealed and without names."""

from typing import Literal, get_args

from workshops.engine.events.event import Event

Voice = Literal["open", "sealed", "nameless"]
VOICES: tuple[Voice, ...] = get_args(Voice)
"""What shows most comes first."""


class VoiceSet(Event):
    """Notes are taken so from the next activity on; in this one too, if it has none yet."""

    type: Literal["voice_set"] = "voice_set"
    voice: Voice


class NotesRevealed(Event):
    """All see the notes of a sealed activity from now on."""

    type: Literal["notes_revealed"] = "notes_revealed"
    activity: str
