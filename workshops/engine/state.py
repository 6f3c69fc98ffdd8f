"""A workshop as it stands: the fold of its events, cheap to copy.

Notes and replies live in persistent maps that share their structure, so one more note costs
the same at note 2,000 as at note 10.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NewType, TypeAlias, get_args

from rpds import HashTrieMap

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models.claims import Dissent as OnRecord
from knowledge.records.models.claims import Evidence, Feeling
from knowledge.records.models.journeys import Involvement, Stage
from knowledge.records.settling import Side
from prompts.models import Activity, Agenda, Emotion
from workshops.engine.deadlines import Pace
from workshops.engine.drawn import Drawn as Drawn
from workshops.engine.events import Heard, Lost, Member, Outcome, Proposal, Starts, Subject, Voice

WorkshopId = NewType("WorkshopId", str)
NoteId = NewType("NoteId", str)
Slot: TypeAlias = tuple[PersonId, str, str | None, str | None]
"""Person, lane, stage and whom it is about: where one person has one feeling or choice."""
Decision = Literal["keep", "park", "merge"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
Status = Literal["running", "paused", "closed", "published"]


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
    differs: tuple[OnRecord, ...] = ()
    unfounded: frozenset[str] = frozenset()

    @property
    def stored(self) -> bool:
        """Whether it is an insight of the version that the workshop started from."""
        return self.person is None


@dataclass(frozen=True, slots=True)
class Dissent:
    """How somebody sees a note differently; without a name, `person` is their digest.

    `department` is theirs, `beside` that of whoever wrote the note, both as known then.
    """

    id: str
    person: PersonId
    text: str
    department: str | None = None
    beside: str | None = None
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """The newest version of a thread reply that was read, and the notes made of it.

    `held` is its text while it waits for `person`, who wrote it, to say whether it counts.
    """

    version: str
    activity: str
    notes: tuple[NoteId, ...] = ()
    deleted: bool = False
    held: str | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Proposals that one person got in one activity; `outcome` is None until they say."""

    heard: Heard
    proposals: tuple[Proposal, ...]
    nameless: bool = False
    outcome: Outcome | None = None


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
class Step:
    """Where the workshop stood before a move, to undo it."""

    position: int
    ends_at: datetime | None
    skipped: HashTrieMap[str, str]
    day: date | None = None
    overtime: bool = False


@dataclass(frozen=True)
class Workshop:
    """One workshop's state; changed only by `evolve`.

    Attributes:
        ends_at: When the time box or the deadline of the current activity ends; None in a pause.
        departments: Those that handle touchpoints, as they were named at the start.
        pace: How long activities stay open for people who take their own time; None where they
            are there together and activities have time boxes.
        inherited: What a variant took over, by id, with the stage in which it stood.
        unsourced: The lanes whose notes need no source.
        day: The day of the current deadline.
        overtime: Whether the time box is over and nobody has moved on yet.
        reminded: Who wants to be reminded the day before a deadline.
        voice: How notes are taken in activities that are still to come.
        voices: How they are taken in each activity that was entered.
        merged: Stages that are gone, and which one each became part of.
        revealed: The activities whose notes were sealed and are not any more.
        dissent: By note who sees it differently; see `engine/dissent.py` for groups.
        offers: By person and activity, "" for the start: one each.
        proposed: The notes that may say the same, group by group.
        proposed_of: The digest of all notes that were compared for that.
        votes: The newest vote of each lane.
        voting: The lane whose vote goes on.
        rounds: How many votes there have been.
        nudged: Who was asked in each activity; `undisturbed` until when somebody is not.
        away: Why nothing can be posted in the channel; None where it can.
        shared: Whether people from another company read along.
    """

    id: WorkshopId
    place: PlaceId
    facilitator: PersonId
    people: tuple[PersonId, ...]
    agenda: Agenda
    subject: Subject
    also: tuple[Subject, ...]
    called: str
    title: str | None
    goal: str | None
    state: Literal["current", "future"]
    model: str | None
    stages: tuple[Stage, ...]
    emotions: tuple[Emotion, ...]
    cast: tuple[Member, ...]
    involvement: tuple[Involvement, ...]
    base: str | None
    along: str | None
    variant_of: str | None
    inherited: HashTrieMap[str, str | None]
    second_from: str | None
    visibility: PlaceId | None
    rehearsal: bool
    language: str
    started_at: datetime
    ends_at: datetime | None
    departments: tuple[str, ...] = ()
    unsourced: frozenset[str] = frozenset()
    pace: Pace | None = None
    day: date | None = None
    overtime: bool = False
    reminded: frozenset[PersonId] = frozenset()
    voice: Voice = "open"
    voices: HashTrieMap[str, Voice] = field(default_factory=HashTrieMap)
    revealed: frozenset[str] = frozenset()
    position: int = 0
    visit: int = 1
    status: Status = "running"
    remaining: timedelta | None = None
    between: bool = False
    stages_seen: int = 0
    merged: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    notes: HashTrieMap[NoteId, Note] = field(default_factory=HashTrieMap)
    dissent: HashTrieMap[NoteId, tuple[Dissent, ...]] = field(default_factory=HashTrieMap)
    felt: HashTrieMap[Slot, NoteId] = field(default_factory=HashTrieMap)
    replies: HashTrieMap[str, Reply] = field(default_factory=HashTrieMap)
    offers: HashTrieMap[tuple[PersonId, str], Offer] = field(default_factory=HashTrieMap)
    ready: HashTrieMap[str, frozenset[PersonId]] = field(default_factory=HashTrieMap)
    skipped: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    trail: tuple[Step, ...] = ()
    sides: HashTrieMap[str, Side] = field(default_factory=HashTrieMap)
    published: tuple[str, ...] = ()
    proposed: tuple[tuple[NoteId, ...], ...] = ()
    proposed_of: str | None = None
    votes: HashTrieMap[str, Vote] = field(default_factory=HashTrieMap)
    voting: str | None = None
    rounds: int = 0
    nudged: HashTrieMap[str, frozenset[PersonId]] = field(default_factory=HashTrieMap)
    undisturbed: HashTrieMap[PersonId, datetime] = field(default_factory=HashTrieMap)
    away: Lost | None = None
    shared: bool = False

    @property
    def vote(self) -> Vote | None:
        """The vote that goes on."""
        return self.votes[self.voting] if self.voting is not None else None

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Everybody whose journey it is; the first is the one that the workshop is named after."""
        return (self.subject, *self.also)

    @property
    def activity(self) -> Activity:
        """The current activity."""
        return self.agenda.activities[self.position]

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
        newest = self.published[-1] if self.published else self.base
        return newest.partition("@")[0] if newest else None

    @property
    def persona_ref(self) -> str | None:
        """The ref of the persona that the workshop is about, once there is one."""
        if self.subject.ref:
            return self.subject.ref if self.subject.ref.startswith("P") else None
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
