"""Records and versions are read as people write them."""

import pytest

from bot.listeners.naming import DifferentRecords, lone, named
from knowledge.records.refs import BadRef


@pytest.mark.parametrize(
    ("text", "ref", "numbers"),
    [
        ("J1", "J1", ()),
        ("j1 2", "J1", (2,)),
        ("J1 2 4", "J1", (2, 4)),
        ("J1@2 J1@4", "J1", (2, 4)),
        ("J1@2 4", "J1", (2, 4)),
        ("J1 2..4", "J1", (2, 4)),
        ("J1 v2, v4", "J1", (2, 4)),
        ("J1 2 → 4", "J1", (2, 4)),
        ("P12 3 and 1", "P12", (3, 1)),
    ],
)
def test_versions_are_named_in_many_ways(text: str, ref: str, numbers: tuple[int, ...]) -> None:
    """With the record once or twice, with blanks, commas, dots or words between."""
    found = named(text)
    assert (str(found.ref), found.numbers) == (ref, numbers)


@pytest.mark.parametrize("text", ["", "  ", "2 4", "J1 x", "J0", "J1@", "J1@0", "J1 -2", "<!here>"])
def test_what_names_nothing_is_refused_with_its_text(text: str) -> None:
    """The person learns which part was not understood."""
    with pytest.raises(BadRef):
        named(text)


def test_two_records_are_not_compared() -> None:
    """Versions of one record have something in common; records don't."""
    with pytest.raises(DifferentRecords):
        named("J1@2 J3@4")


@pytest.mark.parametrize(
    ("text", "ref"), [("J1@2", "J1@2"), (" p1? ", "p1"), ("J1 is old", ""), ("", ""), ("J1@", "")]
)
def test_a_ref_alone_opens_the_record(text: str, ref: str) -> None:
    """Within a sentence it is a part of a question."""
    assert lone(text) == ref
