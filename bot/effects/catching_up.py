"""After a time away: reads the threads of workshops that go on, for replies that were missed.

Slack repeats an event for some minutes only, and after some outages not at all. What a reply
says is recorded by its own timestamp, so one that had arrived before counts once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dispatcher import Finished, Verdict
from bot.effects.posting import Posting, verdict
from bot.listeners import replies
from bot.slack import Done, Refused
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger, Transaction, effects, mail
from knowledge.ledger import workshops as rows
from knowledge.ledger.effects import Effect

PAGE = 15
"""Slack gives some apps no more than 15 replies a call and one call a minute."""

GONE = frozenset({"thread_not_found", "message_not_found"})


@dataclass(frozen=True)
class CatchingUp:
    """Reads one workshop's thread, a page an effect: what was read once is not read again."""

    posting: Posting

    async def read(self, effect: Effect) -> Verdict:
        """Record the replies of a page below the board of `workshop` that are new, or gone.

        The page begins behind the reply `after`, where `cursor` leads; without them, at the board.
        """
        desk, args = self.posting.desk, effect.args
        # Asked before the thread is read: what is said meanwhile is not missing there.
        letters = await mail.unheard(desk.ledger, effect.workspace)
        async with desk.ledger.reading(effect.workspace) as tx:
            row = await rows.get(tx, str(args["workshop"]))
            known = await replies.standing(desk, tx, row) | replies.unheard(letters, row)
        if row.board_ts is None or row.status not in rows.ACTIVE:
            return Finished({"replies": 0})
        asked = {
            "channel": row.place,
            "ts": row.board_ts,
            "limit": PAGE,
            "cursor": args.get("cursor"),
        }
        outcome = await self.posting.look(effect, "conversations.replies", asked)
        if isinstance(outcome, Refused):
            return Finished({"refused": outcome.error})
        if not isinstance(outcome, Done):
            return verdict(outcome)
        for message in outcome.data.get("messages") or ():
            await self._record(effect.workspace, row, message)
        # Older ones stand below an earlier board, if the board was lost once.
        page = _Page.of(outcome.data, after=str(args.get("after") or row.board_ts))
        return await self._forget(effect, row, page, missing=page.missing(known))

    async def _forget(
        self, effect: Effect, row: rows.Row, page: "_Page", *, missing: Sequence[str]
    ) -> Verdict:
        """Forget replies that Slack says are gone: not being listed is not enough for that."""
        for ts in missing:
            arguments = {"channel": row.place, "ts": ts, "limit": 1}
            outcome = await self.posting.look(effect, "conversations.replies", arguments)
            if isinstance(outcome, Refused) and outcome.error in GONE:
                await replies.vanished(self.posting.desk, effect.workspace, row, ts)
            elif not isinstance(outcome, Done | Refused):
                return verdict(outcome)

        async def turn(tx: Transaction) -> None:
            if page.cursor:
                await enqueue(tx, row.id, after=page.last, cursor=page.cursor)

        return Finished({"missing": len(missing)}, keep=turn)

    async def _record(
        self, workspace: WorkspaceId, row: rows.Row, message: Mapping[str, Any]
    ) -> None:
        if message.get("ts") != row.board_ts:
            await replies.missed(self.posting.desk, workspace, row, message)


@dataclass(frozen=True)
class _Page:
    """A part of a thread: behind `after`, up to `last`, or to its end without a `cursor`."""

    after: str
    last: str
    seen: frozenset[str]
    cursor: str | None

    @classmethod
    def of(cls, data: Mapping[str, Any], *, after: str) -> "_Page":
        seen = frozenset(str(message.get("ts")) for message in data.get("messages") or ())
        last = max(seen, default=after)
        cursor = (data.get("response_metadata") or {}).get("next_cursor") or None
        # A cursor that leads nowhere new would be followed for ever.
        return cls(after, last, seen, cursor if last > after else None)

    def missing(self, known: Iterable[str]) -> list[str]:
        """Return which of the *known* replies should be here, and are not."""
        here = (ts for ts in known if self.after < ts and (ts <= self.last or not self.cursor))
        return sorted(ts for ts in here if ts not in self.seen)


async def plan(ledger: Ledger, workspace: WorkspaceId) -> None:
    """Enqueue a look into the thread of each workshop that goes on, and at the index."""
    async with ledger.transaction(workspace) as tx:
        await effects.enqueue(tx, "index.record", {}, lane="index", coalesce="index")
        for row in await rows.active(tx):
            await enqueue(tx, row.id)


async def enqueue(
    tx: Transaction, workshop: str, *, after: str | None = None, cursor: str | None = None
) -> None:
    """Enqueue a look into the thread of one workshop, from its beginning or from a page on."""
    key, args = f"catch_up:{workshop}", {"workshop": workshop, "after": after, "cursor": cursor}
    await effects.enqueue(tx, "slack.catch_up", args, lane=key, coalesce=key)
