"""What a workshop renews, and who may see what comes of it."""

from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.identity import within
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.copies import Copied
from knowledge.records.models.bodies import Body
from knowledge.records.refs import VersionRef
from knowledge.records.store import Version
from knowledge.records.visible import visible_to
from prompts.models import Activity
from workshops.engine.state import Workshop

Audience = Literal["everybody", "here"]
"""The whole workspace, or only those in the workshop's private channel: as a copy of its own."""
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@dataclass(frozen=True)
class Onto:
    """The record that a workshop renews.

    Attributes:
        base: The version that it started from; None for a new record.
        meanwhile: What was published since, oldest first.
        asks_audience: A private channel renews what everybody sees: somebody must say whether
            everybody shall see what it adds.
        apart: Others have taken the record where this workshop can't see it; what it makes
            becomes a record of its own, and nothing of theirs is shown.
    """

    base: Version | None = None
    meanwhile: tuple[Version, ...] = ()
    asks_audience: bool = False
    apart: bool = False

    @property
    def current(self) -> Version | None:
        """The newest version that the workshop may see."""
        return self.meanwhile[-1] if self.meanwhile else self.base

    def on_its_own(self, body: Body) -> Body:
        """Return the body for a record of its own; a private channel's copy says of what."""
        if not self.asks_audience or not isinstance(body, Copied):
            return body
        assert self.base is not None
        return body.model_copy(update={"copy_of": str(self.base.ref)})


NOTHING = Onto()
ONE_TEXT = ("trigger", "portrait", "role")
"""The fields of records that hold a single text."""


async def lanes_filled(tx: Transaction, state: Workshop, activity: Activity) -> frozenset[str]:
    """Return the lanes of an activity whose one text stands in the record that is renewed.

    The first new note that is kept takes the place of such a text.
    """
    lanes = {asked.lane: asked.field for asked in activity.lanes if asked.field in ONE_TEXT}
    if state.agreed.base is None or not lanes:
        return frozenset()
    body = (await store.version(tx, VersionRef.parse(state.agreed.base))).body
    return frozenset(lane for lane, field in lanes.items() if getattr(body, field or "", None))


async def onto(tx: Transaction, state: Workshop) -> Onto:
    """Return what the workshop renews, as it is now."""
    if state.agreed.base is None:
        return NOTHING
    at = VersionRef.parse(state.agreed.base)
    newer_first = await store.history(tx, at.ref)
    base = next(version for version in newer_first if version.number == at.version)
    newer = [version for version in reversed(newer_first) if version.number > at.version]
    current = newer[-1] if newer else base
    if not visible_to(current, within(state.place)):
        return Onto(base, apart=True)
    asks = state.visibility is not None and current.visibility is None
    return Onto(base, tuple(newer), asks_audience=asks)
