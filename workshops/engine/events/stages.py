"""The stages, as they were set."""

from typing import Literal

from knowledge.records.models import Stage
from workshops.engine.events.event import Event


class StagesSet(Event):
    """The stages are these now; notes follow them by id."""

    type: Literal["stages_set"] = "stages_set"
    stages: tuple[Stage, ...]
