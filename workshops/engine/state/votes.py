"""Votes: the newest of each lane, and the one that goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from rpds import HashTrieMap

from knowledge.identity import PersonId
from workshops.engine.state.notes import NoteId


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote on the notes of one lane: the `round`-th of the workshop.

    Each has `budget` votes, at most `cap` of them on one group. What people gave is shown to
    nobody, and its sum only when the vote is closed.
    """

    lane: str
    budget: int
    cap: int
    round: int
    ballots: HashTrieMap[PersonId, HashTrieMap[NoteId, int]] = field(default_factory=HashTrieMap)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Votes:
    """All votes of a workshop.

    Attributes:
        by_lane: The newest vote of each lane.
        lane: The lane whose vote goes on; None where none does.
        rounds: How many votes there have been.
    """

    by_lane: HashTrieMap[str, Vote] = field(default_factory=HashTrieMap)
    lane: str | None = None
    rounds: int = 0

    @property
    def current(self) -> Vote | None:
        """The vote that goes on."""
        return self.by_lane[self.lane] if self.lane is not None else None
