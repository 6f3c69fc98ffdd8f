"""Decisions about the seal: how notes are taken, and when all may see them."""

from collections.abc import Iterable

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.rules import is_late, must_be_open, must_lead
from workshops.engine.seal import sealed
from workshops.engine.state import Workshop


def set_voice(state: Workshop, command: c.SetVoice) -> e.Events:
    """Say how notes are taken from here on; the same again changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    if command.as_ == state.seal.ahead:
        return ()
    return (e.VoiceSet(at=command.at, by=command.by, voice=command.as_),)


def reveal(state: Workshop, command: c.Reveal) -> e.Events:
    """Let all see the notes of the current activity; twice changes nothing."""
    if is_late(state, command):
        return ()
    must_be_open(state)
    must_lead(state, command.by)
    return revealed(state, command, [state.activity.key])


def revealed(state: Workshop, command: c.Command, activities: Iterable[str]) -> e.Events:
    """Return what reveals those of the activities that are sealed."""
    return tuple(
        e.NotesRevealed(at=command.at, by=command.by, activity=key)
        for key in activities
        if sealed(state, key)
    )


def all_revealed(state: Workshop, command: c.Command) -> e.Events:
    """Return what reveals everything: what is looked through or published is sealed no more."""
    written = {note.activity for note in state.in_order() if note.activity}
    keys = (one.key for one in state.agreed.agenda.activities if one.key in written)
    return revealed(state, command, keys)
