"""What people pin is read from a few words; what is not clear is left to them."""

from dataclasses import replace

import pytest

from knowledge.answers.pinning import pinned, stand_at, stands
from knowledge.index.library import Library
from knowledge.ledger.pins import Pin
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.personas import Persona
from tests.answers.conftest import NOW, ONE
from tests.bot import facts as f
from tests.workshops.scene import MARA

LIBRARY = Library.of(
    ONE,
    [
        f.version("P1", f.PETRA),
        f.version("P2", Persona(name="Malte", role="Safety officer")),
        f.version("J1", f.JOURNEY),
    ],
    generation=1,
)
SECOND = f.JOURNEY.stages[1].id


@pytest.mark.parametrize(
    ("text", "persona", "stage"),
    [
        ("Petra convincing the director", "P1", SECOND),
        ("the safety manager at stage 2", "P1", SECOND),
        ("P1 2", "P1", SECOND),
        ("Petra", "P1", None),
        ("Petra 99", "P1", None),
        ("Malte, whose path is nobody's", "P2", None),
        ("the moon", None, None),
        ("", None, None),
    ],
)
def test_a_persona_and_a_stage_are_read(text: str, persona: str | None, stage: str | None) -> None:
    found = stands(text, LIBRARY)
    assert [str(one.persona.ref) for one in found] == ([persona] if persona else [])
    assert [one.at.stage.id if one.at else None for one in found] == ([stage] if persona else [])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Petra and Malte at stage 2", ["P1", "P2"]),
        ("Malte and the safety manager", ["P1", "P2"]),
        ("Petra, the safety manager", ["P1"]),
        ("Petra convincing her safety officer", ["P1"]),
    ],
)
def test_two_who_are_named_are_both_offered(text: str, people: list[str]) -> None:
    """Not who comes along in what somebody does. The stage that was named goes with each."""
    found = stands(text, LIBRARY)
    assert [str(one.persona.ref) for one in found] == people
    assert "stage 2" not in text or found[0].at is not None


def test_an_older_path_can_be_pinned_too() -> None:
    """By a stage that only it has, or by its number; the newest goes first where both have it."""
    titles = f.JOURNEY.stages[0].title, "Asks for service"
    stages = tuple(Stage(id=f"t{n}", title=title) for n, title in enumerate(titles))
    newer = Journey(title="Service", personas=("P1",), stages=stages)
    versions = [*LIBRARY.versions.values(), replace(f.version("J2", newer), generation=9)]
    seen = Library.of(ONE, versions, generation=9)
    said = {
        "Petra convincing the director": ("J1", SECOND),
        "Petra in J1 stage 2": ("J1", SECOND),
        "Petra 2": ("J2", "t1"),
        f"Petra {titles[0]}": ("J2", "t0"),
    }
    found = {text: one.at for text in said for one in stands(text, seen)}
    assert {text: (str(at.journey.ref), at.stage.id) for text, at in found.items() if at} == said
    older = pinned(Pin(f.PLACE, "P1", "J1", SECOND, MARA, NOW), seen)
    assert older
    assert older.at


def test_a_path_as_it_should_be_is_pinned_by_its_number_alone() -> None:
    """Nobody stands there yet; whoever says its number means it, and the pin holds."""
    stages = (Stage(id="w0", title="Tries it"), Stage(id="w1", title="Tells others"))
    wish = Journey(title="As it should be", personas=("P1",), stages=stages, state="future")
    versions = [*LIBRARY.versions.values(), replace(f.version("J2", wish), generation=9)]
    seen = Library.of(ONE, versions, generation=9)
    for text, journey in {"Petra 2": "J1", "Petra in J2 stage 2": "J2"}.items():
        (found,) = stands(text, seen)
        assert found.at
        assert str(found.at.journey.ref) == journey
    (nowhere,) = stands("Petra telling others", seen)
    assert nowhere.at is None
    assert {str(one.journey.ref) for one in nowhere.stages} == {"J1"}
    held = pinned(Pin(f.PLACE, "P1", "J2", "w1", MARA, NOW), seen)
    assert held
    assert held.at


def test_a_stage_is_meant_by_what_lies_beside_it() -> None:
    """Nobody stands at a stage that is skipped; "after the trial" may itself be a stage's title."""
    titles = ("Look around", "Argue", "Trial", "After the trial", "Sign")
    stages = tuple(Stage(id=f"s{n}", title=title) for n, title in enumerate(titles))
    skipped = stages[1].model_copy(update={"skipped": "It was forced."})
    body = Journey(title="Path", personas=("P1",), stages=(stages[0], skipped, *stages[2:]))
    seen = Library.of(ONE, [f.version("P1", f.PETRA), f.version("J2", body)], generation=1)
    said = {"before the trial": "Look around", "before signing": "After the trial"}
    for text, title in {**said, "after the trial": "After the trial"}.items():
        (found,) = stands(f"Petra {text}", seen)
        assert found.at
        assert found.at.stage.title == title


def test_a_pin_outlives_its_stage_and_says_so() -> None:
    """A renewed journey may have other stages; whoever may not see the persona hears nothing."""
    pin = Pin(f.PLACE, "P1", "J1", SECOND, MARA, NOW)
    there = pinned(pin, LIBRARY)
    assert there is not None
    assert there.at is not None
    assert there.at.stage.id == SECOND
    assert stand_at("P1", "J1", "gone", LIBRARY) is None
    gone = pinned(Pin(f.PLACE, "P1", "J1", "gone", MARA, NOW), LIBRARY)
    assert gone is not None
    assert gone.at is None
    assert pinned(Pin(f.PLACE, "P9", "J1", SECOND, MARA, NOW), LIBRARY) is None
