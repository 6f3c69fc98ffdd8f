"""Sources: what a note stands on, given and taken back, and what the record makes of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.identity import PersonId
from knowledge.records.founding import occasions
from knowledge.records.models.claims import Evidence, Hypothesis, Insight, Source
from knowledge.records.models.journeys import Journey
from knowledge.records.models.segments import Segment
from tests.workshops.drafted import begun, drafted, journey
from tests.workshops.scene import INES, JONAS, MARA, NOON, TITLES, Scene, W, stages, start
from workshops.drafting.sides import side_of
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.events import Subject
from workshops.engine.sources import founded
from workshops.errors import (
    DayInFuture,
    LinkNotWeb,
    NoSourceTaken,
    NoSuchNote,
    NotYours,
    SourceEmpty,
    SourceTooLong,
    TooManySources,
    WorkshopClosed,
    WorkshopError,
)
from workshops.known import known

MEYER: dict[str, Any] = {
    "source": Source.INTERVIEW,
    "customer": "Meyer",
    "seen_on": date(2026, 11, 3),
}
HEARD = Evidence(id="e9", source=Source.FRONTLINE, one_liner="L12", customer="Nordwerk")
VOICE = PersonId("voice-1")


def give(scene: Scene, note: str, *, by: PersonId = JONAS, id: str = "e1", **said: Any):  # type: ignore[no-untyped-def]
    facts = {"source": Source.INTERVIEW, **said}
    return scene.play(c.GiveSource(workshop=W, at=NOON, by=by, note=NoteId(note), id=id, **facts))


def take_back(scene: Scene, note: str, source: str = "e1", *, by: PersonId = JONAS):  # type: ignore[no-untyped-def]
    command = c.TakeSourceBack(workshop=W, at=NOON, by=by, note=NoteId(note), source=source)
    return scene.play(command)


def merge(scene: Scene, note: str, into: str) -> None:
    facts: dict[str, Any] = {"note": NoteId(note), "into": NoteId(into), "decision": "merge"}
    scene.play(c.Decide(workshop=W, at=NOON, by=MARA, **facts))


@pytest.fixture
def goals() -> Scene:
    return Scene(start("journey")).go_to("wants")


def insight(scene: Scene, id: str, before: Journey | None = None) -> Insight:
    return next(one for one in journey(scene, before).insights if one.id == id)


def renewed(*insights: Insight, hypotheses: tuple[Hypothesis, ...] = ()) -> tuple[Scene, Journey]:
    """Return a workshop that renews a journey, and that journey."""
    before = Journey(title="J", stages=stages(*TITLES), insights=insights, hypotheses=hypotheses)
    return Scene(start(known=known(before), base="J1@1")), before


def test_a_note_is_our_belief_until_it_gets_a_source(goals: Scene) -> None:
    note = goals.write("Wants to see a trial", stage="s1")
    assert insight(goals, note).evidence == ()
    give(goals, note, **MEYER, link="https://wiki/n", quote="Show me")
    assert insight(goals, note).evidence == (
        Evidence(id="e1", link="https://wiki/n", quote="Show me", **MEYER),
    )


def test_the_author_and_whoever_leads_give_a_source_and_nobody_else(goals: Scene) -> None:
    note = goals.write("Wants to see a trial", stage="s1")
    with pytest.raises(NotYours):
        give(goals, note, by=INES, **MEYER)
    give(goals, note, by=MARA, **MEYER)
    with pytest.raises(NotYours):
        take_back(goals, note, by=INES)
    assert [one.id for one in insight(goals, note).evidence] == ["e1"]


def test_one_note_has_several_sources_and_each_can_be_taken_back(goals: Scene) -> None:
    note = goals.write("Wants to see a trial", stage="s1")
    give(goals, note, **MEYER)
    assert give(goals, note, **MEYER) == ()
    give(goals, note, id="e2", source=Source.ANALYTICS, link="http://figures/7")
    take_back(goals, note)
    assert take_back(goals, note) == ()
    assert [one.id for one in insight(goals, note).evidence] == ["e2"]


def test_what_says_how_we_know_or_that_we_do_not_is_asked_for_no_source() -> None:
    """Nor is it counted among our beliefs, new or on record; one that has a source keeps it."""
    asks = Insight(id="i1", lane="open_questions", text="Who decides?", stage="s1")
    heard = Insight(id="i2", lane="sources", text="Two trials", stage="s1", evidence=(HEARD,))
    before = Journey(title="J", stages=stages(*TITLES), insights=(asks, heard))
    scene = Scene(start("journey", known=known(before), base="J1@1")).go_to("evidence")
    for lane in ("sources", "open_questions"):
        note = scene.write("All asked for a trial", lane=lane, stage="s1")
        with pytest.raises(NoSourceTaken):
            give(scene, note, **MEYER)
    scene.go_to("review")
    assert founded(scene.state) == (1, 1)


def test_one_note_takes_only_so_many(goals: Scene) -> None:
    note = goals.write("Wants to see a trial", stage="s1")
    for n in range(20):
        give(goals, note, id=f"e{n}", customer=f"Customer {n}")
    with pytest.raises(TooManySources):
        give(goals, note, id="e20", customer="Customer 20")


def test_a_group_stands_on_all_that_its_notes_stand_on(goals: Scene) -> None:
    """Each keeps its own; what two say alike is said once, and one call is one occasion."""
    first = goals.write("Wants to see a trial", stage="s1")
    second = goals.write("Asks for a trial", stage="s1", by=INES)
    give(goals, first, **MEYER)
    give(goals, second, by=INES, id="e2", **MEYER)
    give(goals, second, by=INES, id="e3", **{**MEYER, "customer": "meyer "}, quote="Show me")
    merge(goals, second, first)
    found = insight(goals, first).evidence
    assert [one.id for one in found] == ["e1", "e3"]
    assert len(occasions(found)) == 1
    take_back(goals, first, "e3", by=MARA)
    assert [one.id for one in insight(goals, first).evidence] == ["e1"]


def test_one_sentence_that_two_have_picked_counts_once(goals: Scene) -> None:
    first = goals.write("Wants to see a trial", stage="s1")
    second = goals.write("Asks for a trial", stage="s1", by=INES)
    picked: dict[str, Any] = {"source": Source.FRONTLINE, "one_liner": "L12"}
    give(goals, first, **picked)
    give(goals, second, by=INES, id="e2", **picked)
    merge(goals, second, first)
    assert [one.id for one in insight(goals, first).evidence] == ["e1"]


def test_how_well_we_meet_a_goal_has_sources_of_its_own(goals: Scene) -> None:
    rated = c.NewNote(id=NoteId("n1"), lane="goals", text="Wants a trial", stage="s1", met=2)
    plain = c.NewNote(id=NoteId("n2"), lane="goals", text="Wants a price", stage="s1")
    at: dict[str, Any] = {"workshop": W, "at": NOON, "by": JONAS, "activity": "wants"}
    goals.play(c.AddNotes(**at, notes=(rated, plain)))
    give(goals, "n1", founds="met", **MEYER)
    with pytest.raises(NoSourceTaken):
        give(goals, "n2", founds="met", **MEYER)
    found = insight(goals, "n1")
    assert (found.evidence, [one.id for one in found.met_evidence]) == ((), ["e1"])


def test_a_hypothesis_stands_on_what_was_seen_for_or_against_it() -> None:
    """Its own sources, those of the verdicts, and those of the reasons."""
    belief = Hypothesis(id="h1", text="It isn't the price", evidence=(HEARD,))
    before = Journey(title="J", stages=stages(*TITLES), hypotheses=(belief,))
    command = replace(start("evidence", base="J1@1"), known=known(before))
    scene = Scene(command)
    new = c.NewNote(
        id=NoteId("n1"), lane="verdicts", text=belief.text, choice="confirmed", about="h1"
    )
    at: dict[str, Any] = {"workshop": W, "at": NOON, "by": JONAS, "activity": "hypotheses"}
    scene.play(c.AddNotes(**at, notes=(new,)))
    give(scene, "n1", **MEYER)
    give(scene, "h1", by=MARA, id="e2", source=Source.DOCUMENT, link="https://wiki/study")
    found = journey(scene, before).hypotheses[0]
    assert [one.id for one in found.evidence] == ["e9", "e2", "e1"]


def test_what_is_on_record_keeps_its_sources_and_takes_new_ones() -> None:
    scene, before = renewed(Insight(id="i1", text="A", lane="goals", evidence=(HEARD,)))
    assert scene.state.notes[NoteId("i1")].sources == (HEARD,)
    give(scene, "i1", by=MARA, **MEYER)
    assert [one.id for one in insight(scene, "i1", before).evidence] == ["e9", "e1"]
    take_back(scene, "i1", "e9", by=MARA)
    assert [one.id for one in insight(scene, "i1", before).evidence] == ["e1"]


def test_a_workshop_that_began_before_it_knew_sources_loses_none() -> None:
    """Its start told what is known without what it stands on."""
    scene, before = renewed(Insight(id="i1", text="A", lane="goals", evidence=(HEARD,)))
    blind = tuple(one.model_copy(update={"evidence": ()}) for one in scene.begin.known)
    older = Scene(replace(scene.begin, known=blind))
    give(older, "i1", by=MARA, **MEYER)
    assert [one.id for one in insight(older, "i1", before).evidence] == ["e9", "e1"]


def test_a_reason_on_record_that_gets_a_source_becomes_an_insight() -> None:
    before = Segment.model_validate(
        {"name": "Food", "criteria": [{"id": "c1", "about": "size", "text": "200 plants"}]}
    )
    scene = begun("segment", subjects=[Subject(name="Food", ref="I1", kind="segment")])
    scene = Scene(replace(scene.begin, known=known(before), base="I1@1"))
    give(scene, "c1", by=MARA, source=Source.ANALYTICS, link="https://figures/7")
    after = drafted(scene, before)
    assert isinstance(after, Segment)
    assert (after.criteria, [one.id for one in after.insights]) == ((), ["c1"])
    assert [one.id for one in after.insights[0].evidence] == ["e1"]


def test_notes_of_one_department_are_told_apart_from_those_of_several() -> None:
    """Whom the start names could say otherwise; without a name nobody's department is told."""
    scene = Scene(replace(start("journey"), departments=("Purchasing",), people=(MARA,)))
    scene.go_to("wants")
    for text in ("Wants to see a trial", "Wants a fair price"):
        scene.write(text, stage="s1", by=MARA)
    work = {MARA: "Sales", JONAS: "Service"}
    found = side_of(scene.state, "s1", work)
    assert (found.department, found.others) == ("Sales", ("Purchasing",))
    scene.write("Wants proof", stage="s1", by=JONAS)
    assert side_of(scene.state, "s1", work).department is None
    whispered = Scene(replace(start("journey"), as_="nameless")).go_to("wants")
    for id in ("n1", "n2"):
        new = c.NewNote(id=NoteId(id), lane="goals", text="Wants a trial", stage="s1")
        who: dict[str, Any] = {"workshop": W, "at": NOON, "by": MARA, "voice": VOICE}
        whispered.play(c.AddNotes(**who, activity="wants", notes=(new,)))
    assert side_of(whispered.state, "s1", {**work, VOICE: "Sales"}).department is None


def test_what_fills_a_field_takes_no_source() -> None:
    """A field has no sources of its own, and none may get lost there."""
    scene = Scene()
    trigger = scene.write("A bad accident", lane="trigger")
    with pytest.raises(NoSourceTaken):
        give(scene, trigger, **MEYER)


def test_a_source_does_not_tell_who_wrote_a_note_without_a_name() -> None:
    scene = Scene(replace(start("journey"), as_="nameless")).go_to("wants")
    new = c.NewNote(id=NoteId("n1"), lane="goals", text="Wants a trial", stage="s1")
    who: dict[str, Any] = {"workshop": W, "at": NOON, "by": JONAS, "voice": VOICE}
    scene.play(c.AddNotes(**who, activity="wants", notes=(new,)))
    command = c.GiveSource(
        **who, note=NoteId("n1"), id="e1", source=Source.INTERVIEW, customer="Meyer"
    )
    scene.play(command)
    scene.play(c.TakeSourceBack(**who, note=NoteId("n1"), source="e1"))
    assert {event.by for event in scene.events[-3:]} == {VOICE}
    assert insight(scene, "n1").contributors == ()


def test_whoever_leads_gives_no_source_to_what_is_sealed() -> None:
    """They can't read it; its author gives one all the same."""
    scene = Scene(replace(start("journey"), as_="sealed")).go_to("wants")
    note = scene.write("Wants a trial", stage="s1")
    with pytest.raises(NotYours):
        give(scene, note, by=MARA, **MEYER)
    give(scene, note, **MEYER)
    assert insight(scene, note).evidence


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, SourceEmpty),
        ({"customer": " \u200b\n", "quote": "\u202e", "link": "\t"}, SourceEmpty),
        ({"seen_on": date(2026, 11, 3)}, SourceEmpty),
        ({"source": Source.FRONTLINE, "customer": "Meyer"}, SourceEmpty),
        ({"link": "javascript:alert(1)"}, LinkNotWeb),
        ({"link": "wiki/page"}, LinkNotWeb),
        ({"link": "https://"}, LinkNotWeb),
        ({"link": "https://[::1"}, LinkNotWeb),
        ({"link": "https://good@evil.example"}, LinkNotWeb),
        ({"link": "https://a.example/\u202egpj"}, LinkNotWeb),
        ({"link": "https://a.example/<!channel>"}, LinkNotWeb),
        ({"link": "https://a.example/b c"}, LinkNotWeb),
        ({"link": "https://a.example/" + "x" * 300}, SourceTooLong),
        ({"customer": "x" * 301}, SourceTooLong),
        ({"customer": "Meyer", "quote": "x" * 3001}, SourceTooLong),
        ({"customer": "Meyer", "seen_on": date(2026, 11, 24)}, DayInFuture),
    ],
)
def test_what_is_no_source_is_refused_and_changes_nothing(
    goals: Scene, said: dict[str, Any], refused: type[WorkshopError]
) -> None:
    note = goals.write("Wants to see a trial", stage="s1")
    before = goals.state
    with pytest.raises(refused):
        give(goals, note, **said)
    assert goals.state is before


def test_today_is_today_wherever_somebody_lives(goals: Scene) -> None:
    """At noon in UTC the next day has begun in Kiritimati; two days ahead it is nowhere."""
    note = goals.write("Wants to see a trial", stage="s1")
    give(goals, note, customer="Meyer", seen_on=date(2026, 11, 23))
    assert insight(goals, note).evidence


def test_a_note_that_went_meanwhile_and_a_workshop_that_closed_take_none(goals: Scene) -> None:
    note = goals.write("Wants to see a trial", stage="s1")
    other = goals.write("Wants a price", stage="s1")
    goals.play(c.WithdrawNote(workshop=W, at=NOON, by=JONAS, note=note))
    with pytest.raises(NoSuchNote):
        give(goals, note, **MEYER)
    goals.play(c.End(workshop=W, at=NOON, by=MARA))
    with pytest.raises(WorkshopClosed):
        give(goals, other, **MEYER)
