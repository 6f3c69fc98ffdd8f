"""Departments that meet the customer: named at the start, missed until somebody of them comes."""

from dataclasses import replace

import pytest

from knowledge.identity import PersonId
from prompts.departments import department_of
from tests.workshops.played import Played
from tests.workshops.scene import INES, JONAS, MARA, NOON, Scene, W, prompts, start
from workshops.engine import commands as c
from workshops.engine.board import board
from workshops.reactions import reactions
from workshops.stakeholders import LONGEST, MOST, distinct

TIM = PersonId("tim")
WORK = {MARA: "Sales", JONAS: "service ", INES: None, TIM: "Logistics"}
NAMED = ("Sales", "Service", "Logistics", "Field force")


def named() -> Scene:
    return Scene(replace(start(), departments=NAMED))


def test_who_is_named_and_not_there_is_missed() -> None:
    """Case and blanks make no difference; a person without a department stands for none."""
    assert board(named().state, departments=WORK).absent == ("Logistics", "Field force")
    assert board(Scene().state, departments=WORK).absent == ()


def test_nobody_is_missed_any_more_once_somebody_of_them_contributes() -> None:
    scene = named()
    scene.write("The truck comes at six", by=TIM)
    assert board(scene.state, departments=WORK).absent == ("Field force",)


def test_a_department_is_missed_again_when_its_last_person_leaves() -> None:
    scene = named()
    scene.play(c.LeavePerson(workshop=W, at=NOON, by=JONAS, person=JONAS))
    assert "Service" in board(scene.state, departments=WORK).absent


def test_departments_are_named_once_and_readably() -> None:
    """Twins, blanks and endless names do no harm."""
    said = ["Sales", " sales", "\u200b", "", "Ѕales", "x" * 300, *map(str, range(30))]
    found = distinct(said)
    assert (found[:2], len(found)) == (("Sales", "x" * LONGEST), MOST)


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("Head of Customer Service", "Service"),
        ("sales", "Sales"),
        ("Product marketing manager", "Marketing"),
        ("Key Account Manager (DACH)", "Sales"),
        ("Field force", "Field force"),
        ("  Plant  director ", "Plant director"),
        ("Wholesales", "Wholesales"),
        ("", None),
        (None, None),
    ],
)
def test_a_job_title_tells_the_department(title: str | None, department: str | None) -> None:
    """Whole words count; what no department knows stays as it says."""
    assert department_of(title, prompts().departments) == department


async def test_what_was_named_is_kept(sqlite_played: Played) -> None:
    handled = await sqlite_played.start(departments=("Sales", "SALES", "Field force"))
    assert handled.state.agreed.departments == ("Sales", "Field force")


def welcomed(scene: Scene, *, since: int) -> list[str]:
    happened = reactions(scene.events[since:], scene.state)
    return [str(one.args["person"]) for one in happened if one.kind == "slack.welcome"]


def test_whoever_joins_late_is_caught_up_and_nobody_else() -> None:
    """By a note or a click of their own; not who was there, nor whom somebody brought in."""
    scene = named()
    scene.write("a", by=JONAS)
    scene.play(c.AddPerson(workshop=W, at=NOON, by=MARA, person=PersonId("eva")))
    assert welcomed(scene, since=0) == []
    before = len(scene.events)
    scene.play(c.MarkReady(workshop=W, at=NOON, by=TIM, drawn=scene.state.drawn))
    scene.write("b", by=TIM)
    assert welcomed(scene, since=before) == [TIM]


def test_who_writes_without_a_name_is_not_named_by_a_welcome() -> None:
    scene = Scene(replace(start(), as_="nameless"))
    note = c.NewNote(id=scene.new_id(), lane="trigger", text="An accident")
    scene.play(
        c.AddNotes(
            workshop=W, at=NOON, by=TIM, voice=PersonId("voice"), activity="frame", notes=(note,)
        )
    )
    assert welcomed(scene, since=0) == []
