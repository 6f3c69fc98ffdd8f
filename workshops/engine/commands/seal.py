"""Sealing and revealing."""

from dataclasses import dataclass

from workshops.engine.commands.command import Command, OnBoard
from workshops.engine.events import Voice


@dataclass(frozen=True, kw_only=True)
class SetVoice(Command):
    """Say how notes are taken from the next activity on; in this one too, if it has none yet."""

    as_: Voice


@dataclass(frozen=True, kw_only=True)
class Reveal(OnBoard):
    """Let all see the notes of the current activity."""
