"""What is known where a workshop stands: quoted from the record, and what is not there said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, get_args

from knowledge.answers import citing, group, support, where, whom
from knowledge.answers.cells import Cell, Claim, Source
from knowledge.answers.checking import check
from knowledge.answers.citing import PORTRAIT, TRIGGER, Citations
from knowledge.answers.facts import journey_fact, option, persona_fact
from knowledge.answers.lines import of_claim, of_hypothesis, of_voice
from knowledge.answers.models import (
    Answer,
    AnswerLine,
    Extent,
    LineKind,
    NothingFounded,
    StageFact,
    StageOption,
)
from knowledge.answers.reading import Reading
from knowledge.answers.where import JourneyHeld, Place
from knowledge.index.library import Held, Library
from knowledge.records.models.claims import Hypothesis
from knowledge.records.models.journeys import Stage
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Ref
from prompts.models import Part

MOST, VOICES = 12, 3
"""So many claims are quoted, so many of them customers' sentences; the record has the rest."""


@dataclass(frozen=True)
class Portrait:
    """Somebody's portrait, which is a field of their record and no claim."""

    of: Held[Persona] | Held[Segment]


Saying: TypeAlias = Claim | Hypothesis | Held[OneLiner] | Portrait | str
"""What can be quoted; a hypothesis or a trigger, which is a text, is the journey's."""


@dataclass(frozen=True)
class Spot:
    """Where in a workshop somebody asks.

    Attributes:
        subjects: The personas or segments whose path it is, as far as they are on record.
        journey: The one that the workshop renews, follows or has made.
        stage: The stage in question as the workshop has it; None for the whole.
        lanes: What the workshop asks for there; said first, or said to be missing.
        every_stage: Whether it asks for them stage by stage; only meant where `stage` is None.
        called: The name of whose path it is, also where nothing is on record.
    """

    subjects: tuple[Ref, ...]
    journey: Ref | None = None
    stage: Stage | None = None
    lanes: tuple[str, ...] = ()
    every_stage: bool = False
    called: str = ""

    def meant(self, reading: Reading, seen: Library) -> "Spot | None":
        """Return what a question asks about when it asks what is known here; None if it doesn't.

        Somebody else's name in it goes before those whom the workshop is about.
        """
        named = whom.named(reading, seen)
        rest = named.reading
        own = {n for span in rest.spans(self.called) for n in range(span.start, span.end)}
        rest = rest.without(own)
        if not reading.speaks_of_here or rest.matter or rest.cues:
            return None
        others = tuple(one.ref for one in named.personas)
        return self if not others else replace(self, subjects=others)


def known(
    question: str, spot: Spot, *, seen: Library, everything: Library
) -> Answer | NothingFounded:
    """Return what is on record about *spot*, word for word, and which of its lanes are empty.

    Args:
        question: As it was asked; it is only kept with the answer.
        spot: Where the workshop stands.
        seen: What the asker may see.
        everything: The whole library, so that what was withdrawn counts.

    Raises:
        UntrueCitation: A defect: a line would not have been covered by its source.
    """
    return _Known(spot, seen, everything).answer(question)


class _Known:
    """What one library says about one spot."""

    def __init__(self, spot: Spot, seen: Library, everything: Library) -> None:
        self._spot, self._seen, self._everything = spot, seen, everything
        personas, segments = map(seen.persona, spot.subjects), map(seen.segment, spot.subjects)
        self._personas = [one for one in personas if one]
        self._segments = [one for one in segments if one]
        self._subjects: tuple[Source, ...] = (*self._personas, *self._segments)
        self._journey = self._journey_meant()
        self._stage = self._stage_on_record()

    def answer(self, question: str) -> Answer | NothingFounded:
        citations = Citations(self._everything)
        involved = tuple(self._involved(citations))
        said = tuple(dict.fromkeys(self._sayings()))
        lines = (*involved, *(self._line(one, citations) for one in said[:MOST]))
        if not lines:
            return self._nothing(question)
        answer = Answer(
            question=question,
            persona=persona_fact(self._personas[0]) if self._personas else None,
            journey=journey_fact(self._journey) if self._journey else None,
            stage=self._stage_fact(),
            lines=lines,
            citations=citations.made,
            footer=citing.footer(citations.made),
            extent=self._extent(said, any_involved=bool(involved)),
        )
        return check(answer, self._seen)

    def _nothing(self, question: str) -> NothingFounded:
        return NothingFounded(
            question=question,
            reason="empty" if self._personas else "no_match",
            persona=persona_fact(self._personas[0]) if self._personas else None,
            stage=self._stage_fact(),
        )

    def _journey_meant(self) -> JourneyHeld | None:
        named = self._seen.journey(self._spot.journey)
        own = [one for one in self._seen.journeys if self._is_theirs(one)]
        return named or max(own, key=lambda one: one.version.generation, default=None)

    def _is_theirs(self, journey: JourneyHeld) -> bool:
        segments = {str(one.ref) for one in self._segments}
        return journey.body.segment in segments or any(
            where.is_own(persona, journey) for persona in self._personas
        )

    def _stage_on_record(self) -> Stage | None:
        """Return the stage as the journey has it: by its id if the workshop took it from there."""
        asked, journey = self._spot.stage, self._journey
        if asked is None or journey is None:
            return None
        same = journey.ref == self._spot.journey
        return next(
            (
                stage
                for stage in journey.body.stages
                if (same and stage.id == asked.id)
                or stage.title.casefold() == asked.title.casefold()
            ),
            None,
        )

    def _stage_fact(self) -> StageFact | None:
        stage = self._stage or self._spot.stage
        if stage is None:
            return None
        return StageFact(id=stage.id, title=stage.title, phase=stage.phase, why="asked")

    def _extent(self, said: Sequence[Saying], *, any_involved: bool) -> Extent:
        full = {_lane(one) for one in said}
        parts = set(get_args(Part)) if any_involved else set()
        # The card's head names it.
        parts |= {"role"} if any(one.body.role for one in self._personas) else set()
        unmapped = self._spot.stage if self._stage is None else None
        return Extent(
            silent=tuple(lane for lane in self._spot.lanes if lane not in full | parts),
            unmapped=unmapped.title if unmapped else None,
            more=max(0, len(said) - MOST),
        )

    def _involved(self, citations: Citations) -> Iterator[AnswerLine]:
        """Yield who takes part, where the workshop asks for that."""
        parts = get_args(Part)
        if self._journey is None or not set(self._spot.lanes) & {*parts, "parts"}:
            return
        stage = self._stage.id if self._stage else None
        for part in parts:
            line = group.part_line(self._seen, self._journey, part, stage, citations)
            if line:
                yield line

    def _sayings(self) -> Iterator[Saying]:
        """Yield what is said here, what is asked for first, then what holds for them overall."""
        lanes = self._spot.lanes
        if self._stage is not None and self._journey is not None:
            yield from self._of(self._journey, stage=self._stage.id)
            yield from self._voices()
            yield from self._overall(lanes)
            return
        if self._spot.stage is not None:
            yield from self._overall(None)
            return
        if PORTRAIT in lanes:
            yield from map(Portrait, self._portrayed())
        if self._journey is not None:
            yield from self._along(self._journey)
        heard = [*self._voices()]
        # What customers said themselves goes before the team's words, but leaves room for them.
        yield from heard[:VOICES]
        yield from self._overall(None)
        yield from heard[VOICES:]

    def _portrayed(self) -> Iterator[Held[Persona] | Held[Segment]]:
        yield from (one for one in self._personas if one.body.portrait)
        yield from (one for one in self._segments if one.body.portrait)

    def _along(self, journey: JourneyHeld) -> Iterator[Saying]:
        """Yield what the journey says of the whole, and of all stages if each is asked about."""
        lanes = self._spot.lanes
        if TRIGGER in lanes and journey.body.trigger:
            yield journey.body.trigger
        if "hypotheses" in lanes:
            yield from journey.body.hypotheses
        if self._spot.every_stage:
            for stage in journey.body.stages:
                here = self._of(journey, stage=stage.id)
                yield from (claim for claim in here if claim.insight.lane in lanes)
        yield from self._of(journey, stage=None)

    def _of(self, journey: JourneyHeld, *, stage: str | None) -> list[Claim]:
        found = [one for one in journey.body.insights if one.stage == stage]
        return self._ranked([Claim(self._seen.source(journey, one.id), one) for one in found])

    def _overall(self, lanes: Sequence[str] | None) -> list[Claim]:
        """Return what the subjects' own records say, in these lanes or in all."""
        return self._ranked(
            [
                Claim(held, one)
                for held in self._subjects
                for one in held.body.insights
                if lanes is None or one.lane in lanes
            ]
        )

    def _ranked(self, claims: list[Claim]) -> list[Claim]:
        """Sort by lane, those asked for first, and within a lane by what it stands on."""
        order = [*self._spot.lanes, *(_lane(one) for one in claims)]
        return sorted(claims, key=lambda one: (order.index(_lane(one)), *self._weight(one)))

    def _weight(self, claim: Claim) -> tuple[bool, int, int]:
        stands = support.of_insight(claim.insight, self._everything)
        return stands.belief, -len(stands.customers), -stands.occasions

    def _voices(self) -> Iterator[Held[OneLiner]]:
        journey, stage = self._journey, self._stage
        place = Place(journey, stage) if journey and stage else None
        for persona in self._personas:
            yield from Cell(persona, place, self._seen, self._everything).voices()

    def _line(self, said: Saying, citations: Citations) -> AnswerLine:
        if isinstance(said, Claim):
            line = of_claim(LineKind.KNOWN, said, citations)
            stage = self._elsewhere(said)
            return line.model_copy(update={"stage": stage}) if stage else line
        if isinstance(said, Held):
            return of_voice(LineKind.KNOWN, said, citations)
        if isinstance(said, Portrait):
            cited = citations.portrait(said.of)
            return _of_frame(cited.number, said.of.body.portrait or "", PORTRAIT)
        assert self._journey is not None
        if isinstance(said, str):
            return _of_frame(citations.trigger(self._journey).number, said, TRIGGER)
        return of_hypothesis(LineKind.KNOWN, self._journey, said, citations)

    def _elsewhere(self, claim: Claim) -> StageOption | None:
        """Return the stage of a claim where all stages are told of."""
        if self._journey is None or self._stage is not None:
            return None
        stages = {stage.id: stage for stage in self._journey.body.stages}
        stage = stages.get(claim.insight.stage or "")
        return option(Place(self._journey, stage)) if stage else None


def _of_frame(number: int, text: str, lane: str) -> AnswerLine:
    """Return what a record says itself, as the team agreed on it."""
    return AnswerLine(kind=LineKind.KNOWN, text=text, citations=(number,), belief=True, lane=lane)


def _lane(said: Saying) -> str:
    if isinstance(said, Claim):
        return said.insight.lane
    if isinstance(said, Held):
        return "quotes"
    if isinstance(said, Portrait):
        return PORTRAIT
    return TRIGGER if isinstance(said, str) else "hypotheses"
