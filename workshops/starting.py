"""Starting a workshop from what the team wishes and what is on record already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.identity import PersonId, PlaceId, within
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.copies import seen_in
from knowledge.records.errors import NoSuchRecord
from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.models.terms import LINE_LIMIT
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
from knowledge.records.variants import whole
from knowledge.records.visible import visible_to
from prompts.loader import Prompts
from prompts.models import Agenda, JourneyModel, Makes
from prompts.words import Words
from workshops.engine.commands import Start
from workshops.engine.deadlines import Pace
from workshops.engine.events import Member, Subject, Voice, Whose
from workshops.engine.state import WorkshopId
from workshops.engine.text import clean, visible
from workshops.errors import SubjectMissing
from workshops.known import known
from workshops.stakeholders import distinct
from workshops.store import Handled, Workshops

NAME_LIMIT = 120
MOST_CAST = 200
FITTING: Mapping[Makes, tuple[Whose, ...]] = {
    "journey": ("persona", "prospect", "segment", "everybody"),
    "persona": ("persona", "prospect"),
    "segment": ("segment",),
    "scenario": ("persona", "prospect"),
}
"""Of whom an agenda can make a record."""
Base = Version | None
Subjects = tuple[Subject, ...]


@dataclass(frozen=True)
class Whom:
    """Somebody whose journey it is: a stored record by its ref, or somebody new by name."""

    ref: str = ""
    name: str = ""
    kind: Whose = "persona"


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
    base = await _seen(tx, wish, wish.renews) if wish.renews else None
    along = await _seen(tx, wish, wish.along) if wish.along else None
    framework = await _framework(tx, wish, base)
    subjects = await _subjects(tx, wish, base, words=words)
    cast = await _cast(tx, wish, base)
    return Found(base=base, along=along, framework=framework, subjects=subjects, cast=cast)


def _command(wish: Wish, found: Found, *, prompts: Prompts) -> Start:
    base, framework, subjects = found.base, found.framework, found.subjects
    told = _told(base, framework)
    called = _called(subjects, words=prompts.words)
    return Start(
        workshop=WorkshopId(wish.workshop),
        at=wish.at,
        by=wish.by,
        place=wish.place,
        agenda=wish.agenda,
        subject=subjects[0],
        also=subjects[1:],
        called=called,
        people=wish.people,
        departments=distinct(wish.departments),
        title=_title(wish, base, subjects, called, words=prompts.words),
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


async def _seen(tx: Transaction, wish: Wish, ref: str) -> Version:
    """Return a record, if those in the workshop's place may see it."""
    version = await store.current(tx, Ref.parse(ref))
    if not visible_to(version, within(wish.place)):
        raise NoSuchRecord(version.ref)
    return version


async def _subjects(tx: Transaction, wish: Wish, base: Base, *, words: Words) -> Subjects:
    """Return whose journey it is: of the record that is renewed, and those who were chosen."""
    stored = whose(base) if base else ()
    chosen = [await _subject(tx, wish, one, words=words) for one in (*stored, *wish.whose)]
    subjects = tuple({one.ref or one.name: one for one in chosen}.values())
    if not subjects or any(one.kind not in FITTING[wish.agenda.makes] for one in subjects):
        raise SubjectMissing
    return subjects


def whose(base: Version) -> tuple[Whom, ...]:
    """Return whom a stored record is about."""
    if isinstance(base.body, Scenario):
        return (Whom(ref=base.body.persona),)
    if not isinstance(base.body, Journey):
        return (Whom(ref=str(base.ref)),)
    segment = (base.body.segment,) if base.body.segment else ()
    found = tuple(Whom(ref=ref) for ref in (*base.body.personas, *segment))
    return found or (Whom(kind="everybody"),)


async def _subject(tx: Transaction, wish: Wish, whom: Whom, *, words: Words) -> Subject:
    if whom.kind == "everybody":
        return Subject(name=words("start.everybody_name"), kind="everybody")
    if not whom.ref:
        if not visible(whom.name):
            raise SubjectMissing
        name = clean(" ".join(whom.name.split()), limit=NAME_LIMIT)
        return Subject(name=name, kind=whom.kind)
    version = await _seen(tx, wish, whom.ref)
    body = version.body
    if isinstance(body, Segment):
        return Subject(name=body.name, ref=str(version.ref), kind="segment")
    if isinstance(body, Persona):
        kind: Whose = "prospect" if body.who == "prospect" else "persona"
        return Subject(name=body.name, ref=str(version.ref), kind=kind)
    raise SubjectMissing


async def _cast(tx: Transaction, wish: Wish, base: Base) -> tuple[Member, ...]:
    """Return the people on record whom a note may name: those of the journey first."""
    if wish.agenda.makes != "journey":
        return ()
    journey = base.body if base and isinstance(base.body, Journey) else None
    involved = {one.persona for one in journey.involvement} if journey else set()
    group = involved | set(journey.personas if journey else ())
    personas = await store.all_current(tx, Kind.PERSONA)
    seen = seen_in(personas, within(wish.place))
    people = [one for one in seen if str(one.ref) in group or _is_person(one)]
    found = [_member(one, group=str(one.ref) in group) for one in people]
    return tuple(sorted(found, key=lambda one: not one.group))[:MOST_CAST]


def _is_person(version: Version) -> bool:
    return isinstance(version.body, Persona) and version.body.who == "person"


def _member(version: Version, *, group: bool) -> Member:
    body, ref = version.body, str(version.ref)
    assert isinstance(body, Persona)
    also = (body.role, *body.aliases) if body.role else body.aliases
    return Member(id=ref.lower(), name=body.name, also=also, ref=ref, group=group)


def _called(subjects: Subjects, *, words: Words) -> str:
    names = [subject.name for subject in subjects]
    if len(names) == 1:
        return names[0]
    several = words("start.several", names=", ".join(names[:-1]), last=names[-1])
    return several if len(several) <= LINE_LIMIT else names[0]


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
