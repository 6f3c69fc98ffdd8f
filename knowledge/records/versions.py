"""Reading versions of records."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, select

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger.schema.records import record_versions
from knowledge.ledger.schema.workspaces import bodies, workspaces
from knowledge.ledger.transaction import HERE, Transaction
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
    return int((await tx.ask(_generation())).scalar_one_or_none() or 0)


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
    found = await _versions(tx, _newest(), **_named(ref))
    return found[0] if found else None


async def version(tx: Transaction, ref: VersionRef) -> Version:
    """Return one version of a record.

    Raises:
        NoSuchVersion: It is not in this workspace.
    """
    found = await _versions(tx, _version(), **_named(ref.ref), version=ref.version)
    if not found:
        raise NoSuchVersion(ref)
    return found[0]


async def history(tx: Transaction, ref: Ref) -> tuple[Version, ...]:
    """Return all versions of a record, the newest first.

    Raises:
        NoSuchRecord: It has none in this workspace.
    """
    found = await _versions(tx, _history(), **_named(ref))
    if not found:
        raise NoSuchRecord(ref)
    return found


async def all_current(tx: Transaction, *kinds: Kind) -> tuple[Version, ...]:
    """Return the newest version of every record of these kinds (of all, if none is named).

    They come by kind and number, in one query.
    """
    return await _versions(tx, _current(), kinds=[kind.value for kind in kinds or Kind])


async def changed_since(tx: Transaction, generation: int) -> tuple[Version, ...]:
    """Return the newest versions of the records that were published after *generation*."""
    return await _versions(tx, _changed(), since=generation)


def _named(ref: Ref) -> dict[str, object]:
    return {"kind": ref.kind.value, "number": ref.number}


async def _versions(
    tx: Transaction, statement: Select[Any], **asked: object
) -> tuple[Version, ...]:
    return tuple(_read(row) for row in await tx.ask(statement, **asked))


@cache
def _generation() -> Select[Any]:
    return select(workspaces.c.generation).where(workspaces.c.workspace == HERE)


@cache
def _all() -> Select[Any]:
    text = bodies.c
    whole = record_versions.join(
        bodies, and_(text.workspace == _v.workspace, text.digest == _v.digest)
    )
    return (
        select(*_COLUMNS, text.body)
        .select_from(whole)
        .where(_v.workspace == HERE)
        .order_by(_v.kind, _v.record, _v.version.desc())
    )


@cache
def _history() -> Select[Any]:
    return _all().where(_v.kind == bindparam("kind"), _v.record == bindparam("number"))


@cache
def _newest() -> Select[Any]:
    return _history().limit(1)


@cache
def _version() -> Select[Any]:
    return _history().where(_v.version == bindparam("version"))


@cache
def _current() -> Select[Any]:
    return _newest_of_each().where(_v.kind.in_(bindparam("kinds", expanding=True)))


@cache
def _changed() -> Select[Any]:
    return _newest_of_each().where(_v.generation > bindparam("since"))


def _newest_of_each() -> Select[Any]:
    later = record_versions.alias("later")
    return _all().where(
        ~exists().where(
            later.c.workspace == HERE,
            later.c.kind == _v.kind,
            later.c.record == _v.record,
            later.c.version > _v.version,
        )
    )


@lru_cache(maxsize=512)
def _body(text: str) -> Body:
    """Read a body; it never changes, and a card needs whole journeys again and again."""
    return BODY.validate_json(text)


def _read(row: Row[*tuple[Any, ...]]) -> Version:
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
