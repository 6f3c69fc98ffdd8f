"""What is to be done outside after something happened in a workshop."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.ledger import JSON, Transaction, effects
from workshops.engine import events as e
from workshops.engine.state import Workshop


@dataclass(frozen=True)
class Reaction:
    """An effect to come; of those with the same `coalesce` the latest is enough."""

    kind: str
    lane: str
    args: dict[str, JSON] = field(default_factory=dict)
    coalesce: str | None = None


def reactions(events: Iterable[e.AnyEvent], state: Workshop) -> Iterator[Reaction]:
    """Say what follows from *events*, after which the workshop is in *state*."""
    found = tuple(events)
    if found:
        yield _board(state)
    for event in found:
        yield from _after(event, state)


async def enqueue(tx: Transaction, events: Iterable[e.AnyEvent], state: Workshop) -> None:
    """Write down what is to be done, in the transaction of its cause."""
    for reaction in reactions(events, state):
        await effects.enqueue(
            tx, reaction.kind, reaction.args, lane=reaction.lane, coalesce=reaction.coalesce
        )


def _board(state: Workshop) -> Reaction:
    args: dict[str, JSON] = {"workshop": state.id}
    return Reaction("slack.board", f"board:{state.id}", args, f"board:{state.id}")


def _after(event: e.AnyEvent, state: Workshop) -> Iterator[Reaction]:
    lane = f"board:{state.id}"
    if isinstance(event, e.ActivityEntered | e.MoveUndone):
        args: dict[str, JSON] = {"workshop": state.id, "visit": event.visit}
        yield Reaction("slack.line", lane, args, f"line:{state.id}")
    elif isinstance(event, e.ReplyTaken) and event.notes and event.version == event.source:
        args = {"place": state.place, "ts": event.source}
        yield Reaction("slack.react", f"react:{state.place}", args)
    elif isinstance(event, e.WorkshopPublished):
        yield Reaction("slack.summary", lane, {"workshop": state.id})
        yield Reaction("index.record", "index", {}, "index")
