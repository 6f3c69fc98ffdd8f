"""Deciding about notes, and publishing."""

from dataclasses import dataclass
from typing import Literal

from workshops.engine.commands.command import Command
from workshops.engine.state import NoteId


@dataclass(frozen=True, kw_only=True)
class Decide(Command):
    """Keep, park or merge a note, or take that back (None)."""

    note: NoteId
    decision: Literal["keep", "park", "merge"] | None
    into: NoteId | None = None


@dataclass(frozen=True, kw_only=True)
class Publish(Command):
    """Close the workshop with the versions that publishing has made."""

    records: tuple[str, ...]
