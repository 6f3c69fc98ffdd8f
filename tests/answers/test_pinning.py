"""What people pin is read from a few words; what is not clear is left to them."""

import pytest

from knowledge.answers.pinning import pinned, stand, stand_at
from knowledge.index.library import Library
from knowledge.ledger.pins import Pin
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
