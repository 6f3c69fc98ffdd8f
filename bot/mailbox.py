"""The mailbox: what Slack delivers is written down while Slack waits, and dealt with afterwards.

Slack waits for an acknowledgement, and nothing that is acknowledged may be lost. So events and
commands that need no answer at once are kept here first; the mailroom deals with them. What
concerns nobody is not kept: most of what is said in a channel is none of our business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.listeners import said, verbs
from bot.manifest import COMMAND
from bot.views.text import unquoted
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, LedgerError, mail
from knowledge.ledger import workshops as rows

log = structlog.get_logger()

Payload = Mapping[str, Any]
UNREADABLE = (LookupError, TypeError, AttributeError)
"""What reading a payload raises that has another form than Slack's."""

MOST_THREADS = 10_000
ANSWERED_LATER = ("trigger_id", "response_url", "user_id", "channel_id")
"""What a command must bring for its answer to be able to follow."""


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """Keeps the deliveries of one workspace for `holder`; `wake` tells it of each."""

    ledger: Ledger
    workspace: WorkspaceId
    bot_user: str
    holder: str
    wake: Callable[[], None]
    _threads: set[tuple[str, str]] = field(default_factory=set)

    async def keep(self, delivery: Payload) -> bool:
        """Keep a delivery; False when it is none that is kept: it must be answered at once."""
        try:
            key = await self._key(delivery)
            if key:
                await mail.keep(
                    self.ledger, self.workspace, key, dict(delivery), holder=self.holder
                )
        except LedgerError as error:
            log.warning("mailbox.failed", why=type(error).__name__)
            return False
        except UNREADABLE:
            return False
        if key:
            self.wake()
        return bool(key)

    async def _key(self, delivery: Payload) -> str:
        """Return the key by which a repetition is known; "" for what is not kept."""
        if delivery.get("team_id") != self.workspace:
            return ""
        if delivery.get("type") == "event_callback":
            return f"event:{delivery['event_id']}" if await self._concerns_us(delivery) else ""
        if delivery.get("command") == COMMAND and _can_wait(delivery):
            return f"command:{delivery['trigger_id']}"
        return ""

    async def _concerns_us(self, delivery: Payload) -> bool:
        """Say whether an event is said to the bot, or in the thread of a workshop's board."""
        event = delivery.get("event")
        if not isinstance(event, dict) or not delivery.get("event_id"):
            return False
        if said.to_us(event, bot_user=self.bot_user):
            return True
        thread = said.thread_of(event)
        if thread is None or thread in self._threads:
            return thread is not None
        async with self.ledger.reading(self.workspace) as tx:
            found = await rows.by_board(tx, *thread) is not None
        if found and len(self._threads) < MOST_THREADS:
            # A board stays one; asked once, since Slack waits.
            self._threads.add(thread)
        return found


def _can_wait(command: Payload) -> bool:
    brought = (command.get(name) for name in ANSWERED_LATER)
    if not all(isinstance(field, str) and field for field in brought):
        return False
    verb, rest = verbs.parsed(str(command.get("text") or ""))
    return verb in verbs.KEPT_FIRST and bool(unquoted(rest))
