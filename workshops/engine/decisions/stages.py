"""Decisions about stages: names that differ, and notes that follow their stage."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from knowledge.records.models.journeys import Stage
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.rules import must_be_open, must_lead
from workshops.engine.state import Note, Workshop
from workshops.engine.text import clean, twin_key, visible, wordless
from workshops.engine.wording import stage_of
from workshops.errors import (
    NoStages,
    NoteEmpty,
    NoteTooLong,
    StageNameTaken,
    StagesChanged,
    StageTooLong,
    StageWordless,
    TooManyStages,
)

STAGES_LIMIT = 50
TITLE_LIMIT = 120
_NUMBER = re.compile(r"^\s*(?:[•◦▪‣*-]|\d{1,3}\s*[.):])(?:\s+|$)")
_LOST, _FRESH = "-", "+"
"""Stand for a title that is gone and one that is new; no title's key is a single sign."""


def set_stages(state: Workshop, command: c.SetStages) -> e.Events:
    """Make the lines the stages; the notes of a stage that is gone become unsorted."""
    must_be_open(state)
    must_lead(state, command.by)
    stages = stages_of(command.lines, state.stages, ids=command.ids)
    if stages == state.stages:
        return ()
    if command.seen != state.stages_seen:
        raise StagesChanged
    event = e.StagesSet(at=command.at, by=command.by, stages=stages)
    kept = {stage.id for stage in stages}
    lost = (note for note in state.in_order() if note.stage and note.stage not in kept)
    moved = (e.NoteMoved(at=command.at, by=command.by, note=note.id) for note in lost)
    return (event, *moved)


def stages_of(
    lines: Sequence[str], before: Sequence[Stage], *, ids: Sequence[str]
) -> tuple[Stage, ...]:
    """Return the stages that the lines name; a title that stays or is reworded keeps its id.

    Raises:
        NoStages: No line names one.
        TooManyStages: More than a workshop holds.
        StageTooLong: A title is too long.
        StageWordless: A title has no words.
        StageNameTaken: Two titles can't be told apart.
    """
    titles = [title_of(line) for line in lines if visible(_NUMBER.sub("", line))]
    if not titles:
        raise NoStages
    if len(titles) > STAGES_LIMIT:
        raise TooManyStages(len(titles), limit=STAGES_LIMIT)
    must_differ(titles)
    fresh = iter(new for new in ids if all(stage.id != new for stage in before))
    found = zip(titles, _followed(titles, before), strict=True)
    return _without_lost_ways(
        stage.model_copy(update={"title": title}) if stage else Stage(id=next(fresh), title=title)
        for title, stage in found
    )


def _without_lost_ways(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Return the stages without ways back to stages that are gone."""
    found = tuple(stages)
    ids = {stage.id for stage in found}
    return tuple(
        stage if stage.loops_to in ids else stage.model_copy(update={"loops_to": None})
        for stage in found
    )


def first_stages(ideas: Iterable[Note]) -> tuple[Stage, ...]:
    """Return the stages that a team's ideas make, in their order; twins once."""
    different: dict[str, Stage] = {}
    for idea in ideas:
        title = _NUMBER.sub("", idea.text)
        if len(different) < STAGES_LIMIT and _fits(title):
            stage = Stage(id=stage_of(idea.id), title=title)
            different.setdefault(twin_key(title), stage)
    return tuple(different.values())


def _fits(title: str) -> bool:
    return "\n" not in title and 0 < len(title) <= TITLE_LIMIT and not wordless(title)


def title_of(line: str) -> str:
    """Return a stage's name as it is stored: on one line, without a number in front.

    Raises:
        StageTooLong: It is too long.
        StageWordless: It has no words.
    """
    try:
        title = clean(_NUMBER.sub("", line).replace("\n", " "), limit=TITLE_LIMIT)
    except NoteEmpty:
        raise StageWordless(line) from None
    except NoteTooLong as error:
        raise StageTooLong(error.length, limit=error.limit) from None
    if wordless(title):
        raise StageWordless(title)
    return title


def must_differ(titles: Sequence[str]) -> None:
    """Refuse names that people can't tell apart.

    Raises:
        StageNameTaken: Two are twins.
    """
    seen: set[str] = set()
    for title in titles:
        key = twin_key(title)
        if key in seen:
            raise StageNameTaken(title)
        seen.add(key)


def _followed(titles: Sequence[str], before: Sequence[Stage]) -> Iterator[Stage | None]:
    """Yield the stage that each title stands for: the same title, or the one in its place."""
    keys = {twin_key(stage.title): stage for stage in before}
    same = [keys.get(twin_key(title)) for title in titles]
    reworded = _reworded(titles, before, same)
    for position, stage in enumerate(same):
        yield stage or reworded.get(position)


def _reworded(
    titles: Sequence[str], before: Sequence[Stage], same: Sequence[Stage | None]
) -> dict[int, Stage]:
    """Pair new titles with lost stages where as many were replaced as were written.

    At the end of the list more may be written: there the reworded ones come first.
    """
    stays = {stage.id for stage in same if stage}
    old = [twin_key(stage.title) if stage.id in stays else _LOST for stage in before]
    new = [twin_key(t) if found else _FRESH for t, found in zip(titles, same, strict=True)]
    pairs: dict[int, Stage] = {}
    for _, a, b, x, y in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lost = [stage for stage in before[a:b] if stage.id not in stays]
        fresh = [position for position in range(x, y) if same[position] is None]
        if len(lost) == len(fresh) or (y == len(titles) and len(lost) < len(fresh)):
            pairs.update(zip(fresh, lost, strict=False))
    return pairs
