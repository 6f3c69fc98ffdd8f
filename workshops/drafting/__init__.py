"""Drafting: what a workshop's kept notes make of a record. Pure; one module a kind of record."""

from collections.abc import Mapping, Sequence

from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Ref
from workshops.drafting import journey, portrait, scenario
from workshops.drafting.keeping import kept
from workshops.engine.state import Workshop

__all__ = ["draft", "kept"]


def draft(
    state: Workshop, before: Body | None, *, subjects: Sequence[Ref], members: Mapping[str, Ref]
) -> Body:
    """Return the record's body as the workshop leaves it.

    Notes that nobody decided about are kept: silence loses nothing. Parked ones stay in the
    workshop; a note merged into another lends it its contributor.

    Args:
        state: The workshop.
        before: The version it started from; None for a new record.
        members: The records of those who are new in the buying group, by id.
        subjects: The personas and the segment whose journey it is, as far as they have refs.
    """
    if state.agreed.agenda.makes == "journey":
        return journey.drafted(
            state, before if isinstance(before, Journey) else None, subjects, members
        )
    if state.agreed.agenda.makes == "scenario":
        return scenario.drafted(state, before if isinstance(before, Scenario) else None, subjects)
    return portrait.drafted(state, before if isinstance(before, Persona | Segment) else None)
