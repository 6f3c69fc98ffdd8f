"""Beginning a workshop."""

from dataclasses import dataclass
from typing import Literal

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models.journeys import Involvement, Stage
from prompts.models import Agenda, Emotion
from workshops.engine.commands.command import Command
from workshops.engine.deadlines import Pace
from workshops.engine.events import Known, Member, Subject, Voice


@dataclass(frozen=True, kw_only=True)
class Start(Command):
    """Begin. `stages`, `known` and `base` come from the stored version, if there is one.

    `departments` are those that handle touchpoints, whoever of them takes part; notes in the lanes
    `unsourced` need no source.

    Without a `pace` the activities have time boxes.
    """

    place: PlaceId
    agenda: Agenda
    subject: Subject
    also: tuple[Subject, ...] = ()
    called: str | None = None
    people: tuple[PersonId, ...]
    departments: tuple[str, ...] = ()
    title: str | None = None
    goal: str | None = None
    state: Literal["current", "future"] = "current"
    model: str | None = None
    stages: tuple[Stage, ...] = ()
    emotions: tuple[Emotion, ...] = ()
    unsourced: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    cast: tuple[Member, ...] = ()
    involvement: tuple[Involvement, ...] = ()
    base: str | None = None
    along: str | None = None
    variant_of: str | None = None
    inherited: tuple[str, ...] = ()
    second_from: str | None = None
    visibility: PlaceId | None = None
    rehearsal: bool = False
    language: str = "en"
    pace: Pace | None = None
    as_: Voice = "open"
