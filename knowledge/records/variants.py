"""Variants: a journey that says only what differs from the framework for all."""

from collections.abc import Sequence
from typing import TypeVar

from knowledge.records.models.claims import Hypothesis, Insight
from knowledge.records.models.journeys import Involvement, Journey

Item = TypeVar("Item", bound=Insight | Hypothesis | Involvement)


def whole(variant: Journey, framework: Journey) -> Journey:
    """Return the variant together with what holds of the framework as well.

    What the variant says itself comes first and counts. Of the framework's claims those are left
    that stand in a stage which the variant has, too.
    """
    stages = {None, *(stage.id for stage in variant.stages)}
    here = [one for one in framework.insights if one.stage in stages]
    moved = {one.id: one.stage for one in variant.insights}
    told = {one.id for one in framework.insights}
    own = [one for one in variant.insights if one.id not in told]
    taken = [
        one.model_copy(update={"stage": moved.get(one.id, one.stage)})
        for one in framework.insights
        if one in here or one.id in moved
    ]
    parts = [one for one in framework.involvement if one.stage in stages]
    return variant.model_copy(
        update={
            "goal": variant.goal or framework.goal,
            "trigger": variant.trigger or framework.trigger,
            "strength": variant.strength or framework.strength,
            "scope": variant.scope or framework.scope,
            "insights": _with(own, taken, variant),
            "hypotheses": _with(variant.hypotheses, framework.hypotheses, variant),
            "involvement": _with(variant.involvement, parts, variant),
        }
    )


def _with(own: Sequence[Item], framework: Sequence[Item], variant: Journey) -> tuple[Item, ...]:
    said = {one.id for one in own} | set(variant.without)
    return (*own, *(one for one in framework if one.id not in said))
