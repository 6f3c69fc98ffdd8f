"""Whoever writes in our words is offered the customer's: once, in private, after saving."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.identity import PersonId
from tests.workshops.scene import INES, JONAS, MARA, Scene, W, prompts, start
from workshops.engine import NoteId, decide
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.wording import kept_words
from workshops.errors import StageNameTaken, WorkshopClosed
from workshops.guard import Guard
from workshops.offering import offers
from workshops.reactions import reactions

GUARD = Guard(prompts().outside_in)


class Guarded(Scene):
    """A scene in which the guard listens, as the store lets it."""

    def play(self, command: c.Command) -> tuple[Any, ...]:
        before, happened = self.state, super().play(command)
        offered = tuple(offers(before, self.state, happened, GUARD))
        for event in offered:
            self.tell(event)
        return (*happened, *offered)

    def add(self, *texts: str, by: PersonId = JONAS, voice: str = "") -> tuple[Any, ...]:
        """Write stage ideas, or notes of the first lane, in one go."""
        activity = self.state.activity
        lane, stage = activity.lanes[0].lane, None if activity.scope == "whole" else "s1"
        new = tuple(c.NewNote(id=self.new_id(), lane=lane, text=t, stage=stage) for t in texts)
        return self.play(
            c.AddNotes(
                workshop=W, at=self.at, by=by, activity=activity.key, notes=new,
                voice=PersonId(voice) if voice else None,
            )
        )  # fmt: skip

    def take(self, *texts: str, by: PersonId = JONAS, **more: Any) -> tuple[Any, ...]:
        key = more.pop("activity", self.state.activity.key)
        return self.play(
            c.TakeWording(workshop=W, at=self.at, by=by, activity=key, texts=texts, **more)
        )

    def keep(self, *, by: PersonId = JONAS) -> tuple[Any, ...]:
        key = self.state.activity.key
        return self.play(c.KeepWording(workshop=W, at=self.at, by=by, activity=key))

    def set_stages(self, *titles: str) -> tuple[Any, ...]:
        ids = tuple(f"new{n}" for n, _ in enumerate(titles))
        seen = self.state.stages_seen
        return self.play(
            c.SetStages(workshop=W, at=self.at, by=MARA, lines=titles, ids=ids, seen=seen)
        )


def at(activity: str, **more: Any) -> Guarded:
    return Guarded(begin=replace(start("journey"), **more)).go_to(activity)


def offered(events: tuple[Any, ...]) -> list[tuple[str, list[str | None]]]:
    """What was offered: by what it was noticed, and each proposal."""
    found = (event for event in events if isinstance(event, e.WordingOffered))
    return [(one.heard, [proposal.text for proposal in one.proposals]) for one in found]


def texts(scene: Scene) -> list[str]:
    return [text for text, _, _ in scene.said()]


DEMO, FIT = "Sees it work on their own problem", "Finds out whether it fits"


def test_what_is_written_is_saved_and_then_offered_in_other_words() -> None:
    """The note stands as it was written; the proposal follows, for several lines at once."""
    scene = at("stages")
    events = scene.add("Demo", "Compares two options", "Lead qualified")
    assert texts(scene) == ["Demo", "Compares two options", "Lead qualified"]
    assert offered(events) == [("words", [DEMO, FIT])]
    assert isinstance(events[-1], e.WordingOffered)


def test_each_person_is_asked_once_in_an_activity() -> None:
    scene = at("stages")
    assert offered(scene.add("Demo"))
    assert not offered(scene.add("Lead qualified"))
    assert offered(scene.add("Demo", by=INES))
    scene.keep()
    assert not offered(scene.add("Pipeline"))


def test_many_lines_are_offered_so_far_as_one_can_look_at_them_and_none_twice() -> None:
    scene = at("stages")
    lines = ("Demo", "Second demo", "MQL", "Closed won", "Upsell", "Invoice", "Onboarding")
    found = offered(scene.add(*lines))
    assert [len(proposals) for _, proposals in found] == [5]
    assert len(set(found[0][1])) == 5


def test_a_proposal_that_is_taken_replaces_the_words() -> None:
    scene = at("stages")
    scene.add("Demo", "Compares two options")
    scene.take()
    assert texts(scene) == [DEMO, "Compares two options"]
    assert scene.state.offers[JONAS, "stages"].outcome == "taken"


def test_a_proposal_can_be_put_in_words_of_ones_own() -> None:
    scene = at("stages")
    scene.add("Demo", "Lead qualified")
    scene.take("Sees it run in our hall", "Lead qualified")
    assert texts(scene) == ["Sees it run in our hall", "Lead qualified"]
    assert scene.state.offers[JONAS, "stages"].outcome == "edited"


def test_words_that_are_kept_on_purpose_are_remembered() -> None:
    scene = at("stages")
    scene.add("Demo")
    scene.keep()
    assert texts(scene) == ["Demo"]
    assert kept_words(scene.state) == {"n1"}
    scene.go_to("wants")
    assert kept_words(scene.state) == {"n1"}


def test_own_words_sent_back_are_kept_words() -> None:
    scene = at("stages")
    scene.add("Demo")
    scene.take("Demo")
    assert scene.state.offers[JONAS, "stages"].outcome == "kept"


@pytest.mark.parametrize("second", ["take", "keep"])
def test_a_second_press_changes_nothing(second: str) -> None:
    scene = at("stages")
    scene.add("Demo")
    scene.keep()
    before = scene.state
    assert getattr(scene, second)() == ()
    assert scene.state is before


def test_nobody_settles_what_somebody_else_was_offered() -> None:
    scene = at("stages")
    scene.add("Demo")
    assert scene.take(by=INES) == ()
    assert texts(scene) == ["Demo"]


def test_a_note_that_was_changed_or_withdrawn_meanwhile_stays_so() -> None:
    """A late press does to each line what still fits; the rest is the author's newer word."""
    scene = at("stages")
    scene.add("Demo", "Lead qualified", "Upsell")
    scene.play(c.EditNote(workshop=W, at=scene.at, by=JONAS, note=NoteId("n1"), text="Tries it"))
    scene.play(c.WithdrawNote(workshop=W, at=scene.at, by=JONAS, note=NoteId("n2")))
    scene.take()
    assert texts(scene) == ["Tries it", "Finds more uses for it"]


def test_a_proposal_taken_after_the_idea_became_a_stage_renames_it() -> None:
    scene = at("stages", stages=())
    scene.add("Demo", "Compares two options")
    scene.next()
    scene.take(activity="stages")
    assert [stage.title for stage in scene.state.stages] == [DEMO, "Compares two options"]


def test_whoever_sets_the_stages_is_offered_other_titles_for_new_ones() -> None:
    """Titles that were there before are nobody's fault; notes stay with their stages."""
    scene = at("stages")
    first = scene.state.stages[0].title
    assert offered(scene.set_stages(first, "Demo", "Closed won")) == [
        ("words", [DEMO, "Decides, and stands by it"])
    ]
    ids = [stage.id for stage in scene.state.stages]
    scene.take(by=MARA)
    assert [stage.title for stage in scene.state.stages] == [
        first, DEMO, "Decides, and stands by it",
    ]  # fmt: skip
    assert [stage.id for stage in scene.state.stages] == ids
    assert not offered(scene.set_stages(first, "Pipeline"))


def test_two_stages_never_get_the_same_name() -> None:
    scene = at("stages")
    assert not offered(scene.set_stages("Demo", DEMO))
    scene.set_stages("Demo", "Upsell")
    scene = at("stages")
    scene.set_stages("Demo", "Compares options")
    with pytest.raises(StageNameTaken):
        scene.take("Compares options", by=MARA)
    assert scene.state.offers[MARA, "stages"].outcome is None


def test_ideas_that_become_stages_are_not_asked_about_again() -> None:
    scene = at("stages", stages=())
    scene.add("Demo")
    assert not offered(scene.next())


def test_a_goal_that_is_a_thing_is_offered_the_wish_behind_it() -> None:
    scene = at("wants")
    assert offered(scene.add("A dashboard")) == [
        ("feature", ["I want to see at a glance where I stand"])
    ]
    assert offered(scene.add("Discovery call", by=INES)) == [
        ("words", ["I want to be understood before anybody proposes something"])
    ]


def test_a_touchpoint_without_a_channel_gets_a_question_and_no_answer() -> None:
    scene = at("touchpoints")
    assert offered(scene.add("Gets informed")) == [("channel", [None])]
    scene.take()
    assert texts(scene) == ["Gets informed"]
    assert not offered(scene.add("Trade fair", by=INES))


def test_other_lanes_are_left_alone() -> None:
    scene = at("frame")
    assert not offered(scene.add("The pipeline is empty"))


def test_the_goal_of_a_workshop_is_asked_about_when_it_is_only_a_thing() -> None:
    """A business goal speaks our language by right."""
    for goal, found in (("A dashboard", True), ("Fewer deals lost", False), (None, False)):
        begun = replace(start(), goal=goal)
        happened = decide(None, begun)
        state = Scene(begin=begun).state
        assert bool(offered(tuple(offers(None, state, happened, GUARD)))) is found


def test_a_workshops_goal_can_be_said_anew() -> None:
    scene = Guarded(begin=replace(start(), goal="A dashboard"))
    for event in offers(None, scene.state, tuple(scene.events), GUARD):
        scene.tell(event)
    scene.take("They see where they stand", by=MARA, activity="")
    assert scene.state.goal == "They see where they stand"


def test_without_a_name_nothing_leads_from_a_proposal_to_a_person() -> None:
    """The digest signs it, and nobody is written to: only their own form can show it."""
    scene = at("stages", as_="nameless")
    events = scene.add("Demo", voice="voice-1")
    assert [event.by for event in events] == ["voice-1"] * len(events)
    kinds = {one.kind for one in reactions(events, scene.state)}
    assert kinds == {"slack.board"}
    settled = scene.take(voice=PersonId("voice-1"))
    assert {event.by for event in settled} == {"voice-1"}
    assert texts(scene) == [DEMO]


def test_with_a_name_the_author_alone_is_told() -> None:
    scene = at("stages")
    events = scene.add("Demo")
    told = next(one for one in reactions(events, scene.state) if one.kind == "slack.wording")
    assert told.args == {"workshop": W, "person": JONAS, "activity": "stages"}


def test_after_the_end_words_stay_as_they_are() -> None:
    scene = at("stages")
    scene.add("Demo")
    scene.play(c.End(workshop=W, at=scene.at, by=MARA))
    with pytest.raises(WorkshopClosed):
        scene.take()
    assert texts(scene) == ["Demo"]
