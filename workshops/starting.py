"""Starting a workshop from what the team wishes and what is on record already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.identity import PersonId, PlaceId, within
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.terms import LINE_LIMIT
from knowledge.records.refs import Ref
from knowledge.records.store import Version
from knowledge.records.variants import whole
from knowledge.records.visible import newest_seen, visible_to
from prompts.loader import Prompts
from prompts.models import Agenda, JourneyModel
from prompts.words import Words
from workshops.casting import cast_of
from workshops.engine.commands import Start
from workshops.engine.deadlines import Pace
from workshops.engine.events import Member, Voice
from workshops.engine.state import WorkshopId
from workshops.known import known
from workshops.stakeholders import distinct
from workshops.store import Handled, Workshops
from workshops.subjects import Subjects, Whom, called, subjects_of

Base = Version | None


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the team chose in the start form.

    `renews` names the record to renew, `along` a journey whose stages a new one takes,
    `variant_of` one from which a new one says only what differs. With
    `two_sessions` a long agenda pauses halfway. Of a `rehearsal` nothing stays.
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
    departments: tuple[str, ...] = ()
    whose: tuple[Whom, ...] = ()
    renews: str = ""
    along: str = ""
    variant_of: str = ""
    two_sessions: bool = False
    rehearsal: bool = False
    pace: Pace | None = None
    voice: Voice = "open"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is on record of a wish.

    Attributes:
        base: The version of the record to renew.
        along: The journey that lends its stages.
        framework: The journey from which this one says only what differs.
        subjects: Whose record it is, 1-n.
        cast: Whom a note may name, those of the journey first.
    """

    base: Base
    along: Base
    framework: Base
    subjects: Subjects
    cast: tuple[Member, ...]


async def start(tx: Transaction, workshops: Workshops, wish: Wish, *, prompts: Prompts) -> Handled:
    """Start a workshop; one that renews a record begins with its stages and insights.

    Raises:
        SubjectMissing: Nobody is named, or somebody of whom the agenda makes no record.
        NoSuchRecord: A named record does not exist, or not for those in this place.
        WorkshopRunning: Another one is going on in this place.
    """
    found = await _found(tx, wish, words=prompts.words)
    return await workshops.start(tx, _command(wish, found, prompts=prompts))


async def _found(tx: Transaction, wish: Wish, *, words: Words) -> Found:
    """Return what is on record of all that the team wishes."""
    places = within(wish.place)
    base = await newest_seen(tx, Ref.parse(wish.renews), places=places) if wish.renews else None
    along = await newest_seen(tx, Ref.parse(wish.along), places=places) if wish.along else None
    framework = await _framework(tx, wish, base)
    makes = wish.agenda.makes
    subjects = await subjects_of(tx, wish.whose, base, makes=makes, place=wish.place, words=words)
    cast = await cast_of(tx, base, wish.place) if makes == "journey" else ()
    return Found(base=base, along=along, framework=framework, subjects=subjects, cast=cast)


def _command(wish: Wish, found: Found, *, prompts: Prompts) -> Start:
    base, framework, subjects = found.base, found.framework, found.subjects
    told = _told(base, framework)
    named = called(subjects, words=prompts.words)
    return Start(
        workshop=WorkshopId(wish.workshop),
        at=wish.at,
        by=wish.by,
        place=wish.place,
        agenda=wish.agenda,
        subject=subjects[0],
        also=subjects[1:],
        called=named,
        people=wish.people,
        departments=distinct(wish.departments),
        title=_title(wish, base, subjects, named, words=prompts.words),
        goal=wish.goal or getattr(base and base.body, "goal", None),
        state=wish.state,
        model=wish.model.key,
        stages=_stages(wish, base or found.along or framework),
        emotions=prompts.emotions,
        unsourced=prompts.unsourced,
        known=known(told) if told else (),
        cast=found.cast,
        involvement=told.involvement if isinstance(told, Journey) else (),
        base=str(base.named) if base else None,
        along=str(found.along.ref) if found.along else None,
        variant_of=str(framework.ref) if framework else None,
        inherited=_inherited(base, told) if framework else (),
        second_from=wish.agenda.halfway if wish.two_sessions else None,
        visibility=wish.visibility,
        rehearsal=wish.rehearsal,
        language=prompts.language,
        pace=wish.pace,
        as_=wish.voice,
    )


async def _framework(tx: Transaction, wish: Wish, base: Base) -> Version | None:
    """Return the journey for all of which this one is a variant, as far as it may be seen here."""
    renewed = base.body.variant_of if base and isinstance(base.body, Journey) else None
    ref = renewed or wish.variant_of
    found = await store.current(tx, Ref.parse(ref)) if ref else None
    above = found.body.variant_of if found and isinstance(found.body, Journey) else None
    if above:
        # A variant of a variant differs from the same framework.
        found = await store.current(tx, Ref.parse(above))
    return found if found and visible_to(found, within(wish.place)) else None


def _told(base: Base, framework: Base) -> Body | None:
    """Return all that is known at the start: of the record, and of what it is a variant of."""
    own = base.body if base else None
    if framework is None or not isinstance(framework.body, Journey):
        return own
    blank = Journey(title=framework.body.title, stages=framework.body.stages)
    return whole(own if isinstance(own, Journey) else blank, framework.body)


def _inherited(base: Base, told: Body | None) -> tuple[str, ...]:
    own = {one.id for one in known(base.body)} if base else set()
    return tuple(one.id for one in known(told) if one.id not in own) if told else ()


def _title(wish: Wish, base: Base, subjects: Subjects, called: str, *, words: Words) -> str:
    if base is not None and isinstance(base.body, Journey | Scenario):
        return base.body.title
    if wish.agenda.makes == "scenario":
        return words("board.scenario", subject=called)
    if wish.agenda.makes == "segment":
        return words("board.segment", subject=called)
    if wish.agenda.makes == "persona":
        return words("board.portrait", subject=called)
    people = all(one.kind == "persona" for one in subjects)
    title = words("board.path" if people else "board.path_of", subject=called)
    return title if len(title) <= LINE_LIMIT else called


def _stages(wish: Wish, base: Base) -> tuple[Stage, ...]:
    if not wish.agenda.staged:
        return ()
    if base is not None and isinstance(base.body, Journey | Scenario):
        return base.body.stages
    return tuple(
        Stage(id=stage.key, title=stage.title, phase=stage.phase, about=stage.about)
        for stage in wish.model.stages
    )
