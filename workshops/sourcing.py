"""Sourcing: what a stored one-liner says as the source of a note."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from knowledge.identity import PlaceId, within
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.refs import BadRef, Ref
from knowledge.records.visible import visible_to
from workshops.engine.decisions.sources import is_web
from workshops.errors import NoSuchOneLiner


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a one-liner's record says about the occasion."""

    one_liner: str
    quote: str
    customer: str
    seen_on: date
    link: str

    @property
    def id(self) -> str:
        """The same facts have the same id, so that two who pick them say one thing."""
        said = "\n".join((self.customer, self.seen_on.isoformat(), self.link))
        return f"{self.one_liner.lower()}-{sha256(said.encode()).hexdigest()[:8]}"


async def heard(tx: Transaction, text: str, *, place: PlaceId) -> Heard:
    """Return the facts of the one-liner that *text* names.

    Raises:
        NoSuchOneLiner: There is none, it was taken back, or it may not be seen in *place*.
    """
    body = await _one_liner(tx, text, place)
    link = body.link or ""
    return Heard(
        one_liner=str(Ref.parse(text)),
        quote=body.sentence,
        customer=body.customer or "",
        seen_on=body.heard_at.date(),
        link=link if is_web(link) else "",
    )


async def _one_liner(tx: Transaction, text: str, place: PlaceId) -> OneLiner:
    try:
        version = await store.newest(tx, Ref.parse(text))
    except BadRef:
        raise NoSuchOneLiner from None
    seen = version is not None and visible_to(version, within(place))
    if version is None or not seen or not isinstance(version.body, OneLiner):
        raise NoSuchOneLiner
    if version.body.withdrawn:
        raise NoSuchOneLiner
    return version.body
