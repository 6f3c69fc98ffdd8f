"""Records and their versions: 1..n without gaps, never changed, chained by hash."""

from functools import cache
from typing import Any

import structlog
from sqlalchemy import Executable, UpdateBase, insert, update

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import bodies, numbers
from knowledge.ledger.schema.records import record_versions
from knowledge.ledger.schema.workspaces import workspaces
from knowledge.ledger.transaction import HERE, Transaction, given, inserting
from knowledge.records import chain, versions
from knowledge.records.errors import MergeConflict, NoSuchVersion, StaleBase, WrongKind
from knowledge.records.merge import merge as merge_bodies
from knowledge.records.models.bodies import Body
from knowledge.records.refs import Kind, Ref, VersionRef
from knowledge.records.verifying import Breach, verify_chain
from knowledge.records.versions import (
    Version,
    all_current,
    changed_since,
    current,
    generation,
    history,
    newest,
    version,
)

__all__ = [
    "Breach",
    "Version",
    "all_current",
    "changed_since",
    "current",
    "generation",
    "history",
    "new_ref",
    "newest",
    "publish",
    "verify_chain",
    "version",
]

log = structlog.get_logger(__name__)


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
) -> Version:
    """Add the record's next version and return it; where nothing changes, the current one.

    *body* is the whole record, made from version *base* (None: from nothing); what was published
    since is merged in, if *merge* allows it. *reason* is a key: it can't be erased, so nothing
    that people wrote. *visibility* is the place whose members may see it; what only a place sees
    stays there. The transaction writes, *ref* comes from `new_ref`.

    Raises:
        MergeConflict: A field was changed differently since *base*.
        StaleBase: There is a newer version than *base*, and *merge* is off.
        NoSuchVersion: There is no version *base*.
        WrongKind: *body* is of another kind than *ref*.
    """
    if Kind[body.kind.upper()] is not ref.kind:
        raise WrongKind(wanted=ref.kind, got=body.kind)
    generation = await _locked(tx)
    current = await newest(tx, ref)
    body = await _onto(tx, ref, current=current, base=base, body=body, merge=merge)
    visibility = _seen_in(current, visibility)
    if current is not None and _same(current, body, visibility, language):
        return current
    facts = {"base": base, "reason": reason, "at": tx.now, "person": person}
    facts |= {"visibility": visibility, "language": language}
    return await _add(tx, ref, body, facts, previous=current, generation=generation + 1)


async def _add(
    tx: Transaction,
    ref: Ref,
    body: Body,
    facts: dict[str, Any],
    *,
    previous: Version | None,
    generation: int,
) -> Version:
    number, before = (previous.number + 1, previous.chain) if previous else (1, chain.FIRST)
    said = body.model_dump(mode="json")
    # A changed copy of a model was not checked, and nobody could read a version that is wrong.
    type(body).model_validate(said)
    digest = await bodies.put(tx, said)
    link = chain.link(tx.workspace, ref, number, facts, digest=digest, previous=before)
    made = Version(ref=ref, number=number, body=body, chain=link, generation=generation, **facts)
    await _insert(tx, made, digest)
    tx.on_commit(lambda: log.info("record.published", version=str(made.named)))
    return made


async def _locked(tx: Transaction) -> int:
    """Return the workspace's generation, which nobody else moves until the commit."""
    first = {"workspace": tx.workspace, "generation": 0}
    return int((await tx.execute(_locking(tx.dialect), first)).scalar_one())


@cache
def _locking(dialect: str) -> Executable:
    return (
        inserting(workspaces, dialect=dialect)
        .on_conflict_do_update(
            index_elements=[workspaces.c.workspace],
            set_={"generation": workspaces.c.generation},
        )
        .returning(workspaces.c.generation)
    )


async def _onto(
    tx: Transaction, ref: Ref, *, current: Version | None, base: int | None, body: Body, merge: bool
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
    before = None if base is None else (await versions.version(tx, VersionRef(ref, base))).body
    merged = merge_bodies(before, body, current.body)
    if merged.conflicts:
        raise MergeConflict(current, conflicts=merged.conflicts, merged=merged.body)
    return merged.body


def _seen_in(current: Version | None, visibility: PlaceId | None) -> PlaceId | None:
    """Return who may see the next version: as before, unless it names a place."""
    if current is None or visibility is not None:
        return visibility
    return current.visibility


def _same(current: Version, body: Body, visibility: PlaceId | None, language: str) -> bool:
    said = (current.body, current.visibility, current.language)
    return said == (body, visibility, language)


async def _insert(tx: Transaction, made: Version, digest: str) -> None:
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
    await tx.ask(_growing(), generation=made.generation)


@cache
def _growing() -> UpdateBase:
    return update(workspaces).where(workspaces.c.workspace == HERE).values(given("generation"))
