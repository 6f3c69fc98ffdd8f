"""Agendas, journey models, lanes, goals and feelings: what the files of a language say."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Short = Annotated[str, StringConstraints(min_length=1, max_length=75, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Form = Literal["text", "feeling", "touchpoint"]
RecordField = Literal["goal", "trigger", "hypotheses", "portrait", "role"]


class Model(BaseModel):
    """Frozen and closed: a key that nobody knows is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Lane(Model):
    """A row of a map. `field` names the record's field that the first kept note fills."""

    key: Key
    label: Short
    of: Literal["journey", "persona", "both"]
    question: Sentence
    example: Sentence
    placeholder: Short | None = None
    form: Form = "text"
    field: RecordField | None = None
    recorded: bool = True


class Asked(Model):
    """A lane as one activity asks for it: complete, so that a stored agenda needs no files."""

    lane: Key
    label: Short
    question: Sentence
    example: Sentence
    placeholder: Short | None = None
    form: Form = "text"
    field: RecordField | None = None
    recorded: bool = True


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
    needs: tuple[Literal["stages"], ...] = ()

    @property
    def duration(self) -> timedelta:
        """The time box."""
        return timedelta(minutes=self.minutes)

    def lane(self, key: str) -> Asked | None:
        """Return how this activity asks for a lane; None when it doesn't."""
        return next((asked for asked in self.lanes if asked.lane == key), None)

    @model_validator(mode="after")
    def _reply_is_asked(self) -> "Activity":
        if self.reply is not None and self.lane(self.reply) is None:
            raise ValueError(f"reply names {self.reply!r}, which is not among its lanes")
        if self.kind != "review" and not self.lanes:
            raise ValueError("an activity asks for at least one lane")
        return self


class Agenda(Model):
    """What a workshop asks, in order; ends with a review."""

    key: Key
    title: Short
    about: Short
    makes: Literal["journey", "persona", "segment"]
    activities: Annotated[tuple[Activity, ...], Field(min_length=1, max_length=30)]

    @property
    def minutes(self) -> int:
        """Minutes of all activities together."""
        return sum(activity.minutes for activity in self.activities)

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
    stages: Annotated[tuple[ModelStage, ...], Field(max_length=30)]

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
