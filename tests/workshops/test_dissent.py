"""Who sees it differently is heard: both texts stay, with their departments, and no average."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from knowledge.identity import PersonId
from knowledge.records import store
from knowledge.records.merge import merge
from knowledge.records.models.claims import Dissent, Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Criterion, Segment
from knowledge.records.refs import Kind
from tests.workshops.drafted import drafted, journey
from tests.workshops.played import Played
from tests.workshops.scene import INES, JONAS, MARA, NOON, Scene, W, start
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.dissent import beside, unmasks
from workshops.engine.events import Known
from workshops.errors import (
    NoSuchNote,
    NoteEmpty,
    NoteTooLong,
    PromiseChanged,
    WorkshopClosed,
)

WHERE = {JONAS: "Sales", INES: "Service", MARA: "Marketing"}
DIGEST = PersonId("voice-1")


def scene() -> tuple[Scene, NoteId]:
    """Return a journey in which Jonas from sales has said something about the first stage."""
    played = Scene(start("journey")).go_to("touchpoints")
    return played, played.write("They come to us", stage="s1")


def differ(
    played: Scene, note: NoteId, text: str = "We always call", *, by: PersonId = INES, **more: Any
) -> tuple[Any, ...]:
    where: Mapping[PersonId, str] = WHERE
    known = {"id": f"d{len(played.events)}", "department": where.get(by), "departments": where}
    return played.play(
        c.SeeDifferently(workshop=W, at=NOON, by=by, note=note, text=text, **(known | more))
    )


def said(played: Scene, note: NoteId) -> list[tuple[str, str | None, str | None]]:
    """What stands beside a note: the words, whose department, and beside whose words."""
    stands = beside(played.state, played.state.notes[note])
    return [(one.text, one.department, one.beside) for one in stands]


def test_both_texts_are_kept_with_their_departments() -> None:
    """In the workshop and on record; changed words replace one's own, nobody else's."""
    played, note = scene()
    differ(played, note)
    differ(played, note, "Neither: they ask a peer", by=MARA)
    differ(played, note, "We always call first")
    assert differ(played, note, "We always call first") == ()
    assert said(played, note) == [
        ("We always call first", "Service", "Sales"),
        ("Neither: they ask a peer", "Marketing", "Sales"),
    ]
    (insight,) = journey(played).insights
    assert insight.text == "They come to us"
    assert [(one.text, one.person, one.department) for one in insight.dissent] == [
        ("We always call first", INES, "Service"),
        ("Neither: they ask a peer", MARA, "Marketing"),
    ]


def test_it_can_be_taken_back_until_the_workshop_closes() -> None:
    played, note = scene()
    differ(played, note)
    alike = c.SeeAlike(workshop=W, at=NOON, by=INES, note=note)
    assert played.play(replace(alike, by=MARA)) == ()
    played.play(alike)
    assert played.play(alike) == ()
    assert said(played, note) == []
    differ(played, note)
    played.play(c.End(workshop=W, at=NOON, by=MARA))
    with pytest.raises(WorkshopClosed):
        differ(played, note, "Too late")
    with pytest.raises(WorkshopClosed):
        played.play(alike)
    assert said(played, note) == [("We always call", "Service", "Sales")]


def test_it_follows_its_note_into_a_group_and_out_of_it() -> None:
    played, note = scene()
    other = played.write("They knock at our door", stage="s1", by=MARA)
    differ(played, other)
    played.play(c.GroupNotes(workshop=W, at=NOON, by=MARA, notes=(note, other)))
    differ(played, note, "We do, and early")
    assert said(played, note) == [("We do, and early", "Service", "Sales, Marketing")]
    assert [one.text for one in journey(played).insights[0].dissent] == ["We do, and early"]
    played.play(c.Decide(workshop=W, at=NOON, by=MARA, note=other, decision=None))
    assert (said(played, note), len(said(played, other))) == ([], 1)


@pytest.mark.parametrize(
    ("text", "refused"),
    [("", NoteEmpty), ("\u200b \u00a0", NoteEmpty), ("x" * 3001, NoteTooLong)],
)
def test_words_that_can_not_stand_are_refused(text: str, refused: type[Exception]) -> None:
    played, note = scene()
    with pytest.raises(refused):
        differ(played, note, text)
    assert said(played, note) == []


def test_right_to_left_words_of_the_longest_length_are_kept_as_written() -> None:
    played, note = scene()
    differ(played, note, "\u202eab" + "x" * 2997)
    assert said(played, note)[0][0] == "\u202eab" + "x" * 2997


def test_only_what_all_see_and_what_claims_something_is_seen_differently() -> None:
    """Sealed notes, choices and what was never written are no notes that one could differ from."""
    played = Scene(replace(start("journey"), as_="sealed"))
    sealed = played.write("An accident")
    for note in (sealed, NoteId("never")):
        with pytest.raises(NoSuchNote):
            differ(played, note)
    played.play(c.Reveal(workshop=W, at=NOON, by=MARA, drawn=played.state.drawn))
    differ(played, sealed)
    new = c.NewNote(id=NoteId("n9"), lane="strength", choice="forced")
    played.play(c.AddNotes(workshop=W, at=NOON, by=JONAS, activity="frame", notes=(new,)))
    with pytest.raises(NoSuchNote):
        differ(played, NoteId("n9"))


def test_a_trigger_that_is_seen_differently_is_a_claim_as_well() -> None:
    """The field has room for one view, so the record keeps both beside it."""
    played = Scene(start("journey"))
    trigger = played.write("An accident")
    differ(played, trigger, "An audit")
    made = journey(played)
    assert made.trigger == "An accident"
    assert [(one.lane, one.dissent[0].text) for one in made.insights] == [("trigger", "An audit")]


def test_a_reason_for_a_rating_that_is_seen_differently_is_an_insight_of_its_lane() -> None:
    reason = Criterion(id="k1", about="size", text="200 plants")
    known = Known(id="k1", text="200 plants", lane="size")
    played = Scene(replace(start("segment"), known=(known,)))
    differ(played, NoteId("k1"), "Half of them are closing")
    made = drafted(played, Segment(name="Food", criteria=(reason,)))
    assert isinstance(made, Segment)
    assert made.criteria == ()
    assert made.insights[0].dissent[0].text == "Half of them are closing"


def test_what_stood_on_record_stays_and_follows_its_insight_into_a_group() -> None:
    before = journey(scene()[0])
    told = Dissent(id="d0", text="Not in spring", person=MARA, department="Marketing")
    old = before.insights[0].model_copy(update={"id": "k1", "dissent": (told,)})
    known = (Known(id=old.id, text=old.text, lane=old.lane, stage="s1"),)
    played = Scene(start("journey", known=known)).go_to("touchpoints")
    new = played.write("They come by themselves", stage="s1")
    decide = c.Decide(workshop=W, at=NOON, by=MARA, note=NoteId(old.id), decision="merge", into=new)
    assert journey(played, _with(before, old)).insights[0].dissent == (told,)
    played.play(decide)
    (made,) = journey(played, _with(before, old)).insights
    assert (made.text, made.dissent) == ("They come by themselves", (told,))


async def test_a_workshop_that_renews_a_record_shows_how_it_is_seen_differently(
    played: Played,
) -> None:
    """Under the note that stands for it, and it is not told twice when that is published."""
    told = Dissent(id="d0", text="We call", person=MARA, department="Marketing")
    insight = Insight(id="k1", text="They come to us", lane="pains", dissent=(told,))
    async with played.ledger.transaction(played.workspace) as tx:
        ref = await store.new_ref(tx, Kind.PERSONA)
        body = Persona(name="Petra", insights=(insight,))
        await store.publish(tx, ref, body, person=MARA, reason="example", base=None)
    await played.start("persona", subject=str(ref))
    assert (await played.state()).notes[NoteId("k1")].differs == (told,)
    await played.go_to("review")
    version = (await played.publish()).versions[-1]
    assert isinstance(version.body, Persona)
    assert version.body.insights[0].dissent == (told,)


def _with(before: Any, insight: Insight) -> Any:
    return before.model_copy(update={"insights": (insight,)})


def nameless(*, people_: int = 3) -> tuple[Scene, NoteId]:
    everybody = tuple(PersonId(f"p{n}") for n in range(people_))
    played = Scene(replace(start(), as_="nameless", people=(*everybody, INES)))
    new = c.NewNote(id=NoteId("n1"), lane=played.state.activity.lanes[0].lane, text="An accident")
    key = played.state.activity.key
    played.play(c.AddNotes(workshop=W, at=NOON, by=JONAS, voice=DIGEST, activity=key, notes=(new,)))
    played.play(c.Reveal(workshop=W, at=NOON, by=MARA, drawn=played.state.drawn))
    return played, NoteId("n1")


def test_without_names_nobody_is_named_beside_their_dissent() -> None:
    """Neither in an event nor on record; the digest lets its author change it."""
    played, note = nameless()
    happened = differ(played, note, voice=PersonId("voice-9"), nameless=True)
    differ(played, note, "We call, always", voice=PersonId("voice-9"), nameless=True)
    assert INES not in str([event.model_dump() for event in happened])
    (told,) = beside(played.state, played.state.notes[note])
    assert (told.text, told.person, told.beside) == ("We call, always", "voice-9", None)
    (insight,) = [one for one in journey(played).insights if one.dissent]
    assert (insight.dissent[0].person, insight.dissent[0].department) == (None, None)


def test_a_form_that_promised_no_name_saves_none() -> None:
    played, note = scene()
    with pytest.raises(PromiseChanged):
        differ(played, note, voice=DIGEST, nameless=True)


@pytest.mark.parametrize(
    ("others", "found"),
    [
        (["Service"] * 3, False),
        (["Service"] * 2 + ["Sales"] * 4, True),
        (["Service"] * 3 + ["Sales"] * 2, True),
        (["Service"] * 3 + [None], True),
        (["Service"] * 3 + ["Sales", None, "Works council"], False),
    ],
)
def test_a_department_is_told_only_where_it_leads_to_nobody(
    others: list[str | None], found: bool
) -> None:
    """Three share it, and where somebody's can't be told, three of them are left to be it."""
    assert unmasks("Service", others) is found


def test_a_department_that_many_share_stands_beside_a_nameless_dissent() -> None:
    played, note = nameless()
    shared = {person: "Service" for person in played.state.people} | {MARA: "Service"}
    differ(played, note, voice=DIGEST, departments=shared)
    assert said(played, note) == [("We always call", "Service", None)]
    outsider, other = nameless()
    differ(outsider, other, by=PersonId("tim"), department="Service", voice=DIGEST)
    assert said(outsider, other)[0][1] is None


async def test_it_is_published_with_its_departments(played: Played) -> None:
    """As they came with the command, in the record's first version."""
    await played.start("journey")
    await played.go_to("touchpoints")
    note = await played.write("They come to us", lane="touchpoints", stage="loosening")
    await played.play(
        c.SeeDifferently,
        by=INES,
        note=note,
        id="d1",
        text="We call",
        department="Service",
        departments=WHERE,
    )
    (*_, version) = (await played.publish()).versions
    (insight,) = [one for one in getattr(version.body, "insights", ()) if one.dissent]
    assert insight.dissent == (
        Dissent(id="d1", text="We call", person=INES, department="Service", beside="Sales"),
    )


def test_two_workshops_add_their_views_to_one_claim_and_both_stay() -> None:
    """Published one after the other, from the same version: nobody's words are replaced."""
    played, note = scene()
    base = journey(played)
    differ(played, note)
    ours = journey(played)
    other = Dissent(id="d-other", text="They mail us", person=MARA)
    theirs = _with(base, base.insights[0].model_copy(update={"dissent": (other,)}))
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert isinstance(merged.body, Journey)
    texts = [one.text for one in merged.body.insights[0].dissent]
    assert sorted(texts) == ["They mail us", "We always call"]


def test_feelings_go_on_record_as_they_were_felt() -> None:
    """Two at +2 and one at -2 are three claims: no mean of them is ever drafted."""
    played = Scene(start("journey-quick")).go_to("feelings")
    for person, felt in ((MARA, ("calm", 2)), (JONAS, ("lost", -2)), (INES, ("calm", 2))):
        played.write(stage="s1", by=person, lane="feelings", feeling=felt)
    made = [one.feeling.value for one in journey(played).insights if one.feeling]
    assert made == [2, -2, 2]
