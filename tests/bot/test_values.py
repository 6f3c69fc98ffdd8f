"""What buttons carry: what one view puts together, a listener takes apart."""

import pytest

from bot.views.values import joined, parted


@pytest.mark.parametrize("facts", [("w1",), ("w1", "wants@3"), ("P1", "J1", "s1"), ("w1", "")])
def test_what_is_joined_is_parted_alike(facts: tuple[str, ...]) -> None:
    assert parted(joined(*facts), len(facts)) == facts


def test_what_a_value_lacks_is_empty() -> None:
    assert parted("", 2) == ("", "")
    assert parted("J1@2", 3) == ("J1@2", "", "")


def test_the_last_fact_may_have_spaces() -> None:
    assert parted("retitle the late shift", 2) == ("retitle", "the late shift")
