"""Evidence: what is on record about a question, best first, or nothing when it is too far."""

from collections.abc import Collection

from knowledge.answers.cells import Source
from knowledge.answers.citing import PORTRAIT, Citations
from knowledge.answers.facts import option, persona_fact
from knowledge.answers.models import AnswerLine, Citation, LineKind, PersonaFact, StageOption
from knowledge.answers.resolve import Asked
from knowledge.answers.where import Place
from knowledge.index.entries import Entry
from knowledge.index.search import Hit
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.models.terms import Line
from prompts.models import Verdict

AT_LARGE, ABOUT_PERSONA = 0.48, 0.32
"""The scores from which on an insight is about the question: of all insights, or of one persona's
when the persona is clear. Chosen on a tuning set, see docs/decisions."""
NEAR_BEST = 0.75
"""Beside the best insight only those count that reach this share of its score."""
MOST = 4
OBJECTIONS = "objections"
VOICED = (OBJECTIONS, "quotes")
"""Lanes of what somebody says."""


class Evidence:
    """The insights that the index found for one question."""

    def __init__(self, asked: Asked, citations: Citations, *, about_persona: bool) -> None:
        self._asked = asked
        self._cite = citations
        self._floor = ABOUT_PERSONA if about_persona else AT_LARGE

    def founded(self) -> bool:
        """Say whether the record speaks of the question; one that asks for the card does."""
        return not self._asked.reading.matter or bool(self._near())

    def relevance(self) -> dict[str, float]:
        """Return by entry id how well each insight fits; empty when nothing in particular."""
        if not self._asked.reading.matter:
            return {}
        return {hit.entry.id: hit.score for hit in self._near()}

    def lines(self, *, but: Collection[str] = (), most: int = MOST) -> tuple[AnswerLine, ...]:
        """Return the best insights as lines, without those whose text is in *but*."""
        if not self._asked.reading.matter:
            return ()
        near = [hit for hit in self._near() if hit.entry.text not in but]
        lines = (self._line(hit) for hit in near[:most])
        return tuple(line for line in lines if line)

    def told(self, *, against: bool) -> tuple[AnswerLine, ...]:
        """Return what is nearest to what somebody reports: "she says it's too expensive".

        Where anything is said *against* us, that goes before what nobody says.
        """
        near = self._near()[:1]
        voiced = any(hit.entry.lane in VOICED for hit in near)
        lines = self.lines(most=1) if near and (voiced or not against) else ()
        return tuple(_as_objection(line) if line.lane == OBJECTIONS else line for line in lines)

    def _near(self) -> list[Hit]:
        hits = self._asked.hits
        floor = max(self._floor, NEAR_BEST * hits[0].score) if hits else 0.0
        return [hit for hit in hits if hit.score >= floor]

    def _line(self, hit: Hit) -> AnswerLine | None:
        entry = hit.entry
        citation = self._citation(entry)
        if citation is None:
            return None
        return AnswerLine(
            kind=LineKind.EVIDENCE,
            text=entry.text,
            citations=(citation.number,),
            belief=citation.support.belief,
            verdict=self._verdict(entry),
            persona=self._persona(entry),
            segment=self._segment(entry),
            stage=self._stage(entry),
            lane=entry.lane,
            score=round(hit.score, 3),
        )

    def _citation(self, entry: Entry) -> Citation | None:
        seen, ref = self._asked.seen, entry.ref
        one, persona = seen.one_liner(ref), seen.persona(ref)
        if one:
            return self._cite.one_liner(one)
        if persona and entry.lane == PORTRAIT:
            return self._cite.portrait(persona)
        held = persona or seen.journey(ref) or seen.segment(ref) or seen.scenario(ref)
        return self._item(held, entry) if held else None

    def _item(self, held: Source, entry: Entry) -> Citation | None:
        insight = next((i for i in held.body.insights if i.id == entry.insight), None)
        if insight:
            return self._cite.insight(held, insight)
        if isinstance(held.body, Persona | Scenario):
            return None
        if isinstance(held.body, Segment):
            return self._cite.criterion(held, entry.text, entry.insight, entry.lane)
        told = next((h for h in held.body.hypotheses if h.id == entry.insight), None)
        return self._cite.hypothesis(held, told) if told else None

    def _verdict(self, entry: Entry) -> Verdict | None:
        """Say what became of a hypothesis: one that was refuted must not pass for a claim."""
        journey = self._asked.seen.journey(entry.ref)
        told = journey.body.hypotheses if journey else ()
        return next((one.status for one in told if one.id == entry.insight), None)

    def _persona(self, entry: Entry) -> PersonaFact | None:
        persona = self._asked.seen.persona(entry.personas[0]) if entry.personas else None
        return persona_fact(persona) if persona else None

    def _segment(self, entry: Entry) -> Line | None:
        """Name the segment: in another row, the same words say who is not in it."""
        segment = self._asked.seen.segment(entry.ref)
        return segment.body.name if segment else None

    def _stage(self, entry: Entry) -> StageOption | None:
        one = self._asked.seen.one_liner(entry.ref)
        journey = self._asked.seen.journey(one.body.match.journey if one else entry.ref)
        stages = journey.body.stages if journey else ()
        stage = next((stage for stage in stages if stage.id == entry.stage), None)
        return option(Place(journey, stage)) if journey and stage else None


def _as_objection(line: AnswerLine) -> AnswerLine:
    return line.model_copy(update={"kind": LineKind.OBJECTION})
