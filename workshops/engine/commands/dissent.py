"""Seeing differently what somebody else has said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.identity import PersonId
from workshops.engine.commands.command import Command
from workshops.engine.state import NoteId

Departments = Mapping[PersonId, str | None]


@dataclass(frozen=True, kw_only=True)
class SeeDifferently(Command):
    """Say beside a note how one sees it, or say it anew.

    `id` is new. `department` is where the person works, and `departments` where those who take
    part do, as far as known by now. `nameless` is whether the form said that no name is kept.
    """

    note: NoteId
    id: str
    text: str
    department: str | None = None
    departments: Departments = field(default_factory=dict)
    nameless: bool = False


@dataclass(frozen=True, kw_only=True)
class SeeAlike(Command):
    """Take that back."""

    note: NoteId
