"""Does what is still to be done: takes due effects from the ledger and hands them out.

A handler returns a verdict; the dispatcher writes it down, in one transaction with what the
handler found out. Lanes keep the posts of a channel in order, since the ledger gives out only
the head of a lane. Nothing in this process's memory matters: kill it, start another, go on.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from knowledge.ledger import (
    JSON,
    EffectLost,
    Ledger,
    LedgerBusy,
    LedgerError,
    LedgerUnavailable,
    NoSuchWorkshop,
    Transaction,
    effects,
)
from knowledge.ledger.effects import Effect

log = structlog.get_logger()

RENEWED_EVERY_S = 5.0
AT_ONCE = 16
LONGEST_WAIT_S = 1.0
"""How long work enqueued by another process may lie unseen."""

GATHERED_S = 0.02
"""After being woken, so long until the next look: what comes close together is taken together, and
an acknowledgement leaves before its effects begin to compete with it."""

LONGEST_PAUSE_S = 300
MOST_ATTEMPTS = 300
"""About a day of pauses: what is to be posted outlives a long outage of Slack."""

MOST_FAILURES = 12
"""An effect that fails by a defect of ours is given up after half an hour, since its lane waits."""

Keep = Callable[[Transaction], Awaitable[None]]


@dataclass(frozen=True)
class Finished:
    """It is done; `keep` writes what was found out, in the same transaction."""

    result: dict[str, JSON] | None = None
    keep: Keep | None = None


@dataclass(frozen=True)
class Later:
    """Not now: again after `pause_s`, or by the usual growing pause when it is None.

    `unsure` says that it may have happened after all, so that the next attempt looks first.
    After attempt number `most` it is given up.
    """

    why: str
    pause_s: float | None = None
    unsure: bool = True
    most: int = MOST_ATTEMPTS


@dataclass(frozen=True)
class Never:
    """It can't be done; `keep` writes what follows from that."""

    why: str
    keep: Keep | None = None


Verdict = Finished | Later | Never
PASSED = Finished({"passed": True})
"""By now there is nothing to say or do: it is over, settled, or nobody is there to be told."""

GONE = Finished({"gone": True})
"""A rehearsal that is over takes along what was still to be done for it."""

Handler = Callable[[Effect], Awaitable[Verdict]]


class Dispatcher:
    """Runs the handlers of due effects until it is told to stop."""

    def __init__(
        self, ledger: Ledger, handlers: Mapping[str, Handler], *, clock: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._handlers = dict(handlers)
        self._clock = clock
        self._worker = secrets.token_hex(6)
        self._stopping = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """Take nothing more; what runs is finished."""
        self._stopping.set()
        self._ledger.wake().set()

    async def run(self) -> None:
        """Take and do effects until `stop`; returns when the last one that runs has ended."""
        async with asyncio.TaskGroup() as group:
            while not self._stopping.is_set():
                self._ledger.wake().clear()
                for effect in await self._take():
                    task = group.create_task(self._do(effect))
                    self._running.add(task)
                    task.add_done_callback(self._ended)
                # One look takes the head of every lane that is free: nothing is left to take
                # until something ends, comes, or falls due.
                await self._wait()

    async def settle(self) -> None:
        """Do everything that is due now, and what follows from it at once; then return."""
        while taken := await self._take():
            await asyncio.gather(*(self._do(effect) for effect in taken))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._ledger.wake().set()

    async def _take(self) -> tuple[Effect, ...]:
        room = AT_ONCE - len(self._running)
        if room <= 0:
            return ()
        try:
            return await effects.take(self._ledger, worker=self._worker, limit=room)
        except LedgerError as error:
            log.warning("dispatcher.ledger", why=type(error).__name__)
            return ()

    async def _wait(self) -> None:
        """Wait until there may be something to take; under load without asking the ledger."""
        if not await self._woken(GATHERED_S) and not await self._woken(await self._pause_s()):
            return
        await asyncio.sleep(GATHERED_S)

    async def _woken(self, within_s: float) -> bool:
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._ledger.wake().wait(), within_s)
        return False

    async def _pause_s(self) -> float:
        due = await self._next_due()
        if due is None or len(self._running) >= AT_ONCE:
            return LONGEST_WAIT_S
        return min(LONGEST_WAIT_S, max(0.01, (due - self._clock()).total_seconds()))

    async def _next_due(self) -> datetime | None:
        try:
            return await effects.next_due(self._ledger)
        except LedgerError:
            return None

    async def _do(self, effect: Effect) -> None:
        async with self._leased(effect):
            verdict = await self._verdict(effect)
        instead = await self._written(effect, verdict)
        if instead is not None:
            await self._written(effect, instead)

    async def _written(self, effect: Effect, verdict: Verdict) -> Verdict | None:
        """Write a verdict down; return what counts instead if what was found out can't be kept."""
        try:
            async with self._ledger.transaction(effect.workspace) as tx:
                await self._write_down(tx, effect, verdict)
        except EffectLost:
            # The lease ran out and another process took it over: its verdict counts.
            log.warning("effect.lost", effect=effect.id, kind=effect.kind)
        except NoSuchWorkshop:
            return GONE
        except (LedgerBusy, LedgerUnavailable) as error:
            # Not written down: the lease runs out, and whoever takes it next looks before posting.
            log.warning("effect.unwritten", effect=effect.id, why=type(error).__name__)
        except Exception as error:
            return self._failed(effect, error)
        return None

    @asynccontextmanager
    async def _leased(self, effect: Effect) -> AsyncIterator[None]:
        """Keep the lease of an effect that takes long, so that nobody begins it again."""
        ended = asyncio.Event()
        renewing = asyncio.create_task(self._renew(effect, ended))
        try:
            yield
        finally:
            ended.set()
            await renewing

    async def _renew(self, effect: Effect, ended: asyncio.Event) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), RENEWED_EVERY_S)
                return
            try:
                await effects.renew(self._ledger, effect)
            except LedgerError as error:
                log.warning("effect.unrenewed", effect=effect.id, why=type(error).__name__)

    async def _verdict(self, effect: Effect) -> Verdict:
        handler = self._handlers.get(effect.kind)
        if handler is None:
            return Never("no_handler")
        try:
            return await handler(effect)
        except NoSuchWorkshop:
            return GONE
        except Exception as error:
            return self._failed(effect, error)

    def _failed(self, effect: Effect, error: Exception) -> Verdict:
        """Take the edge: an effect that fails in an unknown way must not stop the others."""
        log.exception("effect.failed", effect=effect.id, kind=effect.kind)
        return Later(type(error).__name__, most=MOST_FAILURES)

    async def _write_down(self, tx: Transaction, effect: Effect, verdict: Verdict) -> None:
        if isinstance(verdict, Later) and effect.attempt >= verdict.most:
            verdict = Never(verdict.why)
        if isinstance(verdict, Later):
            pause_s = verdict.pause_s if verdict.pause_s is not None else _pause_s(effect.attempt)
            due_at = tx.now + timedelta(seconds=pause_s)
            await effects.retry(
                tx, effect, due_at=due_at, error=verdict.why, ambiguous=verdict.unsure
            )
            return
        if verdict.keep is not None:
            await verdict.keep(tx)
        if isinstance(verdict, Finished):
            await effects.done(tx, effect, result=verdict.result)
        else:
            log.error("effect.dead", effect=effect.id, kind=effect.kind, why=verdict.why)
            await effects.dead(tx, effect, error=verdict.why)


def _pause_s(attempt: int) -> float:
    return float(min(LONGEST_PAUSE_S, 2 ** max(0, attempt - 1)))
