"""Scenarios: what to say to a persona, and when."""

from typing import Literal

from knowledge.records.models.choices import Skipped
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Stage
from knowledge.records.models.terms import Id, Line, Model, RefText, Text


class Scenario(Model):
    """The right information at the right time: a nurturing roadmap for one persona.

    Its stages are those of a journey; a cell (stage x lane) is an insight, and an empty cell of
    `lanes` is a gap.
    """

    kind: Literal["scenario"] = "scenario"
    schema_version: Literal[1] = 1
    title: Line
    persona: RefText
    journey: RefText | None = None
    goal: Text | None = None
    lanes: tuple[Id, ...] = ()
    stages: tuple[Stage, ...] = ()
    insights: tuple[Insight, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    copy_of: RefText | None = None

    def gaps(self) -> tuple[tuple[Stage, Id], ...]:
        """Return the empty cells, stage by stage, without the stages that are left out."""
        filled = {(one.stage, one.lane) for one in self.insights}
        return tuple(
            (stage, lane)
            for stage in self.stages
            for lane in self.lanes
            if stage.skipped is None and (stage.id, lane) not in filled
        )
