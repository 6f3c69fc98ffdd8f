"""What may say the same, and how a group is called."""

from typing import Literal

from knowledge.records.models.terms import Id, Text
from workshops.engine.events.event import Event


class GroupsProposed(Event):
    """Some notes look alike, group by group; `of` is the digest of all that were compared."""

    type: Literal["groups_proposed"] = "groups_proposed"
    of: str
    groups: tuple[tuple[Id, ...], ...] = ()


class GroupNamed(Event):
    """The note that stands for a group speaks for it in these words; None takes them back."""

    type: Literal["group_named"] = "group_named"
    note: Id
    name: Text | None = None
