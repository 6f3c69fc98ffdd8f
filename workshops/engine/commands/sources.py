"""Giving a note a source, and taking it back."""

from dataclasses import dataclass
from datetime import date

from knowledge.records.models.claims import Source
from workshops.engine.commands.command import Command
from workshops.engine.events import Founds
from workshops.engine.state import NoteId


@dataclass(frozen=True, kw_only=True)
class GiveSource(Command):
    """Say where a note's claim, or its rating, comes from; the texts as they were typed.

    A one-liner brings the facts of its record with it.
    """

    note: NoteId
    id: str
    source: Source
    founds: Founds = "claim"
    customer: str = ""
    seen_on: date | None = None
    link: str = ""
    quote: str = ""
    one_liner: str | None = None


@dataclass(frozen=True, kw_only=True)
class TakeSourceBack(Command):
    """Say that a note, or one that it stands for, has no longer this source."""

    note: NoteId
    source: str
