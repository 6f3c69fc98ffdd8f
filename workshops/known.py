"""What a record says already, as the notes that a workshop begins with."""

from knowledge.records.models.bodies import Body
from knowledge.records.models.claims import Hypothesis, Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from workshops.engine.events import Known


def known(body: Body) -> tuple[Known, ...]:
    """Return what a record says already, as the notes that a workshop begins with."""
    if not isinstance(body, Journey | Persona | Scenario | Segment):
        return ()
    said = [_as_known(insight) for insight in body.insights]
    if isinstance(body, Journey):
        told = [_as_believed(one) for one in body.hypotheses]
        return (*told, *said)
    if isinstance(body, Segment):
        reasons = [Known(id=one.id, text=one.text, lane=one.about) for one in body.criteria]
        return (*reasons, *said)
    return tuple(said)


def _as_believed(one: Hypothesis) -> Known:
    return Known(id=one.id, text=one.text, lane="hypotheses", evidence=one.evidence)


def _as_known(insight: Insight) -> Known:
    return Known(
        id=insight.id,
        text=insight.text,
        lane=insight.lane,
        stage=insight.stage,
        feeling=insight.feeling,
        met=insight.met,
        evidence=insight.evidence,
        met_evidence=insight.met_evidence,
        dissent=insight.dissent,
    )
