"""Previewing: what publishing would write, before anybody presses it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.ledger import Transaction
from knowledge.records.diff import Change, changes
from knowledge.records.merge import Conflict, Merged, merge
from knowledge.records.models.bodies import Body
from knowledge.records.settling import settle, unsettled
from workshops.engine.state import Workshop
from workshops.newcomers import newcomers, not_yet
from workshops.publishing import drafted
from workshops.renewing import Onto, onto


@dataclass(frozen=True)
class Draft:
    """What would become of a record: its body before (None when new) and after."""

    before: Body | None
    after: Body
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Preview:
    """What publishing would write.

    Attributes:
        renewed: The record that it goes onto.
        record: What would become of it.
        newcomers: The names of who gets a record first, by the refs that stand for them.
        conflicts: Where this workshop and others changed the same since it started.
        unsettled: Those of them where nobody has chosen yet.
        meanwhile: What others have changed since it started.
    """

    renewed: Onto
    record: Draft
    newcomers: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    unsettled: tuple[Conflict, ...] = ()
    meanwhile: tuple[Change, ...] = ()

    @property
    def base(self) -> str | None:
        """The version that the changes are told against."""
        current = self.renewed.current
        return str(current.named) if current and not self.renewed.apart else None


async def preview(tx: Transaction, state: Workshop) -> Preview:
    """Return what publishing would change against what is on record now.

    Raises:
        NothingToPublish: Nothing is kept.
    """
    renewed, new = await onto(tx, state), newcomers(state)
    refs = not_yet(new)
    names = {str(refs[one.id]): one.body.name for one in new}
    ours = drafted(state, renewed, new=refs)
    base, current = renewed.base, renewed.current
    if base is None or current is None or renewed.apart:
        return Preview(renewed, Draft(None, ours, changes(None, ours)), names)
    merged = merge(base.body, ours, current.body) if renewed.meanwhile else Merged(ours, ())
    after = settle(merged, state.sides, theirs=current.person)
    return Preview(
        renewed,
        Draft(current.body, after, changes(current.body, after)),
        names,
        conflicts=merged.conflicts,
        unsettled=unsettled(merged.conflicts, state.sides),
        meanwhile=changes(base.body, current.body),
    )
