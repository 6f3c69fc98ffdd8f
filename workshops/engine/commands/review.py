"""Deciding about notes, and publishing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.records.settling import Side
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


@dataclass(frozen=True, kw_only=True)
class ChooseSides(Command):
    """Say by conflict (its key) whose text stays where two have changed the same."""

    sides: Mapping[str, Side]
