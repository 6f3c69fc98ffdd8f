"""Decisions about proposals: taken, taken in other words, or the author keeps their own."""

from collections.abc import Iterator

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions import notes
from workshops.engine.decisions.stages import stages_of
from workshops.engine.rules import must_be_open
from workshops.engine.seal import mine
from workshops.engine.state import NoteId, Offer, Workshop
from workshops.engine.text import clean, twin_key, visible
from workshops.engine.wording import stage_of, stands, waiting

Change = tuple[e.Proposal, str]


def take(state: Workshop, command: c.TakeWording) -> e.Events:
    """Let what still reads as it did read as proposed; a second time changes nothing."""
    found = waiting(state, command.activity, mine(command))
    if found is None:
        return ()
    must_be_open(state)
    by, offer = found
    changes = [
        (proposal, text)
        for proposal, text in zip(offer.proposals, _texts(offer, command), strict=False)
        if text and clean(text) != proposal.was and stands(state, proposal)
    ]
    changed = tuple(_changed(state, command, changes))
    outcome: e.Outcome = "edited" if command.texts else "taken"
    settled = e.WordingSettled(
        at=command.at, by=by, activity=command.activity, outcome=outcome if changed else "kept"
    )
    return (*changed, settled)


def keep(state: Workshop, command: c.KeepWording) -> e.Events:
    """Let the author's words stand, and remember that they are meant."""
    found = waiting(state, command.activity, mine(command))
    if found is None:
        return ()
    must_be_open(state)
    by, _ = found
    settled = e.WordingSettled(at=command.at, by=by, activity=command.activity, outcome="kept")
    return (settled,)


def _texts(offer: Offer, command: c.TakeWording) -> Iterator[str]:
    """Yield what each line shall read as; "" where it stays."""
    said = command.texts or tuple(proposal.text or "" for proposal in offer.proposals)
    return (text if visible(text) else "" for text in said)


def _changed(state: Workshop, command: c.Command, changes: list[Change]) -> Iterator[e.AnyEvent]:
    yield from _renamed(state, command, changes)
    for proposal, text in changes:
        if proposal.what == "note":
            note = NoteId(proposal.id or "")
            edit = c.EditNote(
                workshop=state.id, at=command.at, by=command.by, voice=command.voice,
                note=note, text=text,
            )  # fmt: skip
            yield from notes.edit(state, edit)
        elif proposal.what == "goal":
            yield e.GoalSet(at=command.at, by=command.by, goal=clean(text))


def _renamed(state: Workshop, command: c.Command, changes: list[Change]) -> Iterator[e.AnyEvent]:
    """Yield the stages with their new titles; an idea takes along the stage that it made."""
    taken = {twin_key(stage.title) for stage in state.stages}
    titles = {
        (_stage(proposal), proposal.was): text
        for proposal, text in changes
        if proposal.what == "stage" or twin_key(text) not in taken
    }
    lines = [titles.get((stage.id, stage.title), stage.title) for stage in state.stages]
    if lines != [stage.title for stage in state.stages]:
        stages = stages_of(lines, state.stages, ids=())
        yield e.StagesSet(at=command.at, by=command.by, stages=stages)


def _stage(proposal: e.Proposal) -> str:
    return stage_of(proposal.id or "") if proposal.what == "note" else proposal.id or ""
