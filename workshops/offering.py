"""Who is offered other words for what they have just written: once each in an activity."""

from collections.abc import Iterable, Iterator

from knowledge.identity import PersonId
from workshops.engine import events as e
from workshops.engine.seal import nameless
from workshops.engine.state import Workshop
from workshops.engine.text import twin_key
from workshops.guard import Guard

MOST = 5
"""So many lines at once can be looked at in a moment."""

START = ""
"""Stands for the activity of what was written before the first one."""

Line = tuple[PersonId, str, bool, e.Heard, e.Proposal]
Turn = tuple[PersonId, str]


def offers(
    before: Workshop | None, state: Workshop, happened: Iterable[e.AnyEvent], guard: Guard
) -> Iterator[e.WordingOffered]:
    """Yield a proposal for each author of lines that tell our side; nothing waits for it.

    Args:
        before: The workshop before it happened; None at its start.
        state: The workshop after it.
        happened: What one command brought about.
        guard: What hears our words.
    """
    events = tuple(happened)
    # Ideas that became stages by moving on had their proposals when they were written.
    moved = any(isinstance(event, e.ActivityEntered) for event in events)
    turns: dict[Turn, list[Line]] = {}
    for event in events:
        for line in _lines(before, state, event, guard):
            if not moved and line[:2] not in state.offers:
                turns.setdefault(line[:2], []).append(line)
    for (by, activity), lines in turns.items():
        heard, hidden = lines[0][3], lines[0][2]
        yield e.WordingOffered(
            at=events[-1].at, by=by, activity=activity, heard=heard, nameless=hidden,
            proposals=tuple(_different([line[4] for line in lines if line[3] == heard])),
        )  # fmt: skip


def _different(proposals: Iterable[e.Proposal]) -> Iterator[e.Proposal]:
    """Yield so many as can be looked at, each text once."""
    seen: set[str] = set()
    for proposal in proposals:
        key = twin_key(proposal.text or proposal.was)
        if key not in seen and len(seen) < MOST:
            yield proposal
        seen.add(key)


def _lines(
    before: Workshop | None, state: Workshop, event: e.AnyEvent, guard: Guard
) -> Iterator[Line]:
    if isinstance(event, e.WorkshopStarted):
        yield from _goal(event, guard)
    elif isinstance(event, e.StagesSet):
        yield from _titles(before, state, event, guard)
    elif isinstance(event, e.NoteAdded):
        yield from _note(state, event, guard)


def _goal(event: e.WorkshopStarted, guard: Guard) -> Iterator[Line]:
    """A business goal is in our words by right; only a thing to build is asked about."""
    if event.goal is not None and guard.feature(event.goal):
        yield event.by, START, False, "feature", e.Proposal(what="goal", was=event.goal)


def _titles(
    before: Workshop | None, state: Workshop, event: e.StagesSet, guard: Guard
) -> Iterator[Line]:
    known = {twin_key(stage.title) for stage in before.stages} if before else set()
    taken = {twin_key(stage.title) for stage in event.stages}
    for stage in event.stages:
        text = None if twin_key(stage.title) in known else guard.stage(stage.title)
        if text is not None and twin_key(text) not in taken:
            proposal = e.Proposal(what="stage", id=stage.id, was=stage.title, text=text)
            yield event.by, state.activity.key, False, "words", proposal


def _note(state: Workshop, event: e.NoteAdded, guard: Guard) -> Iterator[Line]:
    if not event.nameless and nameless(state, event.activity):
        # A stray reply that counts: one offer, and it is the one without a name.
        return
    heard, text = _heard(event, guard)
    if heard is not None:
        proposal = e.Proposal(what="note", id=event.note, was=event.text, text=text)
        yield event.by, event.activity, event.nameless, heard, proposal


def _heard(event: e.NoteAdded, guard: Guard) -> tuple[e.Heard | None, str | None]:
    """Return what gives a note away, and how it could read."""
    kind, text = guard.hears.get(event.lane), event.text
    if kind == "touchpoint":
        bare = event.channel is None and not guard.has_channel(text)
        return ("channel" if bare else None), None
    words = guard.stage(text) if kind == "stage" else guard.goal(text) if kind == "goal" else None
    if words is not None:
        return "words", words
    feature = guard.feature(text) if kind == "goal" else None
    return ("feature" if feature else None), feature
