"""Drafting a scenario."""

from collections.abc import Sequence

from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.terms import LINE_LIMIT
from knowledge.records.refs import Kind, Ref
from workshops.drafting.insights import insights, plain, skipped
from workshops.drafting.keeping import kept
from workshops.drafting.stages import stages
from workshops.engine.rules import begun
from workshops.engine.state import Workshop


def drafted(state: Workshop, before: Scenario | None, subjects: Sequence[Ref]) -> Scenario:
    """Return the scenario as the workshop leaves it; cells that nobody filled are its gaps."""
    personas = [str(ref) for ref in subjects if ref.kind is Kind.PERSONA]
    title = (state.agreed.title or state.agreed.called)[:LINE_LIMIT]
    scenario = before or Scenario(title=title, persona=personas[0], journey=state.agreed.along)
    return scenario.model_copy(
        update={
            "goal": state.goal or scenario.goal,
            "lanes": tuple(dict.fromkeys((*scenario.lanes, *_lanes(state)))),
            "stages": stages(state, scenario.stages),
            "insights": tuple(insights(state, plain(state, kept(state), {}), scenario.insights)),
            "skipped": skipped(state, scenario.skipped),
        }
    )


def _lanes(state: Workshop) -> list[str]:
    """Return the lanes that the agenda fills stage by stage; where nothing is said, it lacks."""
    left_out = frozenset(state.skipped) - begun(state)
    asked = [
        lane.lane
        for activity in state.agreed.agenda.activities
        for lane in activity.lanes
        if activity.scope == "each_stage" and activity.kind == "notes" and lane.recorded
        if activity.key not in left_out
    ]
    return list(dict.fromkeys(asked))
