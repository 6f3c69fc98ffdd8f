"""Timers: they were written down with what caused them, and ring once, in whichever process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.dispatcher import Finished, Later, Verdict
from knowledge.ledger import Transaction
from knowledge.ledger.effects import Effect
from workshops import timing
from workshops.engine.state import Drawn
from workshops.store import Workshops


@dataclass(frozen=True)
class Timers:
    """Lets workshops notice that time is up."""

    workshops: Workshops
    clock: Callable[[], datetime]

    async def ring(self, effect: Effect) -> Verdict:
        """Say that the end of an activity has come, in the transaction that ends the effect."""
        ends_at = datetime.fromisoformat(str(effect.args["ends_at"]))
        early_s = (ends_at - self.clock()).total_seconds()
        if early_s > 0:
            # The clock was set back after the effect was taken.
            return Later("early", pause_s=early_s, unsure=False)

        async def keep(tx: Transaction) -> None:
            await timing.ring(
                tx,
                self.workshops,
                str(effect.args["workshop"]),
                drawn=Drawn.parse(str(effect.args["drawn"])),
                ends_at=ends_at,
            )

        return Finished(keep=keep)

    async def forget(self, effect: Effect) -> Verdict:
        """Delete a rehearsal that nobody has ended."""

        async def keep(tx: Transaction) -> None:
            await timing.forget(tx, self.workshops, str(effect.args["workshop"]))

        return Finished(keep=keep)
