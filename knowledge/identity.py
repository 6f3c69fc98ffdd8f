"""The three names by which the lower rooms know the world outside.

They are ours: `bot` maps Slack's teams, users and channels onto them.
"""

from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)
"""One customer of ours; every function that touches data takes it first."""

PersonId = NewType("PersonId", str)
"""A person in a workspace; says nothing about who it is (see the table `people`)."""

PlaceId = NewType("PlaceId", str)
"""Where people talk: a channel or a private conversation."""

Places = frozenset[PlaceId]
"""Where a reader is: what a place keeps for itself is seen only by those who are in it."""


def within(place: PlaceId | None) -> Places:
    """Return where a reader is who acts in one place, or in none in particular."""
    return frozenset({place} if place else ())
