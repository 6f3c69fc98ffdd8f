"""Checking an answer before anybody sees it: every citation is true, or there is no answer."""

from knowledge.answers.citing import (
    CONTENT,
    GAP,
    INVOLVEMENT,
    PORTRAIT,
    STAGE,
    STRENGTH,
    TRIGGER,
    WAYS,
    differing,
)
from knowledge.answers.models import Answer, AnswerLine, Citation, Differs, LineKind
from knowledge.errors import KnowledgeError
from knowledge.index.library import Library
from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Ref


class UntrueCitation(KnowledgeError):
    """A line of an answer is not covered by what it cites; a defect, never shown to people."""

    def __init__(self, citation: str) -> None:
        super().__init__(f"not covered: {citation}")
        self.citation = citation


def check(answer: Answer, seen: Library) -> Answer:
    """Return *answer* when all of it is on record in *seen*, what its reader may see.

    Raises:
        UntrueCitation: A line cites nothing, or a citation doesn't resolve, or a text is not
            verbatim.
    """
    by_number = {citation.number: citation for citation in answer.citations}
    for citation in answer.citations:
        if not _resolves(citation, seen):
            raise UntrueCitation(f"{citation.at} {citation.item}")
    for line in answer.lines:
        cited = [by_number.get(number) for number in line.citations]
        if not cited or not all(_covers(line, one, seen) for one in cited):
            raise UntrueCitation(f"{line.kind} {line.citations}")
    return answer


def _resolves(citation: Citation, seen: Library) -> bool:
    version = seen.versions.get(Ref.parse(citation.record))
    if version is None or version.number != citation.version:
        return False
    if citation.lane == INVOLVEMENT:
        stages = version.body.stages if isinstance(version.body, Journey) else ()
        return citation.quote is None and citation.item in {None, *(one.id for one in stages)}
    if citation.lane == GAP:
        return citation.quote is None and _is_gap(version.body, citation.item)
    if citation.lane in (STRENGTH, WAYS) and citation.quote is None:
        return isinstance(version.body, Journey)
    if citation.quote is None or citation.quote != _text(version.body, citation):
        return False
    return set(citation.differs) <= _differs(version.body, citation.item)


def _differs(body: Body, item: str | None) -> set[Differs]:
    claims = (one for one in getattr(body, "insights", ()) if one.id == item)
    return {differing(told) for one in claims for told in one.dissent}


def _is_gap(body: Body, stage: str | None) -> bool:
    empty = body.gaps() if isinstance(body, Scenario) else ()
    return (stage, CONTENT) in {(one.id, lane) for one, lane in empty}


def _text(body: Body, citation: Citation) -> str | None:
    """Return what the cited place says now, word for word."""
    if isinstance(body, OneLiner):
        return None if body.withdrawn else body.sentence
    if (citation.lane, citation.item) == (PORTRAIT, None) and isinstance(body, Persona | Segment):
        return body.portrait
    if citation.lane == STAGE and isinstance(body, Journey):
        return next((s.skipped for s in body.stages if s.id == citation.item), None)
    if (citation.lane, citation.item) == (TRIGGER, None) and isinstance(body, Journey):
        return body.trigger
    items = [*body.insights, *getattr(body, "hypotheses", ()), *getattr(body, "criteria", ())]
    return next((item.text for item in items if item.id == citation.item), None)


def _covers(line: AnswerLine, citation: Citation | None, seen: Library) -> bool:
    if citation is None:
        return False
    if line.kind in (LineKind.WHO_ELSE, LineKind.GROUP) and line.involved:
        return _takes_part(line, citation, seen)
    if line.kind == LineKind.NO_CONTENT:
        return citation.lane == GAP and not line.text
    if line.kind in (LineKind.STRENGTH, LineKind.BACK, LineKind.ENDS):
        return _is_frame(line, citation, seen)
    return bool(line.text) and line.text == citation.quote


def _is_frame(line: AnswerLine, citation: Citation, seen: Library) -> bool:
    """Say whether the journey has this strength, or its stage leads where the line says."""
    journey = seen.journey(citation.record)
    if journey is None:
        return False
    body = journey.body
    if line.kind == LineKind.STRENGTH:
        return line.strength is not None and line.strength == body.strength
    stage = next((one for one in body.stages if one.id == citation.item), None)
    if stage is None or line.kind == LineKind.ENDS:
        return stage is not None and stage.ends
    return line.stage is not None and line.stage.id == stage.loops_to


def _takes_part(line: AnswerLine, citation: Citation, seen: Library) -> bool:
    journey = seen.journey(citation.record)
    if journey is None:
        return False
    body = journey.body
    told = next((i.stage for i in body.insights if i.id == citation.item), None)
    stage = citation.item if citation.lane == INVOLVEMENT else told
    here = (i for i in body.involvement if stage is None or i.stage in (None, stage))
    on_record = {(i.persona, i.part) for i in here}
    return all((one.persona, one.part) in on_record for one in line.involved)
