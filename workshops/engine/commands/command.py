"""What every command brings with it."""

from dataclasses import dataclass, field
from datetime import datetime

from knowledge.identity import PersonId
from workshops.engine.deadlines import NO_ZONES, Zones
from workshops.engine.state import Drawn, WorkshopId


@dataclass(frozen=True, kw_only=True)
class Command:
    """What every command brings: which workshop, when, and who asks.

    `zones` says where the people live, as far as known, for deadlines; `voice` is the digest
    under which the person writes where notes have no names.
    """

    workshop: WorkshopId
    at: datetime
    by: PersonId
    zones: Zones = field(default_factory=lambda: NO_ZONES)
    voice: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class OnBoard(Command):
    """A click on something that was drawn for one visit to an activity."""

    drawn: Drawn
