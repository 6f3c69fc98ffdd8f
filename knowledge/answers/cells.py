"""Cells: what is on record for a persona in a stage, the best founded first."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.answers import support
from knowledge.answers.where import JourneyHeld, Place, is_own
from knowledge.answers.whom import PersonaHeld
from knowledge.index.library import Held, Library
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment

Source = Held[Journey] | Held[Persona] | Held[Scenario] | Held[Segment]


@dataclass(frozen=True)
class Claim:
    """An insight and the record that holds it."""

    held: Source
    insight: Insight

    @property
    def id(self) -> str:
        """Name the claim as the index does."""
        return f"{self.held.ref}:{self.insight.id}"


@dataclass(frozen=True)
class Cell:
    """A persona in a stage (or, without a stage, the persona as such).

    `relevance` says by entry id how well a claim fits the question; empty when it asked for
    nothing in particular. `everything` is the whole library, `seen` what this reader may see.
    """

    persona: PersonaHeld
    place: Place | None
    seen: Library
    everything: Library
    relevance: Mapping[str, float] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Say whether the journey's cells speak of this persona."""
        return self.place is not None and is_own(self.persona, self.place.journey)

    def here(self, *lanes: str) -> list[Claim]:
        """Return the claims of this stage in these lanes, lane by lane, the best first."""
        if self.place is None or not self.own:
            return []
        stage = self.place.stage.id
        return self._ranked(self.place.journey, lanes, stage=stage)

    def scenarios(self) -> list[Held[Scenario]]:
        """Return the roadmaps for this persona along this journey, the newest first."""
        if self.place is None:
            return []
        wanted = (str(self.persona.ref), (None, str(self.place.journey.ref)))
        found = [
            held
            for held in self.seen.scenarios
            if held.body.persona == wanted[0] and held.body.journey in wanted[1]
        ]
        return sorted(found, key=lambda held: -held.version.generation)

    def planned(self, *lanes: str) -> list[Claim]:
        """Return what the newest scenario that speaks of this stage plans for it."""
        stage = self.place.stage.id if self.place else None
        for held in self.scenarios():
            claims = self._ranked(held, lanes, stage=stage)
            if claims:
                return claims
        return []

    def throughout(self, *lanes: str) -> list[Claim]:
        """Return what the journey says in these lanes of no stage in particular."""
        if self.place is None or not self.own:
            return []
        return self._ranked(self.place.journey, lanes, stage=None)

    def others(self, shown: Collection[str]) -> list[Claim]:
        """Return the claims of this stage, then of the persona, whose text is not in *shown*."""
        here = self.here(*self._lanes(self.place.journey)) if self.place else []
        claims = [*here, *self.overall(*self._lanes(self.persona))]
        return [claim for claim in claims if claim.insight.text not in shown]

    def _lanes(self, held: Source) -> list[str]:
        return list(dict.fromkeys(insight.lane for insight in held.body.insights))

    def overall(self, *lanes: str) -> list[Claim]:
        """Return what the persona's own record says in these lanes, the best first."""
        return self._ranked(self.persona, lanes, stage=None)

    def _ranked(self, held: Source, lanes: Iterable[str], *, stage: str | None) -> list[Claim]:
        return [
            claim
            for lane in lanes
            for claim in sorted(self._claims(held, lane, stage), key=self._weight, reverse=True)
        ]

    def _claims(self, held: Source, lane: str, stage: str | None) -> list[Claim]:
        found = (i for i in held.body.insights if i.lane == lane and i.stage == stage)
        return [Claim(self._source(held, insight), insight) for insight in found]

    def _source(self, held: Source, insight: Insight) -> Source:
        """Return the record to cite: what a variant takes over is said by its framework."""
        variant = isinstance(held.body, Journey) and held.body.variant_of
        journey = self.seen.journey(held.ref) if variant else None
        return self.seen.source(journey, insight.id) if journey else held

    def _weight(self, claim: Claim) -> tuple[float, bool, int, int]:
        stands = support.of_insight(claim.insight, self.everything)
        fits = round(self.relevance.get(claim.id, 0.0), 2)
        return fits, not stands.belief, len(stands.customers), stands.occasions

    def voices(self) -> list[Held[OneLiner]]:
        """Return confirmed one-liners about this persona here, or nobody's, newest first."""
        confirmed = [one for one in self.seen.one_liners if one.body.match.confirmed]
        mine = [o for o in confirmed if o.body.match.persona == str(self.persona.ref)]
        if self.place is None:
            return newest(mine)
        here = [one for one in mine if self._at_stage(one, self.place)]
        if here or not self.own:
            return newest(here)
        anybody = (o for o in confirmed if o.body.match.persona is None)
        return newest(one for one in anybody if self._at_stage(one, self.place))

    def _at_stage(self, one: Held[OneLiner], place: Place) -> bool:
        match = one.body.match
        return match.stage == place.stage.id and match.journey in (None, str(place.journey.ref))

    def involved(self) -> Iterator[tuple[PersonaHeld, str]]:
        """Return who else takes part here and how: who decides or blocks goes first."""
        if self.place is None:
            return
        order = ("decides", "blocks", "influences", "uses")
        involvement = self.place.journey.body.involvement
        here = [i for i in involvement if i.stage == self.place.stage.id]
        told = {i.persona for i in here}
        throughout = [i for i in involvement if i.stage is None and i.persona not in told]
        for item in sorted((*here, *throughout), key=lambda i: order.index(i.part)):
            persona = self.seen.persona(item.persona)
            if persona and persona.ref != self.persona.ref:
                yield persona, item.part

    def filled(self, journey: JourneyHeld) -> list[Place]:
        """Return the stages of *journey* about which anything is known, as `here` and `voices`."""
        own = is_own(self.persona, journey)
        whose = (str(self.persona.ref), None) if own else (str(self.persona.ref),)
        matches = (one.body.match for one in self.seen.one_liners if one.body.match.confirmed)
        along = (one for one in matches if one.journey in (None, str(journey.ref)))
        known = {one.stage for one in along if one.persona in whose}
        known |= {insight.stage for insight in journey.body.insights} if own else set()
        return [Place(journey, stage) for stage in journey.body.stages if stage.id in known]


def newest(ones: Iterable[Held[OneLiner]]) -> list[Held[OneLiner]]:
    """Return sentences in the order in which they were heard, the last one first."""
    return sorted(ones, key=lambda one: (one.body.heard_at, one.ref), reverse=True)
