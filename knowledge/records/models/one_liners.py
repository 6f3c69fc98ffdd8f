"""One-liners: what a customer said, as somebody heard it."""

from datetime import datetime
from typing import Literal

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models.terms import Id, Line, Model, RefText, Text


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
