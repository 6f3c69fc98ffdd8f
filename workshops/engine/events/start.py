"""How a workshop begins, and with what."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models.claims import Dissent, Evidence, Feeling
from knowledge.records.models.journeys import Involvement, Stage
from knowledge.records.models.terms import Id, Line, Model, Rating, RefText, Text
from prompts.models import Agenda, Emotion
from workshops.engine.deadlines import Pace
from workshops.engine.events.event import Event, VersionText
from workshops.engine.events.seal import Voice

Whose = Literal["persona", "segment", "prospect", "everybody"]
"""A prospect is one customer whom we want to win; everybody has no record of their own."""


class Subject(Model):
    """Whose journey or portrait it is: a stored record, or somebody new by name.

    `role` is what was said of somebody new beside their name.
    """

    name: Line
    ref: RefText | None = None
    kind: Whose = "persona"
    role: Line | None = None


class Known(Model):
    """An insight that the record already has when the workshop starts."""

    id: Id
    text: Text
    lane: Id
    stage: Id | None = None
    feeling: Feeling | None = None
    met: Rating | None = None
    evidence: tuple[Evidence, ...] = ()
    met_evidence: tuple[Evidence, ...] = ()
    dissent: tuple[Dissent, ...] = ()


class Member(Model):
    """Somebody of a buying group whom the record knows, with other names of theirs.

    `group` says that they are in this journey's group already.
    """

    id: Id
    name: Line
    also: tuple[Line, ...] = ()
    ref: RefText
    group: bool = False


class WorkshopStarted(Event):
    """A workshop began; holds the whole agenda, so that it outlives a change of the files.

    `also` are others whose journey it is; `called` names them all, as a question does.
    `along` is the journey whose stages it took; a variant says only what differs from the journey
    that it is `variant_of`, of which it has `inherited` what is known; `second_from` is the
    activity with which a second session begins; `departments` are those that handle touchpoints;
    notes in the lanes `unsourced` need no source.
    Without a `pace` people are there together, and activities have time boxes; with one, `day`
    is the first deadline's.
    """

    type: Literal["workshop_started"] = "workshop_started"
    workshop: str
    place: PlaceId
    agenda: Agenda
    subject: Subject
    also: tuple[Subject, ...] = ()
    called: Line | None = None
    title: Line | None = None
    goal: Text | None = None
    state: Literal["current", "future"] = "current"
    model: str | None = None
    stages: tuple[Stage, ...] = ()
    people: tuple[PersonId, ...]
    departments: tuple[Line, ...] = ()
    emotions: tuple[Emotion, ...] = ()
    unsourced: tuple[Id, ...] = ()
    known: tuple[Known, ...] = ()
    cast: tuple[Member, ...] = ()
    involvement: tuple[Involvement, ...] = ()
    base: VersionText | None = None
    along: RefText | None = None
    variant_of: RefText | None = None
    inherited: tuple[Id, ...] = ()
    second_from: str | None = None
    visibility: PlaceId | None = None
    rehearsal: bool = False
    language: str = "en"
    ends_at: AwareDatetime
    pace: Pace | None = None
    day: date | None = None
    voice: Voice = "open"
