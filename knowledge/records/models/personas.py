"""Personas: whom a journey is about."""

from enum import StrEnum
from typing import Literal

from knowledge.records.models.choices import Skipped
from knowledge.records.models.claims import Insight
from knowledge.records.models.terms import Line, Model, RefText, Text


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
    skipped: tuple[Skipped, ...] = ()
    copy_of: RefText | None = None
