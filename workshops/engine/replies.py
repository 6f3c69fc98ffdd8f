"""Reads replies in the thread: a note a line, with a stage's or a row's number in front."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.records.models.journeys import Stage
from workshops.engine.text import visible, written

_BULLET = re.compile(r"^[•◦▪‣*-]\s+")
# A digit straight after the mark is a time or a number (10:30, 2.5), not a stage's note.
_OF_STAGE = re.compile(r"^(\d{1,3})\s*(?:[:：](?!\d)|[.)](?!\S))\s*(.*)$", re.DOTALL)
# "1. …" and "2. …" is how people count, where no stage has a number.
_OF_ROW = re.compile(r"^(\d{1,3})\s*[:：](?!\d)\s*(.*)$", re.DOTALL)


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
        `2: text` goes to the second stage, and so do the lines below it until another number
        comes; a number alone is no note, only the place of the lines below. Without a number so
        far, or with one that no stage has, a line is kept whole and unsorted. Among rows it is
        kept whole, and in no row of its own.
    """
    form = _OF_STAGE if stages else _OF_ROW
    places = [stage.id for stage in stages] or rows
    lines = (_BULLET.sub("", line.strip()) for line in written(text))
    found = _placed((line for line in lines if visible(line)), form, places)
    if stages:
        return tuple(Line(said, stage=place, unsorted=place is None) for said, place in found)
    return tuple(Line(said, row=place) for said, place in found)


def _placed(
    lines: Iterable[str], form: re.Pattern[str], places: Sequence[str]
) -> Iterator[tuple[str, str | None]]:
    """Yield what each line says, and where: a number holds until the next one."""
    place = None
    for line in lines:
        said, numbered = line, form.match(line)
        if numbered:
            place = _at(int(numbered[1]), places)
            said = line if place is None else numbered[2].strip()
        if visible(said):
            yield said, place


def _at(number: int, places: Sequence[str]) -> str | None:
    """Return what is counted so, from 1; None when there are not so many."""
    return places[number - 1] if 1 <= number <= len(places) else None
