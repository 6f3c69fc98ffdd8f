"""The stages, as they were set."""

from typing import Literal

from pydantic import Field

from knowledge.records.models.journeys import Stage
from knowledge.records.models.terms import Id
from workshops.engine.events.event import Event


class StagesSet(Event):
    """The stages are these now; notes follow them by id.

    `merged` names stages that became part of another one.
    """

    type: Literal["stages_set"] = "stages_set"
    stages: tuple[Stage, ...]
    merged: dict[Id, Id] = Field(default_factory=dict)
