"""A reply is a note a line; a stage's number in front sorts it."""

import pytest

from tests.workshops.scene import stages
from workshops.engine.replies import Line, parse

TWO = stages("First", "Second")


def sorted_(text: str, stage: str) -> Line:
    return Line(text, stage=stage)


def unsorted(text: str) -> Line:
    return Line(text, unsorted=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2: works council asks", sorted_("works council asks", "s2")),
        ("2:works council asks", sorted_("works council asks", "s2")),
        ("2 : x", sorted_("x", "s2")),
        ("2. x", sorted_("x", "s2")),
        ("2) x", sorted_("x", "s2")),
        ("2：x", sorted_("x", "s2")),
        ("  1:  x  ", sorted_("x", "s1")),
        ("• 1: x", sorted_("x", "s1")),
        ("- 1: x", sorted_("x", "s1")),
        ("02: x", sorted_("x", "s2")),
        ("٢: x", sorted_("x", "s2")),
        ("1: 2: x", sorted_("2: x", "s1")),
        ("1: a: b", sorted_("a: b", "s1")),
        ("works council asks", unsorted("works council asks")),
        ("3: x", unsorted("3: x")),
        ("0: x", unsorted("0: x")),
        ("999: x", unsorted("999: x")),
        ("12345: x", unsorted("12345: x")),
        ("9:", unsorted("9:")),
        ("2", unsorted("2")),
        ("-2: x", unsorted("-2: x")),
        ("2.5 hours of waiting", unsorted("2.5 hours of waiting")),
        ("2:30 they call", unsorted("2:30 they call")),
        ("2nd shift: x", unsorted("2nd shift: x")),
        ("2.x", unsorted("2.x")),
        ("2 x", unsorted("2 x")),
        ("²: x", unsorted("²: x")),
    ],
)
def test_one_line(text: str, line: Line) -> None:
    assert parse(text, stages=TWO) == (line,)


def test_each_line_is_a_note_and_blank_lines_are_none() -> None:
    text = "a\r\n\n \u200b\n1: b\n\u00a0\n2: c"
    assert parse(text, stages=TWO) == (unsorted("a"), sorted_("b", "s1"), sorted_("c", "s2"))


def test_a_number_holds_for_the_lines_below_until_another_comes() -> None:
    """Also alone in its line; one that no stage has leaves those below it unsorted too."""
    text = "2: a\nb\n1:\nc\n2.\n- d\n9: e\nf"
    found = [(line.text, line.stage) for line in parse(text, stages=TWO)]
    assert found == [
        ("a", "s2"), ("b", "s2"), ("c", "s1"), ("d", "s2"), ("9: e", None), ("f", None),
    ]  # fmt: skip
    text = "a\n2: b\nc\n1:\n2. d\n3: e\nf"
    rows = [(line.text, line.row) for line in parse(text, stages=(), rows=("x", "y"))]
    assert rows == [
        ("a", None), ("b", "y"), ("c", "y"), ("2. d", "x"), ("3: e", None), ("f", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b\n\u2060\n\ufeff", "\u00a0", "2:", "2: \u200b", "2.\n1:"]
)
def test_nothing_visible_is_no_note(text: str) -> None:
    assert parse(text, stages=TWO) == ()


def test_without_stages_a_number_is_part_of_the_text() -> None:
    """An activity that concerns the whole takes each line as it is."""
    assert parse("2: x\ny", stages=()) == (Line("2: x"), Line("y"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2: every shift wears something else", Line("every shift wears something else", row="b")),
        ("1:x", Line("x", row="a")),
        ("pass the audit", Line("pass the audit")),
        ("3: x", Line("3: x")),
        ("1. x", Line("1. x")),
        ("2:30 they call", Line("2:30 they call")),
        ("3:", Line("3:")),
    ],
)
def test_where_no_stage_is_named_a_number_names_a_row(text: str, line: Line) -> None:
    """Only with a colon: "1." and "2." is how people count."""
    assert parse(text, stages=(), rows=("a", "b")) == (line,)


def test_without_rows_a_number_is_text() -> None:
    assert parse("2: x", stages=()) == (Line("2: x"),)
