"""What was agreed when a workshop began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rpds import HashTrieMap

from knowledge.records.models.journeys import Involvement
from prompts.models import Agenda, Emotion
from workshops.engine.deadlines import Pace
from workshops.engine.events import Member, Subject


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a workshop is about and how it is held: no event after the first changes it.

    Attributes:
        subject: Whose journey or portrait it is; `also` are others whose journey it is.
        called: All of them, as a question names them.
        title: What the journey is to be called; None lets it be called after its subject.
        state: Whether it is mapped as it is or as it shall be.
        cast: Whom the record knows of a buying group, and `involvement` what they do in it.
        base: The version that is renewed; None for a new record.
        along: The journey whose stages were taken.
        variant_of: The journey that this one says only the differences from.
        inherited: What a variant took over, by id, with the stage in which it stood.
        departments: Those that handle touchpoints.
        unsourced: The lanes whose notes need no source.
        rehearsal: Whether somebody tries it alone, and nothing is kept.
        language: The folder of the prompts, `en`.
        pace: How long activities stay open for people who take their own time; None where they
            are there together and activities have time boxes.
    """

    agenda: Agenda
    subject: Subject
    also: tuple[Subject, ...]
    called: str
    title: str | None
    state: Literal["current", "future"]
    emotions: tuple[Emotion, ...]
    cast: tuple[Member, ...]
    involvement: tuple[Involvement, ...]
    base: str | None
    along: str | None
    variant_of: str | None
    inherited: HashTrieMap[str, str | None]
    departments: tuple[str, ...]
    unsourced: frozenset[str]
    rehearsal: bool
    language: str
    pace: Pace | None

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Everybody whose journey it is; the first is the one that the workshop is named after."""
        return (self.subject, *self.also)
