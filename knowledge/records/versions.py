"""Reading versions of records."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, and_, exists, select
from sqlalchemy.sql.elements import ColumnElement

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger.schema.records import record_versions
from knowledge.ledger.schema.workspaces import bodies, workspaces
from knowledge.ledger.transaction import Transaction
from knowledge.records.errors import NoSuchRecord, NoSuchVersion
from knowledge.records.models.bodies import BODY, Body
from knowledge.records.refs import Kind, Ref, VersionRef

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
    found = await newest(tx, ref)
    if found is None:
        raise NoSuchRecord(ref)
    return found


async def newest(tx: Transaction, ref: Ref) -> Version | None:
    """Return the record's newest version; None when it has none."""
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
    return await _versions(tx, _isnewest(tx), *wanted)


async def changed_since(tx: Transaction, generation: int) -> tuple[Version, ...]:
    """Return the newest versions of the records that were published after *generation*."""
    return await _versions(tx, _isnewest(tx), _v.generation > generation)


def _of(ref: Ref) -> tuple[ColumnElement[bool], ...]:
    return _v.kind == ref.kind.value, _v.record == ref.number


def _isnewest(tx: Transaction) -> ColumnElement[bool]:
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
    text = bodies.c
    whole = record_versions.join(
        bodies, and_(text.workspace == _v.workspace, text.digest == _v.digest)
    )
    rows = await tx.execute(
        select(*_COLUMNS, text.body)
        .select_from(whole)
        .where(_v.workspace == tx.workspace, *conditions)
        .order_by(_v.kind, _v.record, _v.version.desc())
        .limit(limit)
    )
    return tuple(_version(row) for row in rows)


@lru_cache(maxsize=512)
def _body(text: str) -> Body:
    """Read a body; it never changes, and a card needs whole journeys again and again."""
    return BODY.validate_json(text)


def _version(row: Row[*tuple[Any, ...]]) -> Version:
    return Version(
        ref=Ref(Kind(row.kind), row.record),
        number=row.version,
        base=row.base,
        reason=row.reason,
        at=row.at,
        person=PersonId(row.person),
        body=_body(row.body),
        visibility=row.visibility,
        language=row.language,
        chain=row.chain,
        generation=row.generation,
    )
