"""Who sees it differently; both texts stay, and nothing is averaged."""

from typing import Literal

from knowledge.records.models.terms import Id, Line, Text
from workshops.engine.events.event import Event


class SeenDifferently(Event):
    """Somebody sees a note differently; told again of the same dissent, it replaces the words.

    `department` is where they worked when they said so, and `beside` where those worked whose
    words it stands beside. Without a name, `by` is the digest that stands for the person.
    """

    type: Literal["seen_differently"] = "seen_differently"
    note: Id
    dissent: Id
    text: Text
    department: Line | None = None
    beside: Line | None = None
    nameless: bool = False


class SeenAlike(Event):
    """Whoever saw it differently took that back."""

    type: Literal["seen_alike"] = "seen_alike"
    note: Id
    dissent: Id
