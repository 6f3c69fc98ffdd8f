"""Notes: what participants wrote, and what the record already said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType, TypeAlias, get_args

from knowledge.identity import PersonId
from knowledge.records.models.claims import Dissent, Evidence, Feeling
from workshops.engine.events import Starts

NoteId = NewType("NoteId", str)
Slot: TypeAlias = tuple[PersonId, str, str | None, str | None]
"""Person, lane, stage and whom it is about: where one person has one feeling or choice."""
Decision = Literal["keep", "park", "merge"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


@dataclass(frozen=True, slots=True)
class Note:
    """What a participant wrote; `person` is None for what the record already said.

    `called` are the words of the group that it stands for, where they are not its own.
    `sources` are what its claim stands on, `met_sources` what its rating does, as far as the
    workshop knows them; `unfounded` those that were taken back. `differs` is how it is seen
    differently on record already.
    Of a nameless note `person` is the digest of its author: nobody that anything else knows.
    """

    id: NoteId
    order: int
    person: PersonId | None
    activity: str | None
    lane: str
    text: str
    stage: str | None = None
    unsorted: bool = False
    by_hand: bool = False
    feeling: Feeling | None = None
    met: int | None = None
    channel: str | None = None
    starts: Starts | None = None
    choice: str | None = None
    about: str | None = None
    reply: str | None = None
    withdrawn: bool = False
    decision: Decision | None = None
    into: NoteId | None = None
    nameless: bool = False
    called: str | None = None
    sources: tuple[Evidence, ...] = ()
    met_sources: tuple[Evidence, ...] = ()
    differs: tuple[Dissent, ...] = ()
    unfounded: frozenset[str] = frozenset()

    @property
    def stored(self) -> bool:
        """Whether it is an insight of the version that the workshop started from."""
        return self.person is None
