"""Whatever people do, in whatever order: the workshop keeps its promises."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from knowledge.identity import PersonId
from knowledge.records.models.claims import Evidence, Feeling, Source
from tests.workshops.scene import MARA, NOON, Scene, W, prompts
from workshops.drafting import draft, kept
from workshops.drafting.keeping import standing_for
from workshops.engine import Drawn, NoteId, Workshop, evolve, votes
from workshops.engine import commands as c
from workshops.engine.board import board
from workshops.engine.dissent import by_note
from workshops.engine.events import Founds, Lost, PlaceIs, Voice
from workshops.engine.evolution.notes import slot_of
from workshops.engine.groups import pending
from workshops.engine.nudges import to_nudge
from workshops.engine.seal import sealed, to_be_seen
from workshops.engine.sources import takes_source
from workshops.engine.state import Decision, Vote
from workshops.engine.text import twin_key
from workshops.errors import WorkshopError
from workshops.guard import Guard
from workshops.offering import offers

PEOPLE = st.sampled_from([PersonId(name) for name in ("mara", "jonas", "ines", "tim")])
STAGES = st.sampled_from(["s1", "s2", "s3", "new1", "gone", None])
TEXTS = st.sampled_from(["a", "Demo", "1: MQL", "2: calm", "", "\u200b", "x\n2: a dashboard"])
LINES = st.lists(
    st.sampled_from(["Sees people get hurt", "Convinces the director", "Closed won", "Demo", ""]),
    max_size=4,
)
PICK = st.integers(0, 30)
VOICES = {PersonId(name): PersonId(f"voice-{name}") for name in ("mara", "jonas", "ines", "tim")}
SOURCES = st.sampled_from(
    [
        {"source": Source.INTERVIEW, "customer": "Meyer", "seen_on": NOON.date()},
        {"source": Source.FRONTLINE, "one_liner": "L12"},
        {"source": Source.DOCUMENT, "link": "https://wiki.example/a"},
        {"source": Source.ANALYTICS, "link": "no link"},
        {"source": Source.INTERVIEW},
    ]
)
WHERE = {PersonId(name): "Service" for name in ("mara", "jonas")}
GUARD = Guard(prompts().outside_in)


def ranks_of(state: Workshop, vote: Vote) -> set[NoteId]:
    """Return what of a vote can be read as a rank."""
    here = {note.id for note in votes.candidates(state, vote.lane)}
    return here & set(votes.ranks(state))


def same(one: Evidence) -> str:
    """Return what two sources have in common that say the same."""
    return one.one_liner or str(one.model_copy(update={"id": "same"}))


class Workshops(RuleBasedStateMachine):
    """One workshop and four people who press everything."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = Scene()
        self.drawn: list[Drawn] = [self.scene.state.drawn]
        self.new = count(1)

    def play(self, command: c.Command) -> None:
        """Play, and let the guard listen; a refusal changes nothing."""
        before = self.scene.state
        try:
            happened = self.scene.play(replace(command, voice=VOICES[command.by]))
        except WorkshopError:
            assert self.scene.state is before
            happened = ()
        for event in offers(before, self.scene.state, happened, GUARD):
            self.scene.tell(event)
        self.drawn.append(self.scene.state.drawn)

    def note(self, pick: int) -> NoteId:
        ids = sorted(self.scene.state.notes)
        return ids[pick % len(ids)] if ids else NoteId("none")

    @rule(by=PEOPLE, lane=st.integers(0, 1), pick=PICK, stage=STAGES, text=TEXTS)
    def write(self, by: PersonId, lane: int, pick: int, stage: str | None, text: str) -> None:
        activities = self.scene.state.agreed.agenda.activities
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

    @rule(by=PEOPLE, pick=PICK, source=st.integers(1, 4), said=SOURCES, met=st.booleans())
    def give_source(
        self, by: PersonId, pick: int, source: int, said: dict[str, Any], met: bool
    ) -> None:
        on: dict[str, Any] = {"workshop": W, "at": NOON, "by": by, "note": self.note(pick)}
        founds: Founds = "met" if met else "claim"
        self.play(c.GiveSource(**on, id=f"e{source}", founds=founds, **said))

    @rule(by=PEOPLE, pick=PICK, source=st.integers(1, 4))
    def take_source_back(self, by: PersonId, pick: int, source: int) -> None:
        note = self.note(pick)
        self.play(c.TakeSourceBack(workshop=W, at=NOON, by=by, note=note, source=f"e{source}"))

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

    @rule(as_=st.sampled_from(["open", "sealed", "nameless"]))
    def seal(self, as_: Voice) -> None:
        self.play(c.SetVoice(workshop=W, at=NOON, by=self.scene.state.facilitator, as_=as_))

    @rule()
    def reveal(self) -> None:
        state = self.scene.state
        self.play(c.Reveal(workshop=W, at=NOON, by=state.facilitator, drawn=state.drawn))

    @rule(by=PEOPLE, source=st.integers(1, 3))
    def count_reply(self, by: PersonId, source: int) -> None:
        self.play(c.CountReply(workshop=W, at=NOON, by=by, source=f"{source}.0"))

    @rule(by=PEOPLE, pick=PICK, what=st.sampled_from(["take", "edit", "keep"]))
    def answer_the_guard(self, by: PersonId, pick: int, what: str) -> None:
        keys = sorted({key for _, key in self.scene.state.offers}) or [""]
        at: dict[str, Any] = {
            "workshop": W,
            "at": NOON,
            "by": by,
            "activity": keys[pick % len(keys)],
        }
        if what == "keep":
            self.play(c.KeepWording(**at))
        else:
            self.play(c.TakeWording(**at, texts=("In our hall",) * 5 if what == "edit" else ()))

    @rule(pick=PICK, other=PICK, kind=st.sampled_from(["change", "merge", "split"]))
    def one_stage(self, pick: int, other: int, kind: str) -> None:
        """Change, merge or split one stage in the middle of the work."""
        state = self.scene.state
        if not state.stages:
            return
        ids = [stage.id for stage in state.stages]
        on: dict[str, Any] = {
            "workshop": W, "at": NOON, "by": state.facilitator, "seen": state.stages_seen,
            "stage": ids[pick % len(ids)],
        }  # fmt: skip
        if kind == "change":
            way = ids[other % len(ids)] if other % 2 else None
            self.play(c.ChangeStage(**on, title="Demo", loops_to=way))
        elif kind == "merge":
            self.play(c.MergeStage(**on, into=ids[other % len(ids)]))
        else:
            new = f"new{next(self.new)}"
            self.play(c.SplitStage(**on, id=new, title=f"Then {new}", notes=(self.note(other),)))

    @rule(lines=LINES, late=st.booleans())
    def set_stages(self, lines: list[str], late: bool) -> None:
        ids = tuple(f"new{next(self.new)}" for _ in lines)
        state, said = self.scene.state, tuple(lines)
        at: dict[str, Any] = {"workshop": W, "at": NOON, "by": state.facilitator}
        self.play(c.SetStages(**at, lines=said, ids=ids, seen=state.stages_seen - late))

    @rule(pick=PICK, other=PICK, what=st.sampled_from(["keep", "park", "merge", None]))
    def decide(self, pick: int, other: int, what: Decision | None) -> None:
        by = self.scene.state.facilitator
        into = self.note(other) if what == "merge" else None
        note = self.note(pick)
        self.play(c.Decide(workshop=W, at=NOON, by=by, note=note, decision=what, into=into))

    @rule(by=PEOPLE, pick=PICK, text=TEXTS, promised=st.booleans())
    def see_differently(self, by: PersonId, pick: int, text: str, promised: bool) -> None:
        self.play(
            c.SeeDifferently(
                workshop=W, at=NOON, by=by, note=self.note(pick), id=f"d{next(self.new)}",
                text=text, department=WHERE.get(by), departments=WHERE, nameless=promised,
            )
        )  # fmt: skip

    @rule(by=PEOPLE, pick=PICK)
    def see_alike(self, by: PersonId, pick: int) -> None:
        self.play(c.SeeAlike(workshop=W, at=NOON, by=by, note=self.note(pick)))

    @invariant()
    def nobody_sees_a_note_differently_twice(self) -> None:
        """Each has one text beside each note, and it is there until they take it back."""
        told = {
            note: [one.person for one in all_] for note, all_ in self.scene.state.dissent.items()
        }
        assert all(len(people) == len(set(people)) for people in told.values())
        alike = {event.dissent for event in self.scene.events if event.type == "seen_alike"}
        said = {event.dissent for event in self.scene.events if event.type == "seen_differently"}
        stands = {one.id for all_ in self.scene.state.dissent.values() for one in all_}
        assert stands == said - alike

    @invariant()
    def dissent_from_what_is_kept_is_on_record(self) -> None:
        """Grouped, moved or named: no second view of a kept note is lost on the way."""
        state = self.scene.state
        drafted = draft(state, None, subjects=(), members={})
        recorded = {one.id for claim in getattr(drafted, "insights", ()) for one in claim.dissent}
        here = {note.id for note in kept(state)}
        wanted = {one.id for note, all_ in by_note(state).items() if note in here for one in all_}
        assert wanted == recorded

    @invariant()
    def dissent_without_a_name_leads_to_nobody(self) -> None:
        for event in self.scene.events:
            if event.type == "seen_differently" and event.nameless:
                assert event.by in VOICES.values()
                assert event.department is None

    @rule(picks=st.lists(PICK, max_size=4), kind=st.sampled_from([c.GroupNotes, c.LeaveApart]))
    def group(self, picks: list[int], kind: type[c.GroupNotes | c.LeaveApart]) -> None:
        by, notes = self.scene.state.facilitator, tuple(self.note(pick) for pick in picks)
        self.play(kind(workshop=W, at=NOON, by=by, notes=notes))

    @rule(picks=st.lists(PICK, max_size=4), pick=PICK, text=TEXTS)
    def propose_and_name(self, picks: list[int], pick: int, text: str) -> None:
        by, notes = self.scene.state.facilitator, tuple(self.note(one) for one in picks)
        of = str(next(self.new))
        self.play(c.ProposeGroups(workshop=W, at=NOON, by=by, of=of, groups=(notes, notes[1:])))
        self.play(c.NameGroup(workshop=W, at=NOON, by=by, note=self.note(pick), name=text))

    @rule(pick=PICK, budget=st.integers(0, 4), cap=st.integers(0, 3))
    def open_vote(self, pick: int, budget: int, cap: int) -> None:
        note = self.scene.state.notes.get(self.note(pick))
        lane, by = (note.lane if note else "trigger"), self.scene.state.facilitator
        self.play(c.OpenVote(workshop=W, at=NOON, by=by, lane=lane, budget=budget, cap=cap))

    @rule(by=PEOPLE, picks=st.lists(PICK, max_size=3), count=st.integers(0, 3), late=st.booleans())
    def cast(self, by: PersonId, picks: list[int], count: int, late: bool) -> None:
        votes = {self.note(pick): count for pick in picks}
        number, before = self.scene.state.votes.rounds - late, self.scene.state
        self.play(c.CastVotes(workshop=W, at=NOON, by=by, round=number, votes=votes))
        assert not late or self.scene.state is before

    @rule(late=st.booleans())
    def close_vote(self, late: bool) -> None:
        state = self.scene.state
        self.play(
            c.CloseVote(workshop=W, at=NOON, by=state.facilitator, round=state.votes.rounds - late)
        )
        assert not late or self.scene.state is state

    @invariant()
    def votes_never_exceed_the_budget(self) -> None:
        """Nor the cap of a group; while a vote goes on, nothing of it is a rank."""
        state = self.scene.state
        for vote in state.votes.by_lane.values():
            for person, ballot in vote.ballots.items():
                assert sum(ballot.values()) <= vote.budget
                assert all(n <= vote.cap for n in votes.of(state, vote, person).values())
            assert vote.closed or not ranks_of(state, vote)
        assert state.votes.current is None or not state.votes.current.closed

    @invariant()
    def what_is_sealed_is_no_choice(self) -> None:
        """What is sealed is in no choice of a vote and in no group that is proposed."""
        state = self.scene.state
        hidden = {note.id for note in state.in_order() if sealed(state, note.activity)}
        assert hidden.isdisjoint(note.id for note in to_be_seen(state))
        lanes_ = {note.lane for note in state.in_order()}
        assert hidden.isdisjoint(
            note.id for lane in lanes_ for note in votes.candidates(state, lane)
        )
        assert hidden.isdisjoint(note.id for group in pending(state) for note in group)

    @rule(by=PEOPLE, person=PEOPLE, kind=st.sampled_from(["add", "leave", "hand"]))
    def person(self, by: PersonId, person: PersonId, kind: str) -> None:
        if kind == "add":
            self.play(c.AddPerson(workshop=W, at=NOON, by=by, person=person))
        elif kind == "leave":
            self.play(c.LeavePerson(workshop=W, at=NOON, by=by, person=person))
        else:
            self.play(c.HandOver(workshop=W, at=NOON, by=by, to=person))

    @rule(person=PEOPLE, hours=st.sampled_from([-1, 0, 1]), decline=st.booleans())
    def nudge(self, person: PersonId, hours: int, decline: bool) -> None:
        """Ask somebody, or let them decline; whoever may not be asked is not."""
        state = self.scene.state
        if decline:
            until = NOON + timedelta(hours=hours)
            self.play(c.DeclineNudges(workshop=W, at=NOON, by=person, until=until))
            return
        may = person in to_nudge(state, at=NOON)
        by, drawn = state.facilitator, state.drawn
        self.play(c.Nudge(workshop=W, at=NOON, by=by, drawn=drawn, person=person))
        asked = self.scene.state.nudged.get(state.activity.key) or frozenset()
        before = state.nudged.get(state.activity.key) or frozenset()
        assert (person in asked - before) == (may and state.open)

    @invariant()
    def nobody_is_nudged_twice_in_an_activity(self) -> None:
        told = [(o.person, o.activity) for o in self.scene.events if o.type == "person_nudged"]
        assert len(told) == len(set(told))

    @rule(what=st.sampled_from(get_args(PlaceIs)))
    def place(self, what: PlaceIs) -> None:
        """The channel is lost, back, shared, private: the clock stands where nobody can post."""
        before = self.scene.state
        self.play(c.NotePlace(workshop=W, at=NOON, by=MARA, what=what))
        state = self.scene.state
        assert before.away or what not in get_args(Lost) or state.status != "running"

    @invariant()
    def what_is_private_stays_private(self) -> None:
        was = [e.what for e in self.scene.events if e.type == "place_changed"]
        assert ("private" in was) == (self.scene.state.visibility is not None)

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
        assert 0 <= state.position < len(state.agreed.agenda.activities)
        assert state.activity.key not in state.skipped
        assert (state.clock.ends_at is None) == (state.clock.remaining is not None)

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
    def no_source_gets_lost(self) -> None:
        """What a note that takes sources stands on, the record says where it is kept."""
        state = self.scene.state
        drafted = draft(state, None, subjects=(), members={})
        said = (*getattr(drafted, "insights", ()), *getattr(drafted, "hypotheses", ()))
        recorded = {source for one in said for source in map(same, one.evidence)}
        for note, stands in standing_for(state):
            found = next((one for one in said if one.id == stands), None)
            assert not note.sources or takes_source(state, note)
            assert found or not takes_source(state, state.notes[stands])
            assert found is None or set(map(same, note.sources)) <= recorded

    @invariant()
    def what_is_sealed_stays_sealed(self) -> None:
        """Only a reveal opens it; until then no note of it is shown."""
        state = self.scene.state
        revealed = {one.activity for one in self.scene.events if one.type == "notes_revealed"}
        closed = {key for key, voice in state.seal.voices.items() if voice != "open"} - revealed
        assert not [note for note in to_be_seen(state) if note.activity in closed]

    @invariant()
    def what_has_no_name_is_signed_by_nobody(self) -> None:
        """Neither a note without a name nor what is said about it leads to a person."""
        nameless = {note.id for note in self.scene.state.notes.values() if note.nameless}
        for event in self.scene.events:
            about = getattr(event, "note", None)
            if about in nameless and event.type in ("note_added", "note_edited"):
                assert event.by in VOICES.values()
            if about in nameless and event.type in ("source_given", "source_taken_back"):
                assert VOICES.get(event.by) != self.scene.state.notes[about].person
            if event.type == "wording_offered" and event.nameless:
                assert event.by in VOICES.values()

    @invariant()
    def nobody_is_asked_about_their_words_twice_in_an_activity(self) -> None:
        asked = [(o.by, o.activity) for o in self.scene.events if o.type == "wording_offered"]
        assert len(asked) == len(set(asked))
        settled = [(o.by, o.activity) for o in self.scene.events if o.type == "wording_settled"]
        assert len(settled) == len(set(settled))

    @invariant()
    def stages_can_be_told_apart_and_lead_somewhere(self) -> None:
        stages = self.scene.state.stages
        ids = {stage.id for stage in stages}
        assert len(ids) == len({twin_key(stage.title) for stage in stages}) == len(stages)
        assert all(one.loops_to in ids - {one.id} for one in stages if one.loops_to)

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


Workshops.TestCase.settings = settings(max_examples=40, stateful_step_count=40)
test_workshops_keep_their_promises = Workshops.TestCase
