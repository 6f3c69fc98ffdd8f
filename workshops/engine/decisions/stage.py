"""Decisions about one stage: changed, merged into another one, split in two."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.records.models.journeys import Stage
from knowledge.records.models.terms import LINE_LIMIT
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.commands.stages import OnStage
from workshops.engine.decisions.stages import STAGES_LIMIT, must_differ, title_of
from workshops.engine.evolution.notes import slot_of
from workshops.engine.rules import must_be_open, must_lead, note_of
from workshops.engine.state import Note, Slot, Workshop
from workshops.engine.text import clean, visible
from workshops.errors import (
    LoopsToItself,
    MergeIntoItself,
    NoStages,
    NoSuchStage,
    StagesChanged,
    TooManyStages,
)


def change_stage(state: Workshop, command: c.ChangeStage) -> e.Events:
    """Give a stage its name, its way back, its end and its reason; the same changes nothing."""
    stage = _stage(state, command)
    changed = stage.model_copy(
        update={
            "title": title_of(command.title),
            "loops_to": _way_back(state, command),
            "ends": command.ends,
            "skipped": _reason(command.skipped),
        }
    )
    if changed.skipped and all(one.skipped for one in state.stages if one.id != stage.id):
        raise NoStages
    stages = tuple(changed if one.id == stage.id else one for one in state.stages)
    must_differ([one.title for one in stages])
    return _set(state, command, stages)


def merge_stage(state: Workshop, command: c.MergeStage) -> e.Events:
    """Let a stage become part of another one, with its notes."""
    stage, into = _stage(state, command), state.stage(command.into)
    if into is None:
        raise NoSuchStage(command.into)
    if into.id == stage.id:
        raise MergeIntoItself
    left = [_led(one, stage.id, into.id) for one in state.stages if one.id != stage.id]
    event = e.StagesSet(
        at=command.at, by=command.by, stages=tuple(left), merged={stage.id: into.id}
    )
    return (event, *_moved(state, command, stage.id, into.id))


def split_stage(state: Workshop, command: c.SplitStage) -> e.Events:
    """Put a new stage behind one, with those of its notes that belong there."""
    stage = _stage(state, command)
    if len(state.stages) >= STAGES_LIMIT:
        raise TooManyStages(len(state.stages) + 1, limit=STAGES_LIMIT)
    new = Stage(id=command.id, title=title_of(command.title), phase=stage.phase)
    position = state.stages.index(stage) + 1
    stages = (*state.stages[:position], new, *state.stages[position:])
    must_differ([one.title for one in stages])
    notes = [note_of(state, note) for note in dict.fromkeys(command.notes)]
    moved = [
        e.NoteMoved(at=command.at, by=command.by, note=note.id, stage=new.id)
        for note in notes
        if note.stage == stage.id
    ]
    return (*_set(state, command, stages), *moved)


def _stage(state: Workshop, command: OnStage) -> Stage:
    must_be_open(state)
    must_lead(state, command.by)
    stage = state.stage(command.stage)
    if stage is None:
        raise NoSuchStage(command.stage)
    if command.seen != state.stages_seen:
        raise StagesChanged
    return stage


def _way_back(state: Workshop, command: c.ChangeStage) -> str | None:
    if command.loops_to is None:
        return None
    if state.stage(command.loops_to) is None:
        raise NoSuchStage(command.loops_to)
    if command.loops_to == command.stage:
        raise LoopsToItself
    return command.loops_to


def _reason(text: str) -> str | None:
    return " ".join(clean(text, limit=LINE_LIMIT).split()) if visible(text) else None


def _set(state: Workshop, command: c.Command, stages: tuple[Stage, ...]) -> e.Events:
    if stages == state.stages:
        return ()
    return (e.StagesSet(at=command.at, by=command.by, stages=stages),)


def _led(stage: Stage, gone: str, into: str) -> Stage:
    """Let a way back to what is gone lead to what it became part of, but not to itself."""
    if stage.loops_to != gone:
        return stage
    return stage.model_copy(update={"loops_to": None if stage.id == into else into})


def _moved(state: Workshop, command: c.Command, gone: str, into: str) -> Iterator[e.AnyEvent]:
    """Move a stage's notes; where somebody has one of a kind only, the second is to be sorted."""
    taken = {slot for note in state.in_order() if note.stage == into and (slot := slot_of(note))}
    for note in state.in_order():
        if note.stage == gone:
            free = _takes(replace(note, stage=into), taken)
            stage = into if free else None
            yield e.NoteMoved(at=command.at, by=command.by, note=note.id, stage=stage)


def _takes(note: Note, taken: set[Slot]) -> bool:
    slot = slot_of(note)
    if slot in taken:
        return False
    if slot is not None:
        taken.add(slot)
    return True
