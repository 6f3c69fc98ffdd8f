"""Drafting stages: as they stand, with those on record that became part of them."""

from collections.abc import Sequence

from knowledge.records.models.journeys import Stage
from workshops.engine.state import Workshop


def stages(state: Workshop, before: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return the stages, each with the ids of what it stands for, now or since earlier.

    Args:
        state: The workshop.
        before: The stages on record that it started from.
    """
    return tuple(_standing(state, stage, before) for stage in state.stages)


def _standing(state: Workshop, stage: Stage, before: Sequence[Stage]) -> Stage:
    joined = [one for one in before if one.id != stage.id and state.stage_now(one.id) == stage.id]
    ids = [id for one in joined for id in (one.id, *one.stands_for)]
    return stage.model_copy(update={"stands_for": tuple(dict.fromkeys((*stage.stands_for, *ids)))})
