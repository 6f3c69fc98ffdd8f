"""What every command brings with it."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.identity import PersonId
from workshops.engine.state import Drawn, WorkshopId


@dataclass(frozen=True, kw_only=True)
class Command:
    """What every command brings: which workshop, when, and who asks."""

    workshop: WorkshopId
    at: datetime
    by: PersonId


@dataclass(frozen=True, kw_only=True)
class OnBoard(Command):
    """A click on something that was drawn for one visit to an activity."""

    drawn: Drawn
