"""Reads replies in the thread: a note a line, with the stage's number in front if it has one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.records.models.journeys import Stage
from workshops.engine.text import visible

_BULLET = re.compile(r"^[•◦▪‣*-]\s+")
# A digit straight after the mark is a time or a number (10:30, 2.5), not a stage's note.
_NUMBERED = re.compile(r"^(\d{1,3})\s*(?:[:：](?!\d)\s*|[.)]\s+)(\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply; `unsorted` when it is not known which stage it belongs to."""

    text: str
    stage: str | None = None
    unsorted: bool = False


def parse(text: str, *, stages: Sequence[Stage]) -> tuple[Line, ...]:
    """Return the notes of a reply, in order; lines without visible text are left out.

    Args:
        text: As it was written, in any number of lines.
        stages: The stages that a number may name, counted from 1; none when the activity
            concerns the whole.

    Returns:
        `2: text` goes to the second stage. Without a number, or with one that no stage has,
        the line is kept whole and unsorted.
    """
    lines = (_BULLET.sub("", line.strip()) for line in text.splitlines())
    return tuple(_line(line, stages) for line in lines if visible(line))


def _line(line: str, stages: Sequence[Stage]) -> Line:
    if not stages:
        return Line(line)
    found = _NUMBERED.match(line)
    if found and visible(found[2]) and 1 <= int(found[1]) <= len(stages):
        return Line(found[2].strip(), stage=stages[int(found[1]) - 1].id)
    return Line(line, unsorted=True)
