"""Grouping notes that say the same."""

from dataclasses import dataclass

from workshops.engine.commands.command import Command
from workshops.engine.state import NoteId


@dataclass(frozen=True, kw_only=True)
class ProposeGroups(Command):
    """Say which notes look alike; `of` is the digest of all that were compared."""

    of: str
    groups: tuple[tuple[NoteId, ...], ...]


@dataclass(frozen=True, kw_only=True)
class GroupNotes(Command):
    """Make one group of notes."""

    notes: tuple[NoteId, ...]


@dataclass(frozen=True, kw_only=True)
class LeaveApart(Command):
    """Say that notes are not the same, so that nobody proposes it again."""

    notes: tuple[NoteId, ...]


@dataclass(frozen=True, kw_only=True)
class NameGroup(Command):
    """Give a group its own words; none give back those of its first note."""

    note: NoteId
    name: str
