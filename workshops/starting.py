"""Starting a workshop from what the team wishes and what is on record already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.models import Insight, Journey, Persona, Segment, Stage
from knowledge.records.refs import Ref
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.models import Agenda, JourneyModel
from prompts.words import Words
from workshops.engine.commands import Start
from workshops.engine.deadlines import Pace
from workshops.engine.events import Known, Subject
from workshops.engine.state import WorkshopId
from workshops.engine.text import clean, visible
from workshops.errors import SubjectMissing
from workshops.store import Handled, Workshops

NAME_LIMIT = 120


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the team chose in the start form.

    Exactly one of `subject` (a ref) and `new_persona` (a name) is given; `journey` names the
    record to renew.
    """

    workshop: str
    place: PlaceId
    visibility: PlaceId | None
    by: PersonId
    at: datetime
    agenda: Agenda
    model: JourneyModel
    state: Literal["current", "future"]
    goal: str
    people: tuple[PersonId, ...]
    subject: str = ""
    new_persona: str = ""
    journey: str = ""
    pace: Pace | None = None


async def start(tx: Transaction, workshops: Workshops, wish: Wish, *, prompts: Prompts) -> Handled:
    """Start a workshop; one that renews a record begins with its stages and insights.

    Raises:
        SubjectMissing: Nobody is named.
        NoSuchRecord: A named record does not exist.
        WorkshopRunning: Another one is going on in this place.
    """
    base = await _base(tx, wish)
    stages, subject = _stages(wish, base), await _subject(tx, wish)
    command = Start(
        workshop=WorkshopId(wish.workshop),
        at=wish.at,
        by=wish.by,
        place=wish.place,
        agenda=wish.agenda,
        subject=subject,
        people=wish.people,
        title=_title(wish, base, subject, words=prompts.words),
        goal=wish.goal,
        state=wish.state,
        model=wish.model.key,
        stages=stages,
        emotions=prompts.emotions,
        known=_known(base),
        base=str(base.named) if base else None,
        visibility=wish.visibility,
        language=prompts.language,
        pace=wish.pace,
    )
    return await workshops.start(tx, command)


async def _base(tx: Transaction, wish: Wish) -> Version | None:
    if wish.agenda.makes == "journey":
        return await store.current(tx, Ref.parse(wish.journey)) if wish.journey else None
    return await store.current(tx, Ref.parse(wish.subject)) if wish.subject else None


async def _subject(tx: Transaction, wish: Wish) -> Subject:
    if not wish.subject:
        if not visible(wish.new_persona):
            raise SubjectMissing
        return Subject(name=clean(" ".join(wish.new_persona.split()), limit=NAME_LIMIT))
    version = await store.current(tx, Ref.parse(wish.subject))
    if not isinstance(version.body, Persona | Segment):
        raise SubjectMissing
    return Subject(name=version.body.name, ref=str(version.ref))


def _title(wish: Wish, base: Version | None, subject: Subject, *, words: Words) -> str:
    if base is not None and isinstance(base.body, Journey):
        return base.body.title
    if wish.agenda.makes == "journey":
        return words("board.path", subject=subject.name)
    return words("board.portrait", subject=subject.name)


def _stages(wish: Wish, base: Version | None) -> tuple[Stage, ...]:
    if wish.agenda.makes != "journey":
        return ()
    if base is not None and isinstance(base.body, Journey):
        return base.body.stages
    return tuple(
        Stage(id=stage.key, title=stage.title, phase=stage.phase, about=stage.about)
        for stage in wish.model.stages
    )


def _known(base: Version | None) -> tuple[Known, ...]:
    if base is None or not isinstance(base.body, Journey | Persona | Segment):
        return ()
    return tuple(_as_known(insight) for insight in base.body.insights)


def _as_known(insight: Insight) -> Known:
    return Known(
        id=insight.id,
        text=insight.text,
        lane=insight.lane,
        stage=insight.stage,
        feeling=insight.feeling,
        met=insight.met,
    )
