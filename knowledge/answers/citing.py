"""Citing: every line's source, numbered in the order in which the card names it."""

from datetime import date

from knowledge.answers import support
from knowledge.answers.models import Citation, Differs, Footer, Support
from knowledge.index.library import Held, Library
from knowledge.records.founding import name_key
from knowledge.records.models.claims import Dissent, Hypothesis, Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import VersionRef

Record = Held[Persona] | Held[Journey] | Held[Segment] | Held[Scenario] | Held[OneLiner]
CONTENT = "content"
INVOLVEMENT, STAGE, PORTRAIT, GAP = "involvement", "stage", "portrait", "gap"
STRENGTH, WAYS, TRIGGER = "strength", "ways", "trigger"


class Citations:
    """Numbers sources; one that is named twice keeps its number."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: dict[tuple[VersionRef, str | None, str | None], Citation] = {}

    @property
    def made(self) -> tuple[Citation, ...]:
        """List what was cited, by number."""
        return tuple(self._made.values())

    def insight(self, held: Record, insight: Insight) -> Citation:
        """Cite an insight of a persona, journey or segment."""
        stands = support.of_insight(insight, self._library)
        standing = (one for one in insight.dissent if not support.taken_back(one, self._library))
        differs = tuple(map(differing, standing))
        return self._cite(held, insight.id, insight.text, insight.lane, stands, differs=differs)

    def hypothesis(self, journey: Held[Journey], told: Hypothesis) -> Citation:
        """Cite a hypothesis of a journey."""
        stands = support.of_hypothesis(told, self._library)
        return self._cite(journey, told.id, told.text, "hypotheses", stands)

    def criterion(self, segment: Record, text: str, item: str | None, lane: str) -> Citation:
        """Cite a reason for a segment's rating."""
        return self._cite(segment, item, text, lane, Support())

    def one_liner(self, one: Held[OneLiner]) -> Citation:
        """Cite a sentence from the frontline."""
        return self._cite(one, None, one.body.sentence, "quotes", support.of_one_liner(one))

    def involvement(self, journey: Held[Journey], stage: str | None) -> Citation:
        """Cite who takes part, in a stage or at all; the team's view, without a text to quote."""
        return self._cite(journey, stage, None, INVOLVEMENT, Support())

    def gap(self, scenario: Held[Scenario], stage: str) -> Citation:
        """Cite that a scenario has nothing to give in a stage; there is no text to quote."""
        return self._cite(scenario, stage, None, GAP, Support())

    def strength(self, journey: Held[Journey]) -> Citation:
        """Cite how strong the reason to change is; what the team chose, without a text."""
        return self._cite(journey, None, None, STRENGTH, Support())

    def trigger(self, journey: Held[Journey]) -> Citation:
        """Cite what starts the journey, as the team agreed on it."""
        return self._cite(journey, None, journey.body.trigger, TRIGGER, Support())

    def ways(self, journey: Held[Journey], stage: str) -> Citation:
        """Cite where a stage leads other than to the next one; there is no text to quote."""
        return self._cite(journey, stage, None, WAYS, Support())

    def skipped(self, journey: Held[Journey], stage: str, reason: str) -> Citation:
        """Cite why the team left a stage out."""
        return self._cite(journey, stage, reason, STAGE, Support())

    def portrait(self, held: Held[Persona] | Held[Segment]) -> Citation:
        """Cite a persona's or a segment's portrait."""
        return self._cite(held, None, held.body.portrait, PORTRAIT, Support())

    def _cite(
        self,
        held: Record,
        item: str | None,
        quote: str | None,
        lane: str,
        stands: Support,
        *,
        differs: tuple[Differs, ...] = (),
    ) -> Citation:
        key = (held.at, item, lane)
        if key not in self._made:
            self._made[key] = Citation(
                number=len(self._made) + 1,
                record=str(held.ref),
                version=held.version.number,
                item=item,
                quote=quote,
                lane=lane,
                support=stands,
                differs=differs,
            )
        return self._made[key]


def differing(told: Dissent) -> Differs:
    """Return how an insight is seen differently, without the colleague who said so."""
    return Differs(text=told.text, department=told.department, customer=told.customer)


def footer(citations: tuple[Citation, ...]) -> Footer:
    """Sum up what the cited claims stand on; what nobody claims (a skip, a gap) is left out."""
    claims = [c for c in citations if c.lane not in (STAGE, GAP)]
    founded = [c for c in claims if not c.support.belief]
    voiced = [c for c in founded if c.support.heard]
    named = [c for c in voiced if c.support.customers]
    customers = {name_key(name) for c in named for name in c.support.customers}
    heard = named or voiced
    days: list[date] = [c.support.latest for c in heard if c.support.latest]
    return Footer(
        heard=tuple(c.number for c in heard),
        nameless=tuple(c.number for c in voiced if c not in heard),
        documented=tuple(c.number for c in founded if not c.support.heard),
        beliefs=tuple(c.number for c in claims if c.support.belief),
        customers=len(customers),
        colleagues=len({person for c in founded for person in c.support.heard_by}),
        latest=max(days, default=None),
    )
