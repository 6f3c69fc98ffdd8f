"""Hypotheses end confirmed, refuted or open; who sees it otherwise is kept."""

import pytest

from knowledge.identity import PersonId
from knowledge.records.models.claims import Hypothesis
from knowledge.records.models.journeys import Journey
from tests.workshops.drafted import journey
from tests.workshops.scene import INES, JONAS, MARA, Scene, W, start
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.beliefs import hypotheses
from workshops.known import known

BELIEF = Hypothesis(id="h1", text="It is not the price")
STORED = Journey(title="Petra's path", hypotheses=(BELIEF, Hypothesis(id="h2", text="Fear")))


def check() -> Scene:
    """An evidence check of a journey with two hypotheses on record."""
    return Scene(start("evidence", known=known(STORED), base="J1@1"))


def judge(scene: Scene, verdict: str, *, by: PersonId, about: str = "h1", why: str = "") -> None:
    note = NoteId(f"v{len(scene.events)}")
    new = [c.NewNote(id=note, lane="verdicts", text=BELIEF.text, choice=verdict, about=about)]
    if why:
        new.append(c.NewNote(id=NoteId(f"{note}w"), lane="verdicts", text=why, about=about))
    scene.play(c.AddNotes(workshop=W, at=scene.at, by=by, activity="hypotheses", notes=tuple(new)))


def ended(scene: Scene, id: str = "h1") -> Hypothesis:
    return next(one for one in journey(scene, STORED).hypotheses if one.id == id)


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        ((), "open"),
        (("confirmed",), "confirmed"),
        (("refuted", "refuted", "confirmed"), "refuted"),
        (("confirmed", "refuted"), "open"),
        (("open", "open", "confirmed"), "open"),
    ],
)
def test_most_decide_and_where_they_are_even_it_stays_open(
    verdicts: tuple[str, ...], status: str
) -> None:
    scene = check()
    for person, verdict in zip((MARA, JONAS, INES), verdicts, strict=False):
        judge(scene, verdict, by=person)
    assert ended(scene).status == status
    assert ended(scene, "h2") == STORED.hypotheses[1]


def test_who_sees_it_otherwise_is_kept_with_their_reasons() -> None:
    scene = check()
    judge(scene, "confirmed", by=MARA, why="Three customers paid more")
    judge(scene, "confirmed", by=INES)
    judge(scene, "refuted", by=JONAS, why="Ralf left for a discount")
    confirmed, refuted = ended(scene).seen
    assert (confirmed.contributors, confirmed.reasons) == (
        (MARA, INES),
        ("Three customers paid more",),
    )
    assert (refuted.contributors, refuted.reasons) == ((JONAS,), ("Ralf left for a discount",))


def test_a_second_verdict_of_the_same_person_replaces_the_first() -> None:
    scene = check()
    judge(scene, "confirmed", by=MARA)
    judge(scene, "refuted", by=MARA)
    assert ended(scene).status == "refuted"
    assert [one.verdict for one in ended(scene).seen] == ["refuted"]


def test_a_verdict_that_was_parked_does_not_count() -> None:
    scene = check()
    judge(scene, "confirmed", by=MARA)
    (note,) = (one for one in scene.state.in_order() if one.lane == "verdicts")
    scene.go_to("review")
    scene.play(c.Decide(workshop=W, at=scene.at, by=MARA, note=note.id, decision="park"))
    assert ended(scene) == BELIEF


def test_verdicts_are_no_claims_and_what_is_believed_anew_can_be_judged() -> None:
    scene = check()
    new = scene.write("They wait for the audit", lane="hypotheses")
    assert [one.id for one in hypotheses(scene.state)] == ["h1", "h2", new]
    judge(scene, "confirmed", by=MARA, about=new)
    assert ended(scene, new).status == "confirmed"
    assert journey(scene, STORED).insights == ()
