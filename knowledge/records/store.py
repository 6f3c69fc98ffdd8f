"""Records and their versions: 1..n without gaps, never changed, chained by hash."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from pydantic import TypeAdapter
from sqlalchemy import Row, and_, exists, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import bodies, numbers
from knowledge.ledger.schema import bodies as bodies_table
from knowledge.ledger.schema import record_versions, workspaces
from knowledge.ledger.transaction import Transaction
from knowledge.records import chain
from knowledge.records.errors import (
    MergeConflict,
    NoSuchRecord,
    NoSuchVersion,
    StaleBase,
    WrongKind,
)
from knowledge.records.merge import merge as merge_bodies
from knowledge.records.models import Body
from knowledge.records.refs import Kind, Ref, VersionRef
from knowledge.records.verifying import Breach, verify_chain

__all__ = [
    "Breach",
    "Version",
    "all_current",
    "changed_since",
    "current",
    "generation",
    "history",
    "new_ref",
    "publish",
    "verify_chain",
    "version",
]

log = structlog.get_logger(__name__)
_BODY: TypeAdapter[Body] = TypeAdapter(Body)
_v = record_versions.c
_COLUMNS = tuple(column for column in _v if column.name != "workspace")


@dataclass(frozen=True)
class Version:
    """One version of a record.

    Attributes:
        base: The version that its author saw; None for a record that was new.
        reason: A key that says why, never what people wrote.
        visibility: The place whose members may see it; None is the whole workspace.
        chain: Its hash, which covers the previous version's.
        generation: The workspace's generation that it made.
    """

    ref: Ref
    number: int
    base: int | None
    reason: str
    at: datetime
    person: PersonId
    body: Body
    visibility: PlaceId | None
    language: str
    chain: str
    generation: int

    @property
    def named(self) -> VersionRef:
        """Its name, `J7@4`."""
        return VersionRef(self.ref, self.number)


async def new_ref(tx: Transaction, kind: Kind) -> Ref:
    """Return a name that no record of the workspace has had."""
    return Ref(kind, await numbers.following(tx, kind.value))


async def publish(
    tx: Transaction,
    ref: Ref,
    body: Body,
    *,
    person: PersonId,
    reason: str,
    base: int | None,
    visibility: PlaceId | None = None,
    language: str = "en",
    merge: bool = True,
    widen: bool = False,
) -> Version:
    """Add the record's next version and return it.

    What was published since *base* is merged in. A body that changes nothing adds no version:
    the current one is returned.

    Args:
        tx: A writing transaction.
        ref: The record's name, from `new_ref`.
        body: The whole record as it shall be.
        person: Who publishes.
        reason: A key that says why; it can't be erased, so nothing that people wrote.
        base: The version that *body* was made from; None when from nothing.
        visibility: The place whose members may see it.
        language: In which the record is written.
        merge: Whether a newer version than *base* may be merged in.
        widen: Whether a record that only a place sees may become everybody's.

    Raises:
        MergeConflict: A field was changed differently since *base*.
        StaleBase: There is a newer version than *base*, and *merge* is off.
        NoSuchVersion: There is no version *base*.
        WrongKind: *body* is of another kind than *ref*.
    """
    if Kind[body.kind.upper()] is not ref.kind:
        raise WrongKind(wanted=ref.kind, got=body.kind)
    generation = await _locked(tx)
    current = await _newest(tx, ref)
    body = await _onto(tx, ref, current, base, body, merge=merge)
    if current is not None and visibility is None and not widen:
        visibility = current.visibility
    if current is not None and _same(current, body, visibility, language):
        return current
    number, previous = (current.number + 1, current.chain) if current else (1, chain.FIRST)
    digest = await bodies.put(tx, body.model_dump(mode="json"))
    facts: dict[str, Any] = {
        "base": base,
        "reason": reason,
        "at": tx.now,
        "person": person,
        "visibility": visibility,
        "language": language,
    }
    link = chain.link(tx.workspace, ref, number, facts, digest=digest, previous=previous)
    version = Version(
        ref=ref, number=number, body=body, chain=link, generation=generation + 1, **facts
    )
    await _add(tx, version, digest)
    return version


async def _locked(tx: Transaction) -> int:
    """Return the workspace's generation, which nobody else moves until the commit."""
    unchanged = tx.insert(workspaces).values(workspace=tx.workspace, generation=0)
    statement = unchanged.on_conflict_do_update(
        index_elements=[workspaces.c.workspace],
        set_={"generation": workspaces.c.generation},
    ).returning(workspaces.c.generation)
    return int((await tx.execute(statement)).scalar_one())


async def _onto(
    tx: Transaction, ref: Ref, current: Version | None, base: int | None, body: Body, *, merge: bool
) -> Body:
    """Return *body* with what was published since *base*."""
    if current is None:
        if base is not None:
            raise NoSuchVersion(VersionRef(ref, base))
        return body
    if base == current.number:
        return body
    if not merge:
        raise StaleBase(current, base=base)
    before = None if base is None else (await version(tx, VersionRef(ref, base))).body
    merged = merge_bodies(before, body, current.body)
    if merged.conflicts:
        raise MergeConflict(current, conflicts=merged.conflicts, merged=merged.body)
    return merged.body


def _same(current: Version, body: Body, visibility: PlaceId | None, language: str) -> bool:
    said = (current.body, current.visibility, current.language)
    return said == (body, visibility, language)


async def _add(tx: Transaction, made: Version, digest: str) -> None:
    row = {
        "workspace": tx.workspace,
        "kind": made.ref.kind.value,
        "record": made.ref.number,
        "version": made.number,
        "base": made.base,
        "reason": made.reason,
        "at": made.at,
        "person": made.person,
        "digest": digest,
        "chain": made.chain,
        "visibility": made.visibility,
        "language": made.language,
        "generation": made.generation,
    }
    await tx.execute(insert(record_versions), row)
    await tx.execute(
        update(workspaces)
        .where(workspaces.c.workspace == tx.workspace)
        .values(generation=made.generation)
    )
    tx.on_commit(lambda: log.info("record_published", version=str(made.named), person=made.person))


async def generation(tx: Transaction) -> int:
    """Return a number that grows with every version published in the workspace; 0 at first."""
    found = await tx.execute(
        select(workspaces.c.generation).where(workspaces.c.workspace == tx.workspace)
    )
    return int(found.scalar_one_or_none() or 0)


async def current(tx: Transaction, ref: Ref) -> Version:
    """Return the record's newest version.

    Raises:
        NoSuchRecord: It has none in this workspace.
    """
    found = await _newest(tx, ref)
    if found is None:
        raise NoSuchRecord(ref)
    return found


async def _newest(tx: Transaction, ref: Ref) -> Version | None:
    found = await _versions(tx, *_of(ref), limit=1)
    return found[0] if found else None


async def version(tx: Transaction, ref: VersionRef) -> Version:
    """Return one version of a record.

    Raises:
        NoSuchVersion: It is not in this workspace.
    """
    found = await _versions(tx, *_of(ref.ref), _v.version == ref.version)
    if not found:
        raise NoSuchVersion(ref)
    return found[0]


async def history(tx: Transaction, ref: Ref) -> tuple[Version, ...]:
    """Return all versions of a record, the newest first.

    Raises:
        NoSuchRecord: It has none in this workspace.
    """
    found = await _versions(tx, *_of(ref))
    if not found:
        raise NoSuchRecord(ref)
    return found


async def all_current(tx: Transaction, *kinds: Kind) -> tuple[Version, ...]:
    """Return the newest version of every record of these kinds (of all, if none is named).

    They come by kind and number, in one query.
    """
    wanted = [_v.kind.in_([kind.value for kind in kinds])] if kinds else []
    return await _versions(tx, _is_newest(tx), *wanted)


async def changed_since(tx: Transaction, generation: int) -> tuple[Version, ...]:
    """Return the newest versions of the records that were published after *generation*."""
    return await _versions(tx, _is_newest(tx), _v.generation > generation)


def _of(ref: Ref) -> tuple[ColumnElement[bool], ...]:
    return _v.kind == ref.kind.value, _v.record == ref.number


def _is_newest(tx: Transaction) -> ColumnElement[bool]:
    later = record_versions.alias("later")
    return ~exists().where(
        later.c.workspace == tx.workspace,
        later.c.kind == _v.kind,
        later.c.record == _v.record,
        later.c.version > _v.version,
    )


async def _versions(
    tx: Transaction, *conditions: ColumnElement[bool], limit: int | None = None
) -> tuple[Version, ...]:
    text = bodies_table.c
    whole = record_versions.join(
        bodies_table, and_(text.workspace == _v.workspace, text.digest == _v.digest)
    )
    rows = await tx.execute(
        select(*_COLUMNS, text.body)
        .select_from(whole)
        .where(_v.workspace == tx.workspace, *conditions)
        .order_by(_v.kind, _v.record, _v.version.desc())
        .limit(limit)
    )
    return tuple(_version(row) for row in rows)


def _version(row: Row[*tuple[Any, ...]]) -> Version:
    return Version(
        ref=Ref(Kind(row.kind), row.record),
        number=row.version,
        base=row.base,
        reason=row.reason,
        at=row.at,
        person=PersonId(row.person),
        body=_BODY.validate_json(row.body),
        visibility=row.visibility,
        language=row.language,
        chain=row.chain,
        generation=row.generation,
    )
