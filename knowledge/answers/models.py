"""The answer: lines in the words on record, each with its citation; facts, never phrases."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from knowledge.identity import PersonId
from knowledge.records.models.claims import Evidence, Feeling
from knowledge.records.models.journeys import Strength
from knowledge.records.models.personas import BuyingRole
from knowledge.records.models.terms import Id, Line, Model, RefText, Text
from prompts.models import Part, Verdict


class LineKind(StrEnum):
    """What a line of the card says."""

    NEED = "need"
    QUESTION = "question"
    WHO_ELSE = "who_else"
    FEELING = "feeling"
    CHANNEL = "channel"
    CONTENT = "content"
    TELL = "tell"
    TIMING = "timing"
    MEANS = "means"
    CHANGE = "change"
    NO_CONTENT = "no_content"
    GAP = "gap"
    QUOTE = "quote"
    MOVES_ON = "moves_on"
    PAIN = "pain"
    OBJECTION = "objection"
    FORMAT = "format"
    GROUP = "group"
    EVIDENCE = "evidence"
    KNOWN = "known"
    STRENGTH = "strength"
    BACK = "back"
    ENDS = "ends"
    SKIPPED = "skipped"


Why = Literal["asked", "pinned", "likeliest", "only"]
"""How a stage was found: it was named, it is pinned here, it fits best, there is no other."""


class PersonaFact(Model):
    """Whom the answer is about."""

    ref: RefText
    version: int
    name: Line
    role: Line | None = None
    buying_role: BuyingRole | None = None


class JourneyFact(Model):
    """Which journey the stage belongs to."""

    ref: RefText
    version: int
    title: Line


class StageFact(Model):
    """A stage; `confidence` in [0, 1] says how sure the choice is when nobody named it."""

    id: Id
    title: Line
    phase: Line | None = None
    skipped: Line | None = None
    why: Why = "likeliest"
    confidence: float = 1.0
    pinned_at: datetime | None = None


class StageOption(Model):
    """Another stage that the asker may have meant."""

    journey: RefText
    id: Id
    title: Line
    skipped: bool = False


class Involved(Model):
    """What somebody of the buying group does, in this stage or in those named `stages`."""

    persona: RefText
    name: Line
    role: Line | None = None
    part: Part
    stages: tuple[Line, ...] = ()


class Support(Model):
    """What a cited claim stands on; no occasion means that it is the team's belief.

    `occasions` counts two colleagues on one call once. `documented` says that it rests on
    something other than a customer's voice, `voiced` that it rests on one. `sources` are the
    latest of them.
    """

    heard_by: tuple[PersonId, ...] = ()
    customers: tuple[Line, ...] = ()
    occasions: int = 0
    documented: bool = False
    voiced: bool = False
    sources: tuple[Evidence, ...] = ()
    latest: date | None = None

    @property
    def colleagues(self) -> int:
        """Count the colleagues who heard or brought it."""
        return len(self.heard_by)

    @property
    def heard(self) -> bool:
        """Say whether a customer is behind the claim, not a document or figures alone."""
        return self.voiced or bool(self.customers)

    @property
    def belief(self) -> bool:
        """Say whether nothing at all is behind the claim."""
        return not self.occasions


class Differs(Model):
    """How a colleague of some department, or a customer, sees a cited claim differently."""

    text: Text
    department: Line | None = None
    customer: Line | None = None


class Citation(Model):
    """Where a line comes from: a version, the item in it, and its text verbatim.

    `item` is the id of an insight, a stage or an involvement; None when the record as a whole
    is meant (a one-liner). `quote` is None for what has no text of its own: an involvement, how
    strong the reason to change is, where a stage leads.
    """

    number: int
    record: RefText
    version: int
    item: str | None = None
    quote: Text | None = None
    lane: str | None = None
    support: Support = Support()
    differs: tuple[Differs, ...] = ()

    @property
    def at(self) -> str:
        """Name the version, `J1@2`."""
        return f"{self.record}@{self.version}"


class AnswerLine(Model):
    """One line of the card. `text` is verbatim, or empty when the facts say it all.

    `verdict` says what became of a hypothesis, `segment` which segment's record says it.
    """

    kind: LineKind
    text: str = ""
    citations: tuple[int, ...]
    belief: bool = False
    feeling: Feeling | None = None
    channel: Line | None = None
    starts: Literal["customer", "us"] | None = None
    involved: tuple[Involved, ...] = ()
    customer: Line | None = None
    about: Line | None = None
    verdict: Verdict | None = None
    strength: Strength | None = None
    persona: PersonaFact | None = None
    segment: Line | None = None
    stage: StageOption | None = None
    lane: str | None = None
    score: float | None = None


class Footer(Model):
    """What the card as a whole stands on, by citation number.

    Where `customers` are counted, each of `heard` names one; what was heard without a name is
    `nameless`. Where none is named at all, all of it is `heard`. `latest` speaks of `heard`.
    """

    heard: tuple[int, ...] = ()
    nameless: tuple[int, ...] = ()
    documented: tuple[int, ...] = ()
    beliefs: tuple[int, ...] = ()
    customers: int = 0
    colleagues: int = 0
    latest: date | None = None


class Extent(Model):
    """How far the record goes where a workshop asks.

    `silent` are the lanes asked for of which nothing is on record, `unmapped` the stage that no
    record has yet; `more` counts what is on record beyond the lines that are shown.
    """

    silent: tuple[Id, ...] = ()
    unmapped: Line | None = None
    more: int = 0


Unread = Literal["language", "report"]


class Answer(Model):
    """A founded answer; can be stored and drawn again as it was given.

    `unread` says why it is the card of whom the question names, and no more: it is in another
    `language`, or a `report` of which nothing is on record. `across` is the lane of which it lists
    what there is, whoever that is about.
    """

    kind: Literal["answer"] = "answer"
    question: str
    unread: Unread | None = None
    persona: PersonaFact | None = None
    journey: JourneyFact | None = None
    stage: StageFact | None = None
    alternatives: tuple[StageOption, ...] = ()
    lines: tuple[AnswerLine, ...]
    citations: tuple[Citation, ...]
    footer: Footer = Footer()
    extent: Extent | None = None
    across: Id | None = None

    def line(self, kind: LineKind) -> AnswerLine | None:
        """Return the first line of *kind*, if the card has one."""
        return next((line for line in self.lines if line.kind == kind), None)


class Unclear(Model):
    """It is not clear whom the question is about; the likeliest candidate first.

    `named` says that the question names each of them.
    """

    kind: Literal["unclear"] = "unclear"
    question: str
    candidates: tuple[PersonaFact, ...]
    named: bool = False


Reason = Literal[
    "no_records", "unknown_record", "no_match", "by_words", "empty", "first_stage", "last_stage"
]


class NothingFounded(Model):
    """Nothing on record founds an answer. The facts say what would help.

    `reason`: `no_records` (the workspace has no persona or journey yet), `unknown_record` (what
    was named does not exist for this person), `no_match` (nothing is about this), `by_words`
    (nothing has these words, and the model that knows what they mean is away), `empty` (the
    persona and stage are clear and nobody has said anything there yet), `first_stage` and
    `last_stage` (the one before or after it was asked for, and the path ends there). `filled` are
    stages about which something is known, `wishes` journeys that say how it should be.
    """

    kind: Literal["nothing_founded"] = "nothing_founded"
    question: str
    reason: Reason
    persona: PersonaFact | None = None
    journey: JourneyFact | None = None
    stage: StageFact | None = None
    filled: tuple[StageOption, ...] = ()
    wishes: tuple[RefText, ...] = ()

    def by_words(self) -> "NothingFounded":
        """Return what this is where only words were compared: by meaning there may be more."""
        return self.model_copy(update={"reason": "by_words"}) if self.reason == "no_match" else self


Reply = Answer | Unclear | NothingFounded
