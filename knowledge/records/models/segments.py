"""Segments: the part of the market that a team means."""

from typing import Annotated, Literal

from pydantic import Field

from knowledge.records.models.choices import Chosen, Skipped
from knowledge.records.models.claims import Insight
from knowledge.records.models.terms import Id, Line, Model, Rating, RefText, Text


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
    skipped: tuple[Skipped, ...] = ()
    copy_of: RefText | None = None
