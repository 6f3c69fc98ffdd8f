"""After a time away: reads the threads of workshops that go on, for replies that were missed.

Slack repeats an event for some minutes only, and after some outages not at all. What a reply
says is recorded by its own timestamp, so one that had arrived before counts once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dispatcher import Finished, Later, Verdict
from bot.effects.posting import Posting, verdict
from bot.listeners import replies
from bot.slack import Done, Refused
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, Transaction, effects
from knowledge.ledger import workshops as rows
from knowledge.ledger.effects import Effect

PAGE = 15
"""Slack gives some apps no more than 15 replies a call and one call a minute."""

MOST_PAGES = 20
GONE = frozenset({"thread_not_found", "message_not_found"})


@dataclass(frozen=True)
class CatchingUp:
    """Reads one workshop's thread."""

    posting: Posting

    async def read(self, effect: Effect) -> Verdict:
        """Record the replies below the board of `workshop` that are new to us, or gone."""
        desk = self.posting.desk
        async with desk.ledger.reading(effect.workspace) as tx:
            row = await rows.get(tx, str(effect.args["workshop"]))
            # Asked before the thread is read: what is said meanwhile is not missing there.
            known = await replies.standing(desk, tx, row)
        if row.board_ts is None or row.status not in rows.ACTIVE:
            return Finished({"replies": 0})
        cursor, seen = None, set[str]()
        for _ in range(MOST_PAGES):
            arguments = {"channel": row.place, "ts": row.board_ts, "limit": PAGE, "cursor": cursor}
            outcome = await self.posting.look(effect, "conversations.replies", arguments)
            if isinstance(outcome, Refused):
                return Finished({"refused": outcome.error})
            if not isinstance(outcome, Done):
                return verdict(outcome)
            for message in outcome.data.get("messages") or ():
                await self._record(effect.workspace, row, message)
                seen.add(str(message.get("ts")))
            cursor = (outcome.data.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                # Older ones stand below an earlier board, if the board was lost once.
                missing = sorted(ts for ts in known - seen if ts > row.board_ts)
                return await self._forget(effect, row, missing)
        return Later("more_replies", pause_s=60, unsure=False)

    async def _forget(self, effect: Effect, row: rows.Row, missing: Sequence[str]) -> Verdict:
        """Forget replies that Slack says are gone: not being listed is not enough for that."""
        for ts in missing:
            arguments = {"channel": row.place, "ts": ts, "limit": 1}
            outcome = await self.posting.look(effect, "conversations.replies", arguments)
            if isinstance(outcome, Refused) and outcome.error in GONE:
                await replies.vanished(self.posting.desk, effect.workspace, row, ts)
            elif not isinstance(outcome, Done | Refused):
                return verdict(outcome)
        return Finished({"missing": len(missing)})

    async def _record(
        self, workspace: WorkspaceId, row: rows.Row, message: Mapping[str, Any]
    ) -> None:
        if message.get("ts") != row.board_ts:
            await replies.missed(self.posting.desk, workspace, row, message)


async def plan(ledger: Ledger, workspace: WorkspaceId) -> None:
    """Enqueue a look into the thread of each workshop that goes on, and at the index."""
    async with ledger.transaction(workspace) as tx:
        await effects.enqueue(tx, "index.record", {}, lane="index", coalesce="index")
        for row in await rows.active(tx):
            await enqueue(tx, row.id)


async def enqueue(tx: Transaction, workshop: str) -> None:
    """Enqueue a look into the thread of one workshop."""
    key = f"catch_up:{workshop}"
    await effects.enqueue(tx, "slack.catch_up", {"workshop": workshop}, lane=key, coalesce=key)
