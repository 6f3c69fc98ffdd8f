"""Reads replies in the thread: a note a line, with a stage's or a row's number in front."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.records.models.journeys import Stage
from workshops.engine.text import visible

_BULLET = re.compile(r"^[•◦▪‣*-]\s+")
# A digit straight after the mark is a time or a number (10:30, 2.5), not a stage's note.
_NUMBERED = re.compile(r"^(\d{1,3})\s*(?:[:：](?!\d)\s*|[.)]\s+)(\S.*)$", re.DOTALL)
# "1. …" and "2. …" is how people count, where no stage has a number.
_IN_ROW = re.compile(r"^(\d{1,3})\s*[:：](?!\d)\s*(\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply; `unsorted` when it is not known which stage it belongs to.

    `row` is the lane that its number names, where there is more than one to choose from.
    """

    text: str
    stage: str | None = None
    unsorted: bool = False
    row: str | None = None


def parse(text: str, *, stages: Sequence[Stage], rows: Sequence[str] = ()) -> tuple[Line, ...]:
    """Return the notes of a reply, in order; lines without visible text are left out.

    Args:
        text: As it was written, in any number of lines.
        stages: The stages that a number may name, counted from 1; none when the activity
            concerns the whole.
        rows: The lanes that a number may name instead, where there are no stages.

    Returns:
        `2: text` goes to the second stage. Without a number, or with one that no stage has,
        the line is kept whole and unsorted. Among rows it is kept whole, and in no row of its own.
    """
    lines = (_BULLET.sub("", line.strip()) for line in text.splitlines())
    shown = [line for line in lines if visible(line)]
    if stages:
        return tuple(_among_stages(line, stages) for line in shown)
    return tuple(_among_rows(line, rows) for line in shown)


def _among_stages(line: str, stages: Sequence[Stage]) -> Line:
    number, text = _numbered(_NUMBERED, line, most=len(stages))
    return Line(text, stage=stages[number - 1].id) if number else Line(line, unsorted=True)


def _among_rows(line: str, rows: Sequence[str]) -> Line:
    number, text = _numbered(_IN_ROW, line, most=len(rows))
    return Line(text, row=rows[number - 1] if number else None)


def _numbered(form: re.Pattern[str], line: str, *, most: int) -> tuple[int, str]:
    """Return the number in front and the text behind it, or 0 and the whole line."""
    found = form.match(line)
    if found and visible(found[2]) and 1 <= int(found[1]) <= most:
        return int(found[1]), found[2].strip()
    return 0, line
