"""A record is found by what people call it; what may mean several is left to them."""

from dataclasses import replace

import pytest

from knowledge.answers.called import called
from knowledge.identity import PlaceId
from knowledge.index.library import Library
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from tests.answers.conftest import ONE
from tests.bot import facts as f

LIBRARY = Library.of(
    ONE,
    [
        f.version("P1", f.PETRA),
        f.version("P2", Persona(name="Malte", role="Safety officer")),
        f.version("J1", f.JOURNEY),
        f.version("J2", Journey(title="How Malte finds a supplier", personas=("P2",))),
        f.version("I1", f.FOOD),
        f.version("S1", f.SCENARIO),
    ],
    generation=1,
)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("Petra", "P1"),
        ("the safety manager", "P1"),
        ("PETRA, please", "P1"),
        ("Petra's journey", "P1 J1"),
        ("safety", "P1 P2"),
        ("safer workwear", "J1"),
        ("How Petra gets safer workwear", "J1"),
        ("how Malte finds", "J2"),
        ("food processing", "I1"),
        ("Petra with the moon", "P1"),
        ("the moon", ""),
        ("P1@x", ""),
        ("", ""),
    ],
)
def test_a_name_in_full_goes_first_then_a_part_of_one(text: str, refs: str) -> None:
    assert " ".join(str(one.ref) for one in called(text, LIBRARY)) == refs


def test_what_may_not_be_seen_here_is_not_found() -> None:
    """Nor is it one of several that may be meant."""
    hidden = [replace(one, visibility=PlaceId("board")) for one in LIBRARY.versions.values()]
    private = Library.of(ONE, hidden, generation=1)
    assert called("Petra", private.visible(frozenset({PlaceId("workwear")}))) == ()
    assert called("Petra", private.visible(frozenset({PlaceId("board")})))
