"""The weakest places of a record: where a conversation with a customer would help most.

A place is a cell: a lane, in one stage or overall. What makes it weak is counted, so that the same
record always asks the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.records.founding import customers
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.personas import Persona
from prompts.interview import Interview, Weakness

WEIGHTS: Mapping[Weakness, int] = {
    "dissent": 4, "empty": 3, "unsourced": 2, "unmet": 2, "unrated": 1, "one_customer": 1
}  # fmt: skip
"""What weighs most: that we contradict ourselves, then that we know nothing, then that we only
believe. A place with several weaknesses has their sum."""

MOST, MOST_IN_A_STAGE = 5, 2
BADLY_MET = 2
GOALS = "goals"
WHOLE = "whole"


@dataclass(frozen=True)
class Weak:
    """One place, why it is weak (what weighs most first), and the claims in it."""

    stage: Stage | None
    lane: str
    why: tuple[Weakness, ...]
    claims: tuple[Insight, ...] = ()

    @property
    def key(self) -> str:
        """Name the place within its record: `s2:goals`, `whole:jobs`."""
        return f"{self.stage.id if self.stage else WHOLE}:{self.lane}"

    @property
    def weight(self) -> int:
        """How much it weighs against other places."""
        return sum(WEIGHTS[one] for one in self.why)


def weakest(body: Journey | Persona, interview: Interview, *, most: int = MOST) -> tuple[Weak, ...]:
    """Return the places that matter most, at most *most*.

    What weighs most comes first; then what more people voted for, earlier stages, and the file's
    order of lanes. No more than two are of one stage as long as another has a weak place too.
    """
    weak = [place for place in places(body, interview) if place.why]
    ranked = sorted(weak, key=lambda one: (-one.weight, -_votes(one)))
    first: list[Weak] = []
    for one in ranked:
        if sum(other.stage == one.stage for other in first) < MOST_IN_A_STAGE:
            first.append(one)
    rest = [one for one in ranked if one not in first]
    return (*first, *rest)[:most]


def places(body: Journey | Persona, interview: Interview) -> Iterator[Weak]:
    """Yield all places that can be asked about, stage by stage, lane by lane."""
    cells: dict[tuple[str | None, str], list[Insight]] = defaultdict(list)
    for insight in body.insights:
        cells[insight.stage, insight.lane].append(insight)
    for stage in _stages(body):
        for lane in interview.lanes:
            claims = cells.get((stage.id if stage else None, lane), [])
            why = _why(claims, lane) if claims else _empty(body, stage, lane, interview)
            yield Weak(stage, lane, why, tuple(claims))


def _stages(body: Journey | Persona) -> tuple[Stage | None, ...]:
    if isinstance(body, Persona):
        return (None,)
    return (*(stage for stage in body.stages if stage.skipped is None), None)


def _empty(
    body: Journey | Persona, stage: Stage | None, lane: str, interview: Interview
) -> tuple[Weakness, ...]:
    """Say whether an empty place is worth a question; a variant leaves it to its framework."""
    if body.kind not in interview.lanes[lane].expected:
        return ()
    if isinstance(body, Journey) and (stage is None or body.variant_of):
        return ()
    return ("empty",)


def _why(claims: Sequence[Insight], lane: str) -> tuple[Weakness, ...]:
    found: list[Weakness] = []
    if any(one.dissent for one in claims):
        found.append("dissent")
    if any(not one.evidence for one in claims):
        found.append("unsourced")
    if lane == GOALS and any((one.met or BADLY_MET + 1) <= BADLY_MET for one in claims):
        found.append("unmet")
    if lane == GOALS and any(one.met is None for one in claims):
        found.append("unrated")
    if len(customers(source for one in claims for source in one.evidence)) == 1:
        found.append("one_customer")
    return tuple(found)


def _votes(place: Weak) -> int:
    return max((one.votes or 0 for one in place.claims), default=0)
