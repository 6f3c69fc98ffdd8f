"""Where a workshop stands, as a question about the record."""

from knowledge.answers.known import Spot
from knowledge.records.refs import Ref
from prompts.models import Activity
from workshops.engine.state import Workshop


def spot(state: Workshop, activity: Activity, *, stage: str | None = None) -> Spot:
    """Return what "here" means in an activity: whose path, which stage, what is asked for.

    Args:
        state: The workshop.
        activity: The one that somebody is in.
        stage: The stage that they look at; None for the whole, or for all of them.
    """
    refs = dict.fromkeys((*(one.ref for one in state.agreed.subjects), state.persona_ref))
    journeys = (ref for ref in (state.target, state.agreed.along, state.agreed.variant_of) if ref)
    return Spot(
        subjects=tuple(Ref.parse(ref) for ref in refs if ref),
        journey=next((Ref.parse(ref) for ref in journeys if ref.startswith("J")), None),
        stage=state.stage(stage),
        lanes=tuple(asked.lane for asked in activity.lanes if asked.recorded),
        every_stage=activity.scope == "each_stage",
        called=state.agreed.called,
    )


def on_record(state: Workshop) -> bool:
    """Tell whether anything may be on record about whom the workshop is about."""
    return state.target is not None or any(one.ref for one in state.agreed.subjects)
