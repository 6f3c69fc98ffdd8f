"""Subjects: whose record a workshop makes, on record already or new by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.identity import PlaceId, within
from knowledge.ledger import Transaction
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.models.terms import LINE_LIMIT
from knowledge.records.refs import Ref
from knowledge.records.versions import Version
from knowledge.records.visible import newest_seen
from prompts.models import Makes
from prompts.words import Words
from workshops.engine.events import Subject, Whose
from workshops.engine.text import clean, visible
from workshops.errors import SubjectMissing

NAME_LIMIT = 120
FITTING: Mapping[Makes, tuple[Whose, ...]] = {
    "journey": ("persona", "prospect", "segment", "everybody"),
    "persona": ("persona", "prospect"),
    "segment": ("segment",),
    "scenario": ("persona", "prospect"),
}
"""Of whom an agenda can make a record."""

Subjects = tuple[Subject, ...]


@dataclass(frozen=True)
class Whom:
    """Somebody whose journey it is: a stored record by its ref, or somebody new by name."""

    ref: str = ""
    name: str = ""
    kind: Whose = "persona"


async def subjects_of(
    tx: Transaction,
    chosen: Sequence[Whom],
    base: Version | None,
    *,
    makes: Makes,
    place: PlaceId,
    words: Words,
) -> Subjects:
    """Return whose journey it is: of the record that is renewed, and those who were chosen.

    Raises:
        SubjectMissing: Nobody is named, or somebody of whom the agenda makes no record.
        NoSuchRecord: A named record does not exist, or not for those in this place.
    """
    stored = whose(base) if base else ()
    found = [await _subject(tx, one, place, words=words) for one in (*stored, *chosen)]
    subjects = tuple({one.ref or one.name: one for one in found}.values())
    if not subjects or any(one.kind not in FITTING[makes] for one in subjects):
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


async def _subject(tx: Transaction, whom: Whom, place: PlaceId, *, words: Words) -> Subject:
    if whom.kind == "everybody":
        return Subject(name=words("start.everybody_name"), kind="everybody")
    if not whom.ref:
        if not visible(whom.name):
            raise SubjectMissing
        return _introduced(clean(" ".join(whom.name.split()), limit=NAME_LIMIT), whom.kind)
    version = await newest_seen(tx, Ref.parse(whom.ref), places=within(place))
    body = version.body
    if isinstance(body, Segment):
        return Subject(name=body.name, ref=str(version.ref), kind="segment")
    if isinstance(body, Persona):
        kind: Whose = "prospect" if body.who == "prospect" else "persona"
        return Subject(name=body.name, ref=str(version.ref), kind=kind)
    raise SubjectMissing


def _introduced(typed: str, kind: Whose) -> Subject:
    """Read "Malte, shift lead" as a name and a role: the name stands in every question."""
    name, _, role = (part.strip() for part in typed.partition(","))
    if kind == "persona" and visible(name) and visible(role):
        return Subject(name=name, kind=kind, role=role)
    return Subject(name=typed, kind=kind)


def called(subjects: Subjects, *, words: Words) -> str:
    """Return how a question names them all; where that is too long, the first."""
    names = [subject.name for subject in subjects]
    if len(names) == 1:
        return names[0]
    several = words("start.several", names=", ".join(names[:-1]), last=names[-1])
    return several if len(several) <= LINE_LIMIT else names[0]
