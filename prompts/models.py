"""Agendas, journey models, lanes, goals and feelings: what the files of a language say."""

from datetime import timedelta
from itertools import accumulate
from typing import Annotated, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

LONG_MINUTES = 90
"""From so many minutes on, a team is offered two sessions instead of one."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Short = Annotated[str, StringConstraints(min_length=1, max_length=75, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Form = Literal["text", "feeling", "touchpoint", "choice", "people", "parts", "verdicts"]
Verdict = Literal["confirmed", "refuted", "open"]
Part = Literal["decides", "influences", "uses", "blocks"]
RecordField = Literal[
    "goal", "trigger", "hypotheses", "portrait", "role",
    "strength", "size", "attractiveness", "probability", "priority",
]  # fmt: skip
Makes = Literal["journey", "persona", "segment", "scenario"]


class Model(BaseModel):
    """Frozen and closed: a key that nobody knows is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(Model):
    """One answer to pick; the record keeps its key, people read its label."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
    label: Short


PARTS = (*get_args(Part), "absent")
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
EACH: dict[Form, tuple[str, ...]] = {"parts": PARTS, "verdicts": VERDICTS}
"""Forms that ask about one after the other, and what can be picked for each."""
CHOOSES = {
    "strength": ("forced", "strong", "weak"),
    **dict.fromkeys(("size", "attractiveness", "probability"), tuple("12345")),
    "priority": tuple("123456789"),
}
"""The answers that a field of the record takes."""


class Asking(Model):
    """What is asked of people for one lane, and how.

    `field` names the record's field that the first kept note, or the choice of most, fills.
    `why` asks for the reasons of a choice. In a lane of `people` each line names somebody of the
    buying group, with the `part` that they have; in one of `parts` each of them is asked about, in
    one of `verdicts` each hypothesis.
    """

    label: Short
    question: Sentence
    example: Sentence
    placeholder: Short | None = None
    form: Form = "text"
    choices: Annotated[tuple[Choice, ...], Field(max_length=10)] = ()
    why: Sentence | None = None
    part: Part | None = None
    field: RecordField | None = None
    recorded: bool = True

    @field_validator("choices", mode="before")
    @classmethod
    def _keyed_or_listed(cls, said: object) -> object:
        """Let a file say `choices: {5: Very large, ...}`."""
        if not isinstance(said, dict):
            return said
        return [{"key": str(key), "label": label} for key, label in said.items()]

    def offers(self, key: str) -> bool:
        """Say whether an answer may be picked."""
        picked = EACH.get(self.form)
        return key in picked if picked else self.choice(key) is not None

    def choice(self, key: str | None) -> Choice | None:
        """Return an answer that may be picked; None when it is none of these."""
        return next((choice for choice in self.choices if choice.key == key), None)

    @model_validator(mode="after")
    def _choices_fit(self) -> "Asking":
        keys = [choice.key for choice in self.choices]
        if (self.form == "choice") != bool(keys):
            raise ValueError("`form: choice` goes with a list of `choices`")
        if len(set(keys)) < len(keys):
            raise ValueError("two choices with the same key")
        if self.why is not None and self.form not in ("choice", "verdicts"):
            raise ValueError("`why` goes with `form: choice` or `verdicts`")
        texts = (self.label, self.question, self.example, self.placeholder, self.why)
        if self.form not in EACH and any("{member}" in (text or "") for text in texts):
            raise ValueError("only `form: parts` and `verdicts` know {member}")
        if self.part is not None and self.form != "people":
            raise ValueError("`part` goes with `form: people`")
        wrong = [key for key in keys if key not in CHOOSES.get(self.field or "", keys)]
        if wrong or (self.field in CHOOSES and self.form != "choice"):
            allowed = ", ".join(CHOOSES[self.field or ""])
            raise ValueError(f"{self.field} is a choice of {allowed}")
        return self


class Lane(Asking):
    """A row of a map; `of` says which records have it, `sourced` whether its claims need a source.

    What says how we know something, or that we don't, is no belief that waits for one.
    """

    key: Key
    of: Annotated[tuple[Makes, ...], Field(min_length=1)]
    sourced: bool = True

    @field_validator("of", mode="before")
    @classmethod
    def _one_or_several(cls, said: object) -> object:
        return [said] if isinstance(said, str) else said


class Asked(Asking):
    """A lane as one activity asks for it: complete, so that a stored agenda needs no files."""

    lane: Key


class Activity(Model):
    """A step of a workshop: one clear question, an example, a time box in minutes."""

    key: Key
    title: Short
    minutes: Annotated[int, Field(ge=1, le=240)]
    kind: Literal["notes", "stages", "stakeholders", "feelings", "evidence", "review"]
    scope: Literal["whole", "each_stage"]
    question: Sentence
    example: Sentence
    hint: Sentence | None = None
    lanes: Annotated[tuple[Asked, ...], Field(max_length=8)]
    reply: Key | None = None
    rated: bool = False

    @property
    def duration(self) -> timedelta:
        """The time box."""
        return timedelta(minutes=self.minutes)

    @property
    def texts(self) -> tuple[Asked, ...]:
        """The lanes that ask for people's own words."""
        return tuple(asked for asked in self.lanes if asked.form == "text")

    @property
    def rows(self) -> tuple[Asked, ...]:
        """The lanes from which a reply may choose by number; none where there is no choice.

        Where stages have numbers, a number is a stage's.
        """
        choice = self.scope == "whole" and self.reply is not None and len(self.texts) > 1
        return self.texts if choice else ()

    def lane(self, key: str) -> Asked | None:
        """Return how this activity asks for a lane; None when it doesn't."""
        return next((asked for asked in self.lanes if asked.lane == key), None)

    @model_validator(mode="before")
    @classmethod
    def _without_needs(cls, said: object) -> object:
        # Agendas of before may say it, in events and in teams' files; nothing ever read it.
        return {k: v for k, v in said.items() if k != "needs"} if isinstance(said, dict) else said

    @model_validator(mode="after")
    def _reply_is_asked(self) -> "Activity":
        if self.reply is not None and self.lane(self.reply) is None:
            raise ValueError(f"reply names {self.reply!r}, which is not among its lanes")
        if self.kind != "review" and not self.lanes:
            raise ValueError("an activity asks for at least one lane")
        return self


class Agenda(Model):
    """What a workshop asks, in order; ends with a review.

    `renews`: it works on what is on record only. `model`: the stages that it proposes.
    """

    key: Key
    title: Short
    about: Short
    makes: Makes
    renews: bool = False
    model: Key | None = None
    activities: Annotated[tuple[Activity, ...], Field(min_length=1, max_length=30)]

    @property
    def staged(self) -> bool:
        """Whether what it makes goes stage by stage."""
        return self.makes in ("journey", "scenario")

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that its activities ask for, in order; a lane may come more than once."""
        return tuple(asked for activity in self.activities for asked in activity.lanes)

    @property
    def minutes(self) -> int:
        """Minutes of all activities together."""
        return sum(activity.minutes for activity in self.activities)

    @property
    def halfway(self) -> str | None:
        """The activity with which a second session begins; None when one session is enough."""
        if self.minutes < LONG_MINUTES:
            return None
        starts = accumulate((one.minutes for one in self.activities), initial=0)
        # The review alone is no session.
        pairs = list(zip(self.activities, starts, strict=False))[1:-1]
        nearest = min(pairs, key=lambda pair: abs(pair[1] - self.minutes / 2), default=None)
        return nearest[0].key if nearest else None

    def minutes_before(self, key: str) -> int:
        """Return the minutes of all activities before this one."""
        position = self.index(key) or 0
        return sum(activity.minutes for activity in self.activities[:position])

    def index(self, key: str) -> int | None:
        """Return the position of an activity, counted from 0; None when it has no such one."""
        keys = [activity.key for activity in self.activities]
        return keys.index(key) if key in keys else None

    @model_validator(mode="after")
    def _keys_differ(self) -> "Agenda":
        keys = [activity.key for activity in self.activities]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"activities with the same key: {', '.join(twice)}")
        if [a.kind for a in self.activities].index("review") != len(keys) - 1:
            raise ValueError("the review comes once, and last")
        return self


class ModelStage(Model):
    """A stage that a model proposes, in the customer's words."""

    key: Key
    title: Short
    phase: Short | None = None
    about: Sentence | None = None


class JourneyModel(Model):
    """Stages to start from; a model facilitates, it never dictates."""

    key: Key
    title: Short
    about: Short
    stages: Annotated[tuple[ModelStage, ...], Field(max_length=50)]

    @model_validator(mode="after")
    def _stages_differ(self) -> "JourneyModel":
        for what in ("key", "title"):
            found = [str(getattr(stage, what)).casefold() for stage in self.stages]
            if len(set(found)) < len(found):
                raise ValueError(f"two stages with the same {what}")
        return self


class Goal(Model):
    """A business goal that the field knows."""

    key: Key
    text: Short


class Emotion(Model):
    """A feeling to pick: always a word; the value draws the curve."""

    word: Short
    value: Annotated[int, Field(ge=-2, le=2)]
