"""Casting: the people on record whom a note of a workshop may name."""

from knowledge.identity import PlaceId, within
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.copies import seen_in
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind
from knowledge.records.versions import Version
from workshops.engine.events import Member

MOST = 200


async def cast_of(tx: Transaction, base: Version | None, place: PlaceId) -> tuple[Member, ...]:
    """Return the people on record whom a note may name: those of the journey first."""
    journey = base.body if base and isinstance(base.body, Journey) else None
    involved = {one.persona for one in journey.involvement} if journey else set()
    group = involved | set(journey.personas if journey else ())
    personas = await store.all_current(tx, Kind.PERSONA)
    seen = seen_in(personas, within(place))
    people = [one for one in seen if str(one.ref) in group or _is_person(one)]
    found = [_member(one, group=str(one.ref) in group) for one in people]
    return tuple(sorted(found, key=lambda one: not one.group))[:MOST]


def _is_person(version: Version) -> bool:
    return isinstance(version.body, Persona) and version.body.who == "person"


def _member(version: Version, *, group: bool) -> Member:
    body, ref = version.body, str(version.ref)
    assert isinstance(body, Persona)
    also = (body.role, *body.aliases) if body.role else body.aliases
    return Member(id=ref.lower(), name=body.name, also=also, ref=ref, group=group)
