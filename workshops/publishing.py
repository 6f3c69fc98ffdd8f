"""Publishing: what was kept becomes versions of records, in one transaction with the workshop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from knowledge.ledger import workshops as rows
from knowledge.records import store
from knowledge.records.diff import Change, changes
from knowledge.records.errors import MergeConflict
from knowledge.records.merge import Conflict
from knowledge.records.models import Body
from knowledge.records.refs import Kind, Ref, VersionRef
from knowledge.records.store import Version
from workshops.drafting import draft
from workshops.engine.commands import End, Publish
from workshops.engine.state import Workshop
from workshops.errors import NotFacilitator, NothingToPublish, WorkshopClosed
from workshops.newcomers import newcomers, not_yet, refs_of
from workshops.store import Workshops

REASON = "workshop"
_SAYING = ("insights", "stages", "trigger", "hypotheses", "portrait", "role", "choices")
_BODY: TypeAdapter[Body] = TypeAdapter(Body)


@dataclass(frozen=True)
class Draft:
    """What would become of one record: its body before (None when new) and after."""

    before: Body | None
    after: Body
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Preview:
    """What publishing would write; `base` is the stored version that the workshop renews.

    `newcomers` are the names of who gets a record first, by the refs that stand for them.
    """

    base: str | None
    record: Draft
    newcomers: Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """Which text stays in each conflict, by position: "ours" or "theirs".

    It holds only against the version that the conflicts were with.
    """

    against: int
    sides: Mapping[int, str]


@dataclass(frozen=True)
class Published:
    """The versions that were written; the last one is what the workshop was for."""

    state: Workshop
    versions: tuple[Version, ...]


async def preview(tx: Transaction, state: Workshop) -> Preview:
    """Return what publishing would change against the version that the workshop renews.

    Raises:
        NothingToPublish: Nothing is kept.
    """
    base = await _base(tx, state)
    before = base.body if base else None
    new = newcomers(state)
    refs = not_yet(new)
    after = _checked(draft(state, before, subjects=refs_of(state, refs), members=refs))
    names = {str(refs[one.id]): one.body.name for one in new}
    record = Draft(before, after, changes(before, after))
    return Preview(str(base.named) if base else None, record, names)


async def publish(
    tx: Transaction,
    workshops: Workshops,
    workshop: str,
    *,
    by: PersonId,
    choice: Choice | None = None,
) -> Published:
    """Write the versions, and that the workshop is published; of a rehearsal, nothing.

    Args:
        tx: A writing transaction.
        workshops: Where the workshop is.
        workshop: Its id.
        by: The facilitator.
        choice: When two had changed the same: which text stays.

    Raises:
        MergeConflict: Somebody published the same fields differently meanwhile, and no side was
            chosen for each. Nothing is written.
        NothingToPublish: Nothing is kept.
        NotFacilitator, WorkshopClosed: What their names say.
    """
    # Locked first: a note that is saved meanwhile waits, and is refused; none is passed over.
    await rows.lock(tx, workshop)
    state = await workshops.load(tx, workshop)
    if not state.open:
        raise WorkshopClosed
    if by != state.facilitator:
        raise NotFacilitator(state.facilitator)
    if state.rehearsal:
        handled = await workshops.handle(tx, workshop, End(workshop=state.id, at=tx.now, by=by))
        return Published(handled.state, ())
    base = await _base(tx, state)
    versions, refs = await _newcomers(tx, state, by=by)
    subjects, before = refs_of(state, refs), base.body if base else None
    body = _checked(draft(state, before, subjects=subjects, members=refs))
    versions.append(await _publish(tx, state, body, base, by=by, choice=choice))
    records = tuple(str(version.named) for version in versions)
    command = Publish(workshop=state.id, at=tx.now, by=by, records=records)
    handled = await workshops.handle(tx, workshop, command)
    return Published(handled.state, tuple(versions))


async def _newcomers(
    tx: Transaction, state: Workshop, *, by: PersonId
) -> tuple[list[Version], dict[str, Ref]]:
    """Write the records of all who have none yet, and return them with their refs."""
    made, refs = [], {}
    for one in newcomers(state):
        ref = refs[one.id] = await store.new_ref(tx, one.kind)
        made.append(await _write(tx, state, ref, one.body, base=None, by=by))
    return made, refs


async def _base(tx: Transaction, state: Workshop) -> Version | None:
    return await store.version(tx, VersionRef.parse(state.base)) if state.base else None


async def _publish(
    tx: Transaction,
    state: Workshop,
    body: Body,
    base: Version | None,
    *,
    by: PersonId,
    choice: Choice | None,
) -> Version:
    if base is None:
        ref = await store.new_ref(tx, Kind[body.kind.upper()])
        return await _write(tx, state, ref, body, base=None, by=by)
    try:
        return await _write(tx, state, base.ref, body, base=base.number, by=by)
    except MergeConflict as conflict:
        settled = _settled(conflict, choice)
        number = conflict.current.number
        return await _write(tx, state, base.ref, settled, base=number, by=by)


async def _write(
    tx: Transaction, state: Workshop, ref: Ref, body: Body, *, base: int | None, by: PersonId
) -> Version:
    return await store.publish(
        tx,
        ref,
        body,
        person=by,
        reason=REASON,
        base=base,
        visibility=state.visibility,
        language=state.language,
    )


def _settled(conflict: MergeConflict, choice: Choice | None) -> Body:
    """Return the merged body with the chosen side in each conflict."""
    chosen = choice.sides if choice and choice.against == conflict.current.number else {}
    if any(chosen.get(n) not in ("ours", "theirs") for n in range(len(conflict.conflicts))):
        raise conflict
    document = conflict.merged.model_dump(mode="json")
    for number, one in enumerate(conflict.conflicts):
        if chosen[number] == "theirs":
            _take(document, one)
    return _BODY.validate_python(document)


def _take(document: dict[str, Any], conflict: Conflict) -> None:
    """Put *theirs* into the document."""
    node: Any = document
    path = list(conflict.path)
    while len(path) >= 2:
        section, id = path[0], path[1]
        items = node[section]
        place = next(n for n, item in enumerate(items) if item["id"] == id)
        path = path[2:]
        if not path and not conflict.field:
            if conflict.theirs is None:
                items.pop(place)
            else:
                items[place] = conflict.theirs
            return
        node = items[place]
    if conflict.field == "order" and path:
        order = {id: n for n, id in enumerate(conflict.theirs or ())}
        node[path[0]].sort(key=lambda item: order.get(item["id"], len(order)))
        return
    node[conflict.field] = conflict.theirs


def _checked(body: Body) -> Body:
    """Return the body if it says anything.

    Raises:
        NothingToPublish: It does not.
    """
    said = [getattr(body, name, None) for name in _SAYING]
    if not any(said):
        raise NothingToPublish
    return body
