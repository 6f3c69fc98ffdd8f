"""Proposals in the customer's words, and what became of them."""

from typing import Literal

from knowledge.records.models.terms import Id, Model, Text
from workshops.engine.events.event import Event

Heard = Literal["words", "feature", "channel"]
"""What gave a line away: our own words, a thing that we could build, or no channel."""

Outcome = Literal["taken", "edited", "kept"]


class Proposal(Model):
    """How a note, a stage's title or the goal could read; without a text, only a question."""

    what: Literal["note", "stage", "goal"]
    id: Id | None = None
    was: Text
    text: Text | None = None


class WordingOffered(Event):
    """Whoever wrote these lines gets them back, alone, in the customer's words.

    `activity` is "" for the goal that the workshop began with. Without a name, `by` is the digest
    that stands for the author, as in their notes.
    """

    type: Literal["wording_offered"] = "wording_offered"
    activity: str
    heard: Heard
    proposals: tuple[Proposal, ...]
    nameless: bool = False


class WordingSettled(Event):
    """The proposals were taken, taken in other words, or the author kept their own."""

    type: Literal["wording_settled"] = "wording_settled"
    activity: str
    outcome: Outcome


class GoalSet(Event):
    """The workshop's goal reads so now."""

    type: Literal["goal_set"] = "goal_set"
    goal: Text
