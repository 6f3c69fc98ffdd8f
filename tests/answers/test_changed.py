"""What became of a record is asked with its name alone; whatever says more is answered."""

import pytest

from knowledge.answers import changed
from tests.answers.test_called import LIBRARY


@pytest.mark.parametrize(
    ("asked", "ref"),
    [
        ("what changed in J1?", "J1"),
        ("who wrote j1", "J1"),
        ("What has changed in Petra's journey lately?", "J1"),
        ("who made Petra's journey?", "J1"),
        ("what changed with the safety manager", "P1"),
        ("version history of J1", "J1"),
        ("what changed in J1 and J2?", None),
        ("what changed in J99?", None),
        ("what changed?", None),
        ("what changed her mind, Petra's?", None),
        ("what made Petra angry?", None),
        ("who made the decision in J1?", None),
        ("what changes for Petra after the trial?", None),
        ("what does Petra need now?", None),
    ],
)
def test_a_history_is_asked_for(asked: str, ref: str | None) -> None:
    found = changed.whose(asked, LIBRARY)
    assert (str(found) if found else None) == ref
    assert found is None or changed.asks(asked)
