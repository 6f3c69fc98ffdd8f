"""What is to be done outside after something happened in a workshop."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from knowledge.identity import PersonId
from knowledge.ledger import JSON, Transaction, effects
from workshops.engine import events as e
from workshops.engine.deadlines import NO_ZONES, Zones, reminder_at
from workshops.engine.state import Workshop

REHEARSED_FOR = timedelta(days=7)
"""A rehearsal that nobody ends is deleted by then."""

TIMING = (
    e.WorkshopStarted,
    e.ActivityEntered,
    e.MoveUndone,
    e.TimeExtended,
    e.WorkshopResumed,
    e.WorkshopReopened,
)
"""Events after which another end of the activity counts."""

COMPARED = (
    e.ActivityEntered,
    e.MoveUndone,
    e.NoteAdded,
    e.NoteEdited,
    e.NoteWithdrawn,
    e.NoteSorted,
    e.NoteMoved,
    e.NotesRevealed,
)
"""Events after which other notes may say the same, once they are looked through."""


@dataclass(frozen=True)
class Reaction:
    """An effect to come, at once or when it is due; of those with one `coalesce` one is enough."""

    kind: str
    lane: str
    args: dict[str, JSON] = field(default_factory=dict)
    coalesce: str | None = None
    due_at: datetime | None = None


def reactions(
    events: Iterable[e.AnyEvent], state: Workshop, *, zones: Zones = NO_ZONES
) -> Iterator[Reaction]:
    """Say what follows from *events*, after which the workshop is in *state*."""
    found = tuple(events)
    if found:
        yield _board(state)
    for event in found:
        yield from _after(event, state, zones)
    if any(isinstance(event, TIMING) for event in found):
        yield from _timer(state)
    if state.activity.kind == "review" and any(isinstance(event, COMPARED) for event in found):
        args: dict[str, JSON] = {"workshop": state.id}
        yield Reaction("workshop.group", f"group:{state.id}", args, f"group:{state.id}")


async def enqueue(
    tx: Transaction, events: Iterable[e.AnyEvent], state: Workshop, *, zones: Zones = NO_ZONES
) -> None:
    """Write down what is to be done, in the transaction of its cause."""
    for reaction in reactions(events, state, zones=zones):
        await _enqueue(tx, reaction)


async def enqueue_board(tx: Transaction, state: Workshop) -> None:
    """Let the board be drawn anew though nothing has happened in the workshop."""
    await _enqueue(tx, _board(state))


async def enqueue_over(tx: Transaction, state: Workshop, *, board_ts: str | None) -> None:
    """Let the board of a rehearsal that is deleted say so; nothing else of it is left."""
    if board_ts is not None:
        args: dict[str, JSON] = {"place": state.place, "ts": board_ts}
        await effects.enqueue(tx, "slack.rehearsal_over", args, lane=f"board:{state.id}")


async def _enqueue(tx: Transaction, reaction: Reaction) -> None:
    await effects.enqueue(
        tx,
        reaction.kind,
        reaction.args,
        lane=reaction.lane,
        coalesce=reaction.coalesce,
        due_at=reaction.due_at,
    )


def _board(state: Workshop) -> Reaction:
    args: dict[str, JSON] = {"workshop": state.id}
    return Reaction("slack.board", f"board:{state.id}", args, f"board:{state.id}")


def _timer(state: Workshop) -> Iterator[Reaction]:
    """Let the end of the activity be noticed; a timer of an older end finds another one."""
    if state.status != "running" or state.clock.ends_at is None or state.clock.overtime:
        return
    ends_at = state.clock.ends_at.isoformat()
    args: dict[str, JSON] = {"workshop": state.id, "drawn": str(state.drawn), "ends_at": ends_at}
    key = f"time:{state.id}:{state.visit}:{ends_at}"
    yield Reaction("workshop.time", f"time:{state.id}", args, key, state.clock.ends_at)


def _after(event: e.AnyEvent, state: Workshop, zones: Zones) -> Iterator[Reaction]:
    lane = f"board:{state.id}"
    if isinstance(event, e.ActivityEntered | e.MoveUndone) or _begins_second(event):
        args: dict[str, JSON] = {"workshop": state.id, "visit": state.visit}
        yield Reaction("slack.line", lane, args, f"line:{state.id}")
    elif isinstance(event, e.ReplyTaken) and event.notes:
        # Also what was edited: only now it may say something. Twice the same reaction is one.
        args = {"place": state.place, "ts": event.source}
        yield Reaction("slack.react", f"react:{state.place}", args)
    elif isinstance(event, e.ReplyHeld):
        args = {"workshop": state.id, "source": event.source, "person": event.by}
        yield Reaction("slack.stray", f"stray:{state.id}", args, f"stray:{event.source}")
    elif isinstance(event, e.WordingOffered) and not event.nameless:
        # Whom a digest stands for is nowhere written; they see it in their form.
        args = {"workshop": state.id, "person": event.by, "activity": event.activity}
        yield Reaction("slack.wording", f"wording:{state.id}", args)
    elif isinstance(event, e.VoteClosed):
        args = {"workshop": state.id, "round": state.votes.rounds}
        yield Reaction("slack.vote", lane, args)
    elif isinstance(event, e.WorkshopPublished):
        yield Reaction("slack.summary", lane, {"workshop": state.id})
        yield Reaction("index.record", "index", {}, "index")
    elif isinstance(event, e.WorkshopStarted) and event.rehearsal:
        args = {"workshop": state.id}
        yield Reaction("workshop.forget", lane, args, due_at=event.at + REHEARSED_FOR)
    elif isinstance(event, e.PlaceChanged) and event.what == "back":
        yield Reaction("slack.place", lane, {"workshop": state.id})
    yield from _said_to(event, state)
    yield from _noticed(event, state)
    yield from _reminders(event, state, zones)


def _begins_second(event: e.AnyEvent) -> bool:
    return isinstance(event, e.WorkshopResumed) and event.session


def _said_to(event: e.AnyEvent, state: Workshop) -> Iterator[Reaction]:
    """Tell one person something: whoever joined late, whoever is asked to add something."""
    if isinstance(event, e.PersonJoined) and event.by == event.person:
        args: dict[str, JSON] = {"workshop": state.id, "person": event.person}
        yield Reaction("slack.welcome", f"welcome:{state.id}", args)
    elif isinstance(event, e.PersonNudged):
        args = {"workshop": state.id, "person": event.person, "drawn": str(state.drawn)}
        yield Reaction("slack.nudge", f"nudge:{state.id}", args)


def _noticed(event: e.AnyEvent, state: Workshop) -> Iterator[Reaction]:
    """Tell whoever leads, and nobody else, what happened without them."""
    if isinstance(event, e.TimeRanOut):
        yield _notice(state, "time_up")
    elif isinstance(event, e.ActivityEntered) and event.because:
        yield _notice(state, f"moved_{event.because}")
    elif isinstance(event, e.PlaceChanged) and event.what not in ("unshared", "private"):
        yield _notice(state, f"place_{event.what}")
    elif isinstance(event, e.HandedOver) and event.to != event.by:
        yield _notice(state, "leads")


def _notice(state: Workshop, about: str) -> Reaction:
    """Return the private line to the facilitator about something."""
    args: dict[str, JSON] = {"workshop": state.id, "about": about, "drawn": str(state.drawn)}
    return Reaction("slack.notice", f"notice:{state.id}", args)


def _reminders(event: e.AnyEvent, state: Workshop, zones: Zones) -> Iterator[Reaction]:
    if isinstance(event, e.ReminderChosen):
        wanted = state.clock.reminded & {event.by}
    elif isinstance(event, TIMING):
        wanted = state.clock.reminded & frozenset(state.people)
    else:
        return
    for person in sorted(wanted):
        yield from _reminder(state, person, zones, at=event.at)


def _reminder(
    state: Workshop, person: PersonId, zones: Zones, *, at: datetime
) -> Iterator[Reaction]:
    if state.agreed.pace is None or state.clock.day is None or state.status != "running":
        return
    due = reminder_at(state.agreed.pace, state.clock.day, zones.get(person), at=at)
    if due is None:
        return
    day = state.clock.day.isoformat()
    args: dict[str, JSON] = {
        "workshop": state.id, "drawn": str(state.drawn), "day": day, "person": person,
    }  # fmt: skip
    key = f"remind:{state.id}:{state.visit}:{day}:{person}"
    yield Reaction("slack.remind", f"remind:{person}", args, key, due)
