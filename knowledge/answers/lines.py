"""Lines: what is on record, word for word, each with the number of its source."""

from knowledge.answers.cells import Claim
from knowledge.answers.citing import PORTRAIT, Citations
from knowledge.answers.models import AnswerLine, LineKind
from knowledge.index.library import Held
from knowledge.records.models.claims import Hypothesis
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Segment
from knowledge.records.models.terms import Line, Text


def of_claim(
    kind: LineKind, claim: Claim, citations: Citations, *, about: Line | None = None
) -> AnswerLine:
    """Write an insight as a line; `about` is whose it is, where that is not clear."""
    insight = claim.insight
    citation = citations.insight(claim.held, insight)
    return AnswerLine(
        kind=kind,
        text=insight.text,
        citations=(citation.number,),
        belief=citation.support.belief,
        feeling=insight.feeling,
        channel=insight.channel,
        starts=insight.starts,
        lane=insight.lane,
        about=about,
    )


def of_voice(kind: LineKind, one: Held[OneLiner], citations: Citations) -> AnswerLine:
    """Write a sentence from the frontline as a line."""
    return AnswerLine(
        kind=kind,
        text=one.body.sentence,
        citations=(citations.one_liner(one).number,),
        customer=one.body.customer,
        lane="quotes",
    )


def of_portrait(
    held: Held[Persona] | Held[Segment], portrait: Text, citations: Citations
) -> AnswerLine:
    """Write who somebody is as a line."""
    cited = citations.portrait(held)
    return AnswerLine(
        kind=LineKind.EVIDENCE,
        text=portrait,
        citations=(cited.number,),
        belief=cited.support.belief,
        segment=held.body.name if isinstance(held.body, Segment) else None,
        lane=PORTRAIT,
    )


def of_hypothesis(
    kind: LineKind, journey: Held[Journey], told: Hypothesis, citations: Citations
) -> AnswerLine:
    """Write what the team believed as a line, with what became of it."""
    citation = citations.hypothesis(journey, told)
    return AnswerLine(
        kind=kind,
        text=told.text,
        citations=(citation.number,),
        belief=citation.support.belief,
        verdict=told.status,
        lane="hypotheses",
    )
