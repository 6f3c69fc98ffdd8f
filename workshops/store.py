"""Workshops in the ledger: loaded by folding their events, changed by one command at a time."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from weakref import WeakSet

from knowledge.identity import PersonId, WorkspaceId
from knowledge.ledger import Transaction, events, people, rehearsals, voices
from knowledge.ledger import workshops as rows
from knowledge.ledger.events import StoredEvent
from workshops import offering, reactions
from workshops.engine import seal
from workshops.engine.commands import Command, Start
from workshops.engine.deadlines import NO_ZONES, Zones
from workshops.engine.decide import decide
from workshops.engine.events import AnyEvent, Events, body_of, event_of
from workshops.engine.evolve import evolve
from workshops.engine.state import Workshop
from workshops.errors import WorkshopRunning
from workshops.guard import Guard

CAPACITY = 200


@dataclass(frozen=True)
class Handled:
    """The workshop after a command, and what happened; nothing when it was too late."""

    state: Workshop
    events: Events


class Workshops:
    """Loads workshops and hands commands to the engine; keeps what it folded, by number.

    With a guard, whoever writes in our words is offered the customer's, in the same transaction.
    """

    def __init__(self, *, guard: Guard | None = None, capacity: int = CAPACITY) -> None:
        self._guard = guard
        self._capacity = capacity
        self._writing: WeakSet[Transaction] = WeakSet()
        self._kept: OrderedDict[tuple[WorkspaceId, str], tuple[int, Workshop]] = OrderedDict()

    async def load(self, tx: Transaction, workshop: str) -> Workshop:
        """Return a workshop as the transaction sees it.

        Raises:
            NoSuchWorkshop: The workspace has none of this id.
        """
        return await self._fold(tx, await rows.get(tx, workshop))

    async def handle(self, tx: Transaction, command: Command) -> Handled:
        """Let the engine decide, keep what happened, and enqueue what follows.

        Raises:
            NoSuchWorkshop: The workspace has not the one that the command names.
            WorkshopError: It can't be done; nothing is written.
        """
        row = await rows.lock(tx, command.workshop)
        state = await self._fold(tx, row)
        command = await _equipped(tx, state, command)
        happened = decide(state, command)
        if not happened:
            return Handled(state, ())
        handled = await self._keep(tx, state, happened, seq=row.seq, zones=command.zones)
        if row.rehearsal and not handled.state.open:
            await self._forget(tx, handled.state, row.board_ts)
        return handled

    async def start(self, tx: Transaction, command: Start) -> Handled:
        """Begin a workshop.

        Raises:
            WorkshopRunning: Another one is going on in this place.
            WorkshopError: It can't be done; nothing is written.
        """
        for row in await rows.active_in(tx, command.place):
            if not row.rehearsal:
                raise WorkshopRunning(row.id)
            # Who rehearses anew is done with the one before.
            await self._forget(tx, await self._fold(tx, row), row.board_ts)
        if command.pace is not None:
            command = replace(command, zones=await zones_of(tx, {command.by, *command.people}))
        happened = decide(None, command)
        await rows.create(
            tx,
            command.workshop,
            place=command.place,
            facilitator=command.by,
            visibility=command.visibility,
            rehearsal=command.rehearsal,
        )
        return await self._keep(tx, None, happened, seq=0, zones=command.zones)

    async def _keep(
        self,
        tx: Transaction,
        before: Workshop | None,
        happened: Events,
        *,
        seq: int,
        zones: Zones = NO_ZONES,
    ) -> Handled:
        state = _after(before, happened)
        if self._guard is not None:
            offered = tuple(offering.offers(before, state, happened, self._guard))
            state, happened = _after(state, offered), (*happened, *offered)
        stored = [_stored(event) for event in happened]
        self._writing.add(tx)
        shelf = rehearsals if state.agreed.rehearsal else events
        last = await shelf.append(tx, state.id, expected_seq=seq, events=stored)
        if before is None or (before.status, before.facilitator) != (
            state.status,
            state.facilitator,
        ):
            await rows.update(tx, state.id, status=state.status, facilitator=state.facilitator)
        if not state.open and seal.needs_voices(state):
            await voices.forget(tx, state.id)
        await reactions.enqueue(tx, happened, state, zones=zones)
        # Kept for others only once it is durable; a rollback must leave no trace.
        tx.on_commit(lambda: self._remember(tx.workspace, state, last))
        return Handled(state, happened)

    async def _forget(self, tx: Transaction, state: Workshop, board_ts: str | None) -> None:
        """Delete a rehearsal that is over: what happened in it, its row, what is in memory."""
        await rehearsals.forget(tx, state.id)
        await reactions.enqueue_over(tx, state, board_ts=board_ts)
        tx.on_commit(lambda: self._drop((tx.workspace, str(state.id))))

    def _drop(self, key: tuple[WorkspaceId, str]) -> None:
        self._kept.pop(key, None)

    async def _fold(self, tx: Transaction, row: rows.Row) -> Workshop:
        workshop, seq = row.id, row.seq
        shelf = rehearsals if row.rehearsal else events
        tx.unkept = tx.unkept or row.rehearsal
        known, state = self._kept.get((tx.workspace, workshop), (0, None))
        if known > seq:
            # This transaction reads an older snapshot than what is kept.
            known, state = 0, None
        if known < seq or state is None:
            for stored in await shelf.read(tx, workshop, after=known):
                state = evolve(state, _event(stored))
        assert state is not None
        if tx not in self._writing:
            # What a transaction that has not written here can see is durable.
            self._remember(tx.workspace, state, seq)
        return state

    def _remember(self, workspace: WorkspaceId, state: Workshop, seq: int) -> None:
        key = (workspace, str(state.id))
        if self._kept.get(key, (0, None))[0] < seq:
            self._kept[key] = (seq, state)
        self._kept.move_to_end(key)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)


def _after(state: Workshop | None, happened: Iterable[AnyEvent]) -> Workshop:
    for event in happened:
        state = evolve(state, event)
    assert state is not None
    return state


async def _equipped(tx: Transaction, state: Workshop, command: Command) -> Command:
    """Give a command what the engine can't know: where people live, and by whom a digest is."""
    if state.agreed.pace is not None:
        command = replace(command, zones=await zones_of(tx, {*state.people, command.by}))
    if state.open and seal.needs_voices(state):
        command = replace(command, voice=await voices.of(tx, state.id, command.by))
    return command


async def zones_of(tx: Transaction, persons: Iterable[PersonId]) -> Zones:
    """Return where people live, as far as their place in the world is known."""
    profiles = await people.profiles(tx, persons)
    return {person: one.tz for person, one in profiles.items() if one.tz}


def _stored(event: AnyEvent) -> StoredEvent:
    return StoredEvent(event.type, event.v, event.by, body_of(event), at=event.at)


def _event(stored: StoredEvent) -> AnyEvent:
    assert stored.at is not None
    assert isinstance(stored.body, dict)
    return event_of(stored.type, stored.body, v=stored.v, at=stored.at, by=stored.person)
