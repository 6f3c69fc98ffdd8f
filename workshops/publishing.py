"""Publishing: what was kept becomes versions of records, in one transaction with the workshop."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction
from knowledge.ledger import workshops as rows
from knowledge.records import store
from knowledge.records.errors import MergeConflict
from knowledge.records.merge import Merged, merge
from knowledge.records.models.bodies import Body
from knowledge.records.refs import Kind, Ref
from knowledge.records.settling import settle, unsettled
from knowledge.records.store import Version
from workshops.drafting import draft
from workshops.engine.commands import End, Publish
from workshops.engine.rules import must_be_open, must_lead
from workshops.engine.state import Workshop
from workshops.errors import AudienceMissing, NothingToPublish
from workshops.newcomers import newcomers, refs_of
from workshops.renewing import Audience, Onto, onto
from workshops.store import Workshops

REASON, COPY = "workshop", "copy"
_SAYING = ("insights", "stages", "trigger", "hypotheses", "portrait", "role", "choices")


@dataclass(frozen=True)
class Published:
    """The versions that were written; the last one is what the workshop was for.

    `meanwhile` are those of others that it was merged with, oldest first.
    """

    state: Workshop
    versions: tuple[Version, ...]
    meanwhile: tuple[Version, ...] = ()


async def publish(
    tx: Transaction,
    workshops: Workshops,
    workshop: str,
    *,
    by: PersonId,
    audience: Audience | None = None,
) -> Published:
    """Write the versions, and that the workshop is published; of a rehearsal, nothing.

    Args:
        tx: A writing transaction.
        workshops: Where the workshop is.
        workshop: Its id.
        by: The facilitator.
        audience: Who shall see it, when a private channel renews what everybody sees.

    Raises:
        MergeConflict: Somebody published the same fields differently meanwhile, and the
            workshop has not chosen whose text stays in each. Nothing is written.
        AudienceMissing: It must be said who shall see it.
        NothingToPublish: Nothing is kept.
        NotFacilitator, WorkshopClosed: What their names say.
    """
    state = await _locked(tx, workshops, workshop, by=by)
    if state.agreed.rehearsal:
        handled = await workshops.handle(tx, End(workshop=state.id, at=tx.now, by=by))
        return Published(handled.state, ())
    renewed = await onto(tx, state)
    versions, refs = await _newcomers(tx, state, by=by)
    body = drafted(state, renewed, new=refs)
    versions.append(await _publish(tx, state, body, renewed, by=by, audience=audience))
    records = tuple(str(version.named) for version in versions)
    command = Publish(workshop=state.id, at=tx.now, by=by, records=records)
    handled = await workshops.handle(tx, command)
    return Published(handled.state, tuple(versions), renewed.meanwhile)


async def _locked(
    tx: Transaction, workshops: Workshops, workshop: str, *, by: PersonId
) -> Workshop:
    """Return an open workshop that *by* facilitates, and that changes no more meanwhile."""
    # Locked first: a note that is saved meanwhile waits, and is refused; none is passed over.
    await rows.lock(tx, workshop)
    state = await workshops.load(tx, workshop)
    must_be_open(state)
    must_lead(state, by)
    return state


def drafted(state: Workshop, renewed: Onto, *, new: Mapping[str, Ref]) -> Body:
    """Return what the workshop makes of the version that it started from.

    *new* are the refs of newcomers.

    Raises:
        NothingToPublish: It says nothing.
    """
    before = renewed.base.body if renewed.base else None
    body = draft(state, before, subjects=refs_of(state, new), members=new)
    if not any(getattr(body, name, None) for name in _SAYING):
        raise NothingToPublish
    return body


async def _newcomers(
    tx: Transaction, state: Workshop, *, by: PersonId
) -> tuple[list[Version], dict[str, Ref]]:
    """Write the records of all who have none yet, and return them with their refs."""
    made, refs = [], {}
    for one in newcomers(state):
        ref = refs[one.id] = await store.new_ref(tx, one.kind)
        made.append(await _write(tx, state, ref, one.body, by=by, visibility=state.visibility))
    return made, refs


async def _publish(
    tx: Transaction,
    state: Workshop,
    body: Body,
    renewed: Onto,
    *,
    by: PersonId,
    audience: Audience | None,
) -> Version:
    """Write what the workshop was for: a record of its own, or a version of the one it renews."""
    if renewed.asks_audience and audience is None:
        raise AudienceMissing
    stays_here = renewed.asks_audience and audience == "here"
    if renewed.base is None or renewed.apart or stays_here:
        return await _on_its_own(tx, state, body, renewed, by=by)
    seen_in = None if renewed.asks_audience else state.visibility
    return await _renew(tx, state, body, renewed.base, by=by, visibility=seen_in)


async def _on_its_own(
    tx: Transaction, state: Workshop, body: Body, renewed: Onto, *, by: PersonId
) -> Version:
    """Write a record that is new, or a copy of one that others shall see unchanged."""
    ref = await store.new_ref(tx, Kind[body.kind.upper()])
    body = renewed.on_its_own(_with_meanwhile(state, body, renewed))
    why = REASON if renewed.base is None else COPY
    return await _write(tx, state, ref, body, by=by, visibility=state.visibility, reason=why)


async def _renew(
    tx: Transaction,
    state: Workshop,
    body: Body,
    base: Version,
    *,
    by: PersonId,
    visibility: PlaceId | None,
) -> Version:
    """Write the next version; where others wrote the same fields meanwhile, what was chosen.

    Raises:
        MergeConflict: Nobody has chosen yet.
    """
    ref, number = base.ref, base.number
    try:
        return await _write(tx, state, ref, body, by=by, base=number, visibility=visibility)
    except MergeConflict as conflict:
        body, number = _settled(conflict, state), conflict.current.number
        return await _write(tx, state, ref, body, by=by, base=number, visibility=visibility)


async def _write(
    tx: Transaction,
    state: Workshop,
    ref: Ref,
    body: Body,
    *,
    by: PersonId,
    visibility: PlaceId | None,
    base: int | None = None,
    reason: str = REASON,
) -> Version:
    return await store.publish(
        tx,
        ref,
        body,
        person=by,
        reason=reason,
        base=base,
        visibility=visibility,
        language=state.agreed.language,
    )


def _with_meanwhile(state: Workshop, body: Body, renewed: Onto) -> Body:
    """Return the body with what was published meanwhile; where it can't be seen, without."""
    if renewed.base is None or renewed.current is None or not renewed.meanwhile:
        return body
    merged = merge(renewed.base.body, body, renewed.current.body)
    if not merged.conflicts:
        return merged.body
    conflict = MergeConflict(renewed.current, conflicts=merged.conflicts, merged=merged.body)
    return _settled(conflict, state)


def _settled(conflict: MergeConflict, state: Workshop) -> Body:
    """Return what was merged, with the sides that the facilitator has chosen."""
    if unsettled(conflict.conflicts, state.sides):
        raise conflict
    merged = Merged(conflict.merged, conflict.conflicts)
    return settle(merged, state.sides, theirs=conflict.current.person)
