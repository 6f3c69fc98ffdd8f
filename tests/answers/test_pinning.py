"""What people pin is read from a few words; what is not clear is left to them."""

import pytest

from knowledge.answers.pinning import pinned, stand, stand_at
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
    found = stand(text, LIBRARY)
    assert (str(found.persona.ref) if found else None) == persona
    assert (found.at.stage.id if found and found.at else None) == stage


def test_a_stage_is_meant_by_what_lies_beside_it() -> None:
    """Nobody stands at a stage that is skipped; "after the trial" may itself be a stage's title."""
    titles = ("Look around", "Argue", "Trial", "After the trial", "Sign")
    stages = tuple(Stage(id=f"s{n}", title=title) for n, title in enumerate(titles))
    skipped = stages[1].model_copy(update={"skipped": "It was forced."})
    body = Journey(title="Path", personas=("P1",), stages=(stages[0], skipped, *stages[2:]))
    seen = Library.of(ONE, [f.version("P1", f.PETRA), f.version("J2", body)], generation=1)
    said = {"before the trial": "Look around", "before signing": "After the trial"}
    for text, title in {**said, "after the trial": "After the trial"}.items():
        found = stand(f"Petra {text}", seen)
        assert found
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
