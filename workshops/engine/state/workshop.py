"""A workshop as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from rpds import HashTrieMap

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models.journeys import Stage
from knowledge.records.settling import Side
from prompts.models import Activity
from workshops.engine.drawn import Drawn
from workshops.engine.events import Lost
from workshops.engine.state.agreed import Agreed
from workshops.engine.state.clock import Clock
from workshops.engine.state.dissent import Disagreement
from workshops.engine.state.flow import Status, Step
from workshops.engine.state.groups import Proposed
from workshops.engine.state.notes import Note, NoteId, Slot
from workshops.engine.state.seal import Seal
from workshops.engine.state.thread import Reply
from workshops.engine.state.votes import Votes
from workshops.engine.state.wording import Offer

WorkshopId = NewType("WorkshopId", str)


@dataclass(frozen=True, slots=True)
class Workshop:
    """One workshop's state; changed only by `evolve`.

    Attributes:
        people: Who takes part, in the order in which they came.
        stages: The journey's stages, also those left out with a reason.
        stages_seen: How often they were changed: a form of older stages is told by it.
        merged: Stages that are gone, and which one each became part of.
        visibility: Where what is published may be seen; None for the whole workspace.
        away: Why nothing can be posted in the channel; None where it can.
        shared: Whether people from another company read along.
        position: The current activity's place in the agenda; `visit` counts the moves.
        skipped: The activities that were left out, with the reason.
        trail: Where the workshop stood before each move, oldest first.
        ready: Who is done, by activity.
        felt: The note of each feeling or choice.
        dissent: By note who sees it differently; see `engine/dissent.py` for groups.
        replies: The thread's replies that were read, by their source.
        offers: By person and activity, "" for the start: one each.
        sides: Whose text stays, by conflict.
        published: The versions that were made, `J1@2`.
        nudged: Who was asked in each activity; `undisturbed` until when somebody is not.
    """

    id: WorkshopId
    place: PlaceId
    facilitator: PersonId
    people: tuple[PersonId, ...]
    agreed: Agreed
    goal: str | None
    stages: tuple[Stage, ...]
    visibility: PlaceId | None
    clock: Clock
    seal: Seal
    stages_seen: int = 0
    merged: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    away: Lost | None = None
    shared: bool = False
    status: Status = "running"
    position: int = 0
    visit: int = 1
    skipped: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    trail: tuple[Step, ...] = ()
    ready: HashTrieMap[str, frozenset[PersonId]] = field(default_factory=HashTrieMap)
    notes: HashTrieMap[NoteId, Note] = field(default_factory=HashTrieMap)
    felt: HashTrieMap[Slot, NoteId] = field(default_factory=HashTrieMap)
    dissent: HashTrieMap[NoteId, tuple[Disagreement, ...]] = field(default_factory=HashTrieMap)
    replies: HashTrieMap[str, Reply] = field(default_factory=HashTrieMap)
    offers: HashTrieMap[tuple[PersonId, str], Offer] = field(default_factory=HashTrieMap)
    proposed: Proposed = field(default_factory=Proposed)
    votes: Votes = field(default_factory=Votes)
    sides: HashTrieMap[str, Side] = field(default_factory=HashTrieMap)
    published: tuple[str, ...] = ()
    nudged: HashTrieMap[str, frozenset[PersonId]] = field(default_factory=HashTrieMap)
    undisturbed: HashTrieMap[PersonId, datetime] = field(default_factory=HashTrieMap)

    @property
    def activity(self) -> Activity:
        """The current activity."""
        return self.agreed.agenda.activities[self.position]

    @property
    def drawn(self) -> Drawn:
        """What buttons drawn now carry."""
        return Drawn(self.activity.key, self.visit)

    @property
    def open(self) -> bool:
        """Whether notes are still taken."""
        return self.status in ("running", "paused")

    @property
    def target(self) -> str | None:
        """The ref of the record that the workshop renews or has made, `J1`."""
        newest = self.published[-1] if self.published else self.agreed.base
        return newest.partition("@")[0] if newest else None

    @property
    def persona_ref(self) -> str | None:
        """The ref of the persona that the workshop is about, once there is one."""
        subject = self.agreed.subject.ref
        if subject:
            return subject if subject.startswith("P") else None
        made = (version.partition("@")[0] for version in self.published)
        return next((ref for ref in made if ref.startswith("P")), None)

    def stage(self, stage: str | None) -> Stage | None:
        """Return a stage by id; None when there is no such one."""
        return next((known for known in self.stages if known.id == stage), None)

    @property
    def stages_asked(self) -> tuple[Stage, ...]:
        """The stages that are not left out."""
        return tuple(stage for stage in self.stages if stage.skipped is None)

    def stage_now(self, stage: str | None) -> str | None:
        """Return what became of a stage: itself, or the one that it is part of by now."""
        seen: set[str] = set()
        while stage and stage in self.merged and stage not in seen and not self.stage(stage):
            seen.add(stage)
            stage = self.merged[stage]
        return stage

    def in_order(self) -> tuple[Note, ...]:
        """Return all notes that are not withdrawn, oldest first."""
        standing = (note for note in self.notes.values() if not note.withdrawn)
        return tuple(sorted(standing, key=lambda note: note.order))
