"""Journeys: what customers go through, stage by stage, and who takes part."""

from typing import Literal

from knowledge.identity import PersonId
from knowledge.records.models.choices import Chosen, Skipped
from knowledge.records.models.claims import Hypothesis, Insight
from knowledge.records.models.terms import Id, Line, Model, RefText, Text
from prompts.models import Part

Strength = Literal["forced", "strong", "weak"]
"""How strong the reason to change is; a weak one must be argued for."""


class Stage(Model):
    """A column of the journey: a major goal of the customer, in the customer's view.

    `stands_for` are the ids of earlier stages that became part of this one.
    """

    id: Id
    title: Line
    phase: Line | None = None
    about: Text | None = None
    loops_to: Id | None = None
    ends: bool = False
    skipped: Line | None = None
    stands_for: tuple[Id, ...] = ()


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
