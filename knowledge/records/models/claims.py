"""Claims: what somebody says of customers, what founded it, and who sees it differently."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from knowledge.identity import PersonId
from knowledge.records.models.terms import Id, Line, Model, Rating, RefText, Text
from prompts.models import Verdict


class Source(StrEnum):
    """Where a claim comes from; no evidence at all means "our belief"."""

    FRONTLINE = "frontline"
    INTERVIEW = "interview"
    DOCUMENT = "document"
    ANALYTICS = "analytics"

    @property
    def voiced(self) -> bool:
        """Whether a customer speaks in it."""
        return self in (Source.FRONTLINE, Source.INTERVIEW)


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
    `stands_for` are the ids of earlier insights that were merged into this one.
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
    stands_for: tuple[Id, ...] = ()


class Seen(Model):
    """What some colleagues think became of a hypothesis, and why; `id` is the verdict."""

    id: Id
    verdict: Verdict
    contributors: tuple[PersonId, ...] = ()
    reasons: tuple[Text, ...] = ()


class Hypothesis(Model):
    """What the team believed first, and what became of it.

    `status` is what most see; who sees it otherwise is kept in `seen`. `stands_for` is as in an
    insight.
    """

    id: Id
    text: Text
    status: Verdict = "open"
    evidence: tuple[Evidence, ...] = ()
    seen: tuple[Seen, ...] = ()
    stands_for: tuple[Id, ...] = ()
