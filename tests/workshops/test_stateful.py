"""Whatever people do, in whatever order: the workshop keeps its promises."""

from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from knowledge.identity import PersonId
from knowledge.records.models import Feeling
from tests.workshops.scene import MARA, NOON, Scene, W
from workshops.drafting import draft, kept
from workshops.engine import Drawn, NoteId, Workshop, evolve
from workshops.engine import commands as c
from workshops.engine.board import board
from workshops.engine.evolution.notes import slot_of
from workshops.engine.state import Decision
from workshops.errors import WorkshopError

PEOPLE = st.sampled_from([PersonId(name) for name in ("mara", "jonas", "ines", "tim")])
STAGES = st.sampled_from(["s1", "s2", "s3", "new1", "gone", None])
TEXTS = st.sampled_from(["a", "b", "1: c", "2: calm", "", "\u200b", "x\n2: y"])
LINES = st.lists(
    st.sampled_from(["Sees people get hurt", "Convinces the director", "New", "Other", ""]),
    max_size=4,
)
PICK = st.integers(0, 30)


class Workshops(RuleBasedStateMachine):
    """One workshop and four people who press everything."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = Scene()
        self.drawn: list[Drawn] = [self.scene.state.drawn]
        self.new = count(1)

    def play(self, command: c.Command) -> None:
        """Play; a refusal changes nothing."""
        before = self.scene.state
        try:
            self.scene.play(command)
        except WorkshopError:
            assert self.scene.state is before
        self.drawn.append(self.scene.state.drawn)

    def note(self, pick: int) -> NoteId:
        ids = sorted(self.scene.state.notes)
        return ids[pick % len(ids)] if ids else NoteId("none")

    @rule(by=PEOPLE, lane=st.integers(0, 1), pick=PICK, stage=STAGES, text=TEXTS)
    def write(self, by: PersonId, lane: int, pick: int, stage: str | None, text: str) -> None:
        activities = self.scene.state.agenda.activities
        activity = activities[pick % (len(activities) - 1)]
        asked = activity.lanes[lane % len(activity.lanes)]
        feeling = Feeling(word="calm", value=0) if asked.form == "feeling" else None
        note = c.NewNote(
            id=NoteId(f"n{next(self.new)}"),
            lane=asked.lane,
            text=text,
            stage=stage,
            feeling=feeling,
        )
        self.play(c.AddNotes(workshop=W, at=NOON, by=by, activity=activity.key, notes=(note,)))

    @rule(by=PEOPLE, pick=PICK, text=TEXTS)
    def edit(self, by: PersonId, pick: int, text: str) -> None:
        self.play(c.EditNote(workshop=W, at=NOON, by=by, note=self.note(pick), text=text))

    @rule(by=PEOPLE, pick=PICK)
    def withdraw(self, by: PersonId, pick: int) -> None:
        self.play(c.WithdrawNote(workshop=W, at=NOON, by=by, note=self.note(pick)))

    @rule(by=PEOPLE, pick=PICK, stage=STAGES)
    def sort(self, by: PersonId, pick: int, stage: str | None) -> None:
        note = self.note(pick)
        self.play(c.SortNote(workshop=W, at=NOON, by=by, note=note, stage=stage or "none"))

    @rule(by=PEOPLE, source=st.integers(1, 3), version=st.integers(0, 4), text=TEXTS)
    def reply(self, by: PersonId, source: int, version: int, text: str) -> None:
        sent, edited = f"{source}.0", f"{source}.{version}"
        self.play(c.RecordReply(workshop=W, at=NOON, by=by, source=sent, version=edited, text=text))

    @rule(by=PEOPLE, source=st.integers(1, 3))
    def unreply(self, by: PersonId, source: int) -> None:
        self.play(c.DeleteReply(workshop=W, at=NOON, by=by, source=f"{source}.0"))

    @rule(by=PEOPLE, kind=st.sampled_from([c.Next, c.Next, c.Back, c.Undo, c.MarkReady]))
    def click(self, by: PersonId, kind: type[c.OnBoard]) -> None:
        by = by if kind is c.MarkReady else self.scene.state.facilitator
        self.play(kind(workshop=W, at=NOON, by=by, drawn=self.scene.state.drawn))

    @rule(whole=st.booleans(), reason=TEXTS)
    def skip(self, whole: bool, reason: str) -> None:
        kind = c.WrapUp if whole else c.Skip
        state = self.scene.state
        self.play(kind(workshop=W, at=NOON, by=state.facilitator, drawn=state.drawn, reason=reason))

    @rule(pick=PICK, kind=st.sampled_from([c.Next, c.Back, c.Undo, c.MarkReady, c.NotReady]))
    def click_late(self, pick: int, kind: type[c.OnBoard]) -> None:
        """A click on a board that is no longer drawn changes nothing."""
        old = self.drawn[pick % len(self.drawn)]
        before = self.scene.state
        if old != before.drawn and before.open:
            command = kind(workshop=W, at=NOON, by=before.facilitator, drawn=old)
            assert self.scene.play(command) == ()
            assert self.scene.state is before

    @rule(lines=LINES, late=st.booleans())
    def set_stages(self, lines: list[str], late: bool) -> None:
        ids = tuple(f"new{next(self.new)}" for _ in lines)
        seen = self.scene.state.stages_seen - late
        self.play(c.SetStages(workshop=W, at=NOON, by=MARA, lines=tuple(lines), ids=ids, seen=seen))

    @rule(pick=PICK, other=PICK, what=st.sampled_from(["keep", "park", "merge", None]))
    def decide(self, pick: int, other: int, what: Decision | None) -> None:
        by = self.scene.state.facilitator
        into = self.note(other) if what == "merge" else None
        note = self.note(pick)
        self.play(c.Decide(workshop=W, at=NOON, by=by, note=note, decision=what, into=into))

    @rule(by=PEOPLE, person=PEOPLE, kind=st.sampled_from(["add", "leave", "hand"]))
    def person(self, by: PersonId, person: PersonId, kind: str) -> None:
        if kind == "add":
            self.play(c.AddPerson(workshop=W, at=NOON, by=by, person=person))
        elif kind == "leave":
            self.play(c.LeavePerson(workshop=W, at=NOON, by=by, person=person))
        else:
            self.play(c.HandOver(workshop=W, at=NOON, by=by, to=person))

    @rule(kind=st.sampled_from([c.Pause, c.Resume, c.End, c.Reopen, c.Reopen, c.Resume]))
    def clock(self, kind: type[c.Command]) -> None:
        self.play(kind(workshop=W, at=NOON, by=self.scene.state.facilitator))

    @invariant()
    def notes_never_vanish(self) -> None:
        """Each note ever written is there, with a text and a place that exists."""
        state = self.scene.state
        written = {event.note for event in self.scene.events if event.type == "note_added"}
        assert written == set(state.notes)
        stages = {stage.id for stage in state.stages} | {None}
        assert all(note.text and note.stage in stages for note in state.in_order())

    @invariant()
    def one_activity_is_current(self) -> None:
        state = self.scene.state
        assert 0 <= state.position < len(state.agenda.activities)
        assert state.activity.key not in state.skipped
        assert (state.ends_at is None) == (state.remaining is not None)

    @invariant()
    def nobody_has_two_feelings_in_a_place(self) -> None:
        slots = [slot for note in self.scene.state.in_order() if (slot := slot_of(note))]
        assert len(slots) == len(set(slots))
        assert set(slots) == set(self.scene.state.felt)

    @invariant()
    def every_note_that_stands_is_kept_merged_or_parked(self) -> None:
        """Drafting loses nobody's voice, and never goes round in circles."""
        state = self.scene.state
        drafted = draft(state, None, subjects=(), members={})
        ids = {note.id for note in kept(state)}
        assert {insight.id for insight in getattr(drafted, "insights", ())} <= ids
        undecided = {note.id for note in state.in_order() if note.decision is None}
        unrecorded = {note.id for note in state.in_order() if note.lane == "stage_ideas"}
        assert undecided - unrecorded <= ids

    @invariant()
    def the_board_can_be_drawn(self) -> None:
        shown = board(self.scene.state)
        assert len(shown.contributed) <= len(shown.people)

    def teardown(self) -> None:
        """The events alone tell the whole story."""
        state: Workshop | None = None
        for event in self.scene.events:
            state = evolve(state, event)
        assert state == self.scene.state


Workshops.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_workshops_keep_their_promises = Workshops.TestCase
