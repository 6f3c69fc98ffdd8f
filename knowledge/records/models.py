"""What a record says: the field's own terms as frozen models.

Every item of every list has an `id`, so that versions can be merged and compared by id and
field. Texts are stored as people wrote them; escaping happens where they are shown.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from knowledge.identity import PersonId, PlaceId
from prompts.models import Part, Verdict

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.:-]{0,79}$")]
RefText = Annotated[str, StringConstraints(pattern=r"^[IPJLS][1-9][0-9]{0,8}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=3000)]
Rating = Annotated[int, Field(ge=1, le=5)]
"""1 (not at all) to 5 (fully)."""


Strength = Literal["forced", "strong", "weak"]
"""How strong the reason to change is; a weak one must be argued for."""


class Model(BaseModel):
    """Frozen and closed: an unknown key is an error, never a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(StrEnum):
    """Where a claim comes from; no evidence at all means "our belief"."""

    FRONTLINE = "frontline"
    INTERVIEW = "interview"
    DOCUMENT = "document"
    ANALYTICS = "analytics"


class Evidence(Model):
    """One occasion on which a claim was founded."""

    id: Id
    source: Source
    quote: Text | None = None
    one_liner: RefText | None = None
    customer: Line | None = None
    link: Line | None = None
    seen_on: date | None = None


class Dissent(Model):
    """How somebody sees it differently; kept, not averaged away.

    `department` is that of the colleague, and `beside` that of those who had said the claim, both
    as they were when it was written. Who gave no name has no `person`. Where a `customer` said so,
    `one_liner` is their sentence and `person` the colleague who brought it.
    """

    id: Id
    text: Text
    person: PersonId | None = None
    department: Line | None = None
    beside: Line | None = None
    customer: Line | None = None
    one_liner: RefText | None = None


class Feeling(Model):
    """An emotion: always a word, with a value that draws the curve."""

    word: Line
    value: Annotated[int, Field(ge=-2, le=2)]


class Insight(Model):
    """One claim in a persona, or in a cell (stage x lane) of a journey.

    `lane` is a key of `prompts/<language>/lanes.yaml`; `stage` is None for a persona's insight
    and for what concerns the whole journey. `met` says how well we meet a customer goal, which
    has evidence of its own; `votes` how many it got where a team has voted on its lane.
    """

    id: Id
    text: Text
    lane: Id
    stage: Id | None = None
    met: Rating | None = None
    feeling: Feeling | None = None
    channel: Line | None = None
    starts: Literal["customer", "us"] | None = None
    moment_of_truth: bool = False
    votes: Annotated[int, Field(ge=0)] | None = None
    evidence: tuple[Evidence, ...] = ()
    met_evidence: tuple[Evidence, ...] = ()
    contributors: tuple[PersonId, ...] = ()
    dissent: tuple[Dissent, ...] = ()


class BuyingRole(StrEnum):
    """What part a person plays in the buying group."""

    CHAMPION = "champion"
    ECONOMIC_BUYER = "economic_buyer"
    INFLUENCER = "influencer"
    USER = "user"
    GATEKEEPER = "gatekeeper"
    BLOCKER = "blocker"


class Persona(Model):
    """A workable picture of an ideal or average customer: a person or a company.

    A prospect is no average: one customer, by name, whom the team wants to win.
    `copy_of` names the record for everybody that a private channel has made its own copy of.
    """

    kind: Literal["persona"] = "persona"
    schema_version: Literal[1] = 1
    name: Line
    who: Literal["person", "company", "prospect"] = "person"
    role: Line | None = None
    portrait: Text | None = None
    segment: RefText | None = None
    company: RefText | None = None
    buying_role: BuyingRole | None = None
    aliases: tuple[Line, ...] = ()
    insights: tuple[Insight, ...] = ()
    skipped: tuple["Skipped", ...] = ()
    copy_of: RefText | None = None


class Chosen(Model):
    """What some people chose for a field, where others may have chosen differently.

    `id` is "<field>:<value>"; the field itself holds what the team agreed on.
    """

    id: Id
    field: Id
    value: Line
    contributors: tuple[PersonId, ...] = ()


class Criterion(Model):
    """One reason for a segment's rating; reasons from workshops are insights of that lane."""

    id: Id
    about: Literal["size", "attractiveness", "probability"]
    text: Text


class Segment(Model):
    """A market segment, described as ideal customer profile."""

    kind: Literal["segment"] = "segment"
    schema_version: Literal[1] = 1
    name: Line
    portrait: Text | None = None
    size: Rating | None = None
    attractiveness: Rating | None = None
    probability: Rating | None = None
    priority: Annotated[int, Field(ge=1)] | None = None
    criteria: tuple[Criterion, ...] = ()
    choices: tuple[Chosen, ...] = ()
    insights: tuple[Insight, ...] = ()
    skipped: tuple["Skipped", ...] = ()
    copy_of: RefText | None = None


class Stage(Model):
    """A column of the journey: a major goal of the customer, in the customer's view."""

    id: Id
    title: Line
    phase: Line | None = None
    about: Text | None = None
    loops_to: Id | None = None
    ends: bool = False
    skipped: Line | None = None


class Skipped(Model):
    """What a team left out, and why; answers respect it."""

    id: Id
    what: Line
    reason: Line


class Seen(Model):
    """What some colleagues think became of a hypothesis, and why; `id` is the verdict."""

    id: Id
    verdict: Verdict
    contributors: tuple[PersonId, ...] = ()
    reasons: tuple[Text, ...] = ()


class Hypothesis(Model):
    """What the team believed first, and what became of it.

    `status` is what most see; who sees it otherwise is kept in `seen`.
    """

    id: Id
    text: Text
    status: Verdict = "open"
    evidence: tuple[Evidence, ...] = ()
    seen: tuple[Seen, ...] = ()


class Otherwise(Model):
    """Another part that some colleagues see somebody in; `id` is the part."""

    id: Id
    part: Part
    contributors: tuple[PersonId, ...] = ()


class Involvement(Model):
    """What a persona does in a stage, or throughout the journey where `stage` is None.

    `id` is "<persona ref, lower case>:<stage id, or all>". Who sees it otherwise is kept.
    """

    id: Id
    persona: RefText
    stage: Id | None = None
    part: Part
    contributors: tuple[PersonId, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()


class Journey(Model):
    """The big picture over time: what personas go through, stage by stage.

    One that is `variant_of` another says only what differs, and names the items of that other
    one that don't hold here in `without`; its stages are its own.
    """

    kind: Literal["journey"] = "journey"
    schema_version: Literal[1] = 1
    title: Line
    personas: tuple[RefText, ...] = ()
    segment: RefText | None = None
    goal: Text | None = None
    trigger: Text | None = None
    strength: Strength | None = None
    choices: tuple[Chosen, ...] = ()
    state: Literal["current", "future"] = "current"
    scope: Line | None = None
    variant_of: RefText | None = None
    without: tuple[Id, ...] = ()
    stages: tuple[Stage, ...] = ()
    insights: tuple[Insight, ...] = ()
    involvement: tuple[Involvement, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    copy_of: RefText | None = None


class Match(Model):
    """Whom and which stage a one-liner speaks of; a proposal until a person confirms it."""

    persona: RefText | None = None
    journey: RefText | None = None
    stage: Id | None = None
    confirmed: bool = False


class OneLiner(Model):
    """A sentence from the frontline, word for word."""

    kind: Literal["one_liner"] = "one_liner"
    schema_version: Literal[1] = 1
    sentence: Text
    heard_by: PersonId
    heard_at: datetime
    place: PlaceId | None = None
    customer: Line | None = None
    link: Line | None = None
    match: Match = Match()
    withdrawn: bool = False


class Scenario(Model):
    """The right information at the right time: a nurturing roadmap for one persona.

    Its stages are those of a journey; a cell (stage x lane) is an insight, and an empty cell of
    `lanes` is a gap.
    """

    kind: Literal["scenario"] = "scenario"
    schema_version: Literal[1] = 1
    title: Line
    persona: RefText
    journey: RefText | None = None
    goal: Text | None = None
    lanes: tuple[Id, ...] = ()
    stages: tuple[Stage, ...] = ()
    insights: tuple[Insight, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    copy_of: RefText | None = None

    def gaps(self) -> tuple[tuple[Stage, Id], ...]:
        """Return the empty cells, stage by stage, without the stages that are left out."""
        filled = {(one.stage, one.lane) for one in self.insights}
        return tuple(
            (stage, lane)
            for stage in self.stages
            for lane in self.lanes
            if stage.skipped is None and (stage.id, lane) not in filled
        )


Body = Annotated[Persona | Segment | Journey | OneLiner | Scenario, Field(discriminator="kind")]
"""What one version of a record holds."""

BODY: TypeAdapter[Body] = TypeAdapter(Body)
"""Reads a body, of whichever kind."""
