"""Posting to Slack so that nothing is lost, and as little as possible comes twice.

Slack's posting has no key by which it would know a repetition. So each post carries its effect's
id as metadata, and an attempt whose end nobody knows is looked for before it is made again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil
from typing import Any

from bot import slack
from bot.desk import Desk
from bot.dispatcher import Finished, Keep, Later, Never, Verdict
from bot.slack import Done, Limited, Outcome, Refused, Unsure
from bot.views import guard
from bot.views.blocks import Block
from knowledge.ledger import gates, reach
from knowledge.ledger.effects import Effect
from workshops.engine.state import Workshop

EVENT_TYPE = "desireline_effect"
BETWEEN_POSTS_S = 1.0
"""Slack takes about one post a second and channel."""

MOST_PACED = 10_000
"""How many channels are known until those are forgotten in which nothing waits."""

AROUND = timedelta(minutes=5)
"""How far from an attempt's start its post may stand, with clocks that differ."""

LOOKED_THROUGH = 100

Placed = Callable[[str], Verdict]
Ask = Callable[[slack.Client, str, Mapping[str, Any]], Awaitable[Outcome]]


@dataclass
class Pace:
    """When this process may post next, by channel; 429s are shared through the ledger's gates."""

    free_at: dict[str, float] = field(default_factory=dict)

    async def wait(self, channel: str) -> None:
        """Wait until *channel* may have its next post; who comes meanwhile waits behind it."""
        now = asyncio.get_running_loop().time()
        if len(self.free_at) > MOST_PACED:
            self.free_at = {place: at for place, at in self.free_at.items() if at > now}
        starts_at = max(now, self.free_at.get(channel, now))
        self.free_at[channel] = starts_at + BETWEEN_POSTS_S
        await asyncio.sleep(starts_at - now)


@dataclass(frozen=True)
class Posting:
    """Posts and edits for one process."""

    desk: Desk
    pace: Pace

    async def post(
        self, effect: Effect, message: Block, *, channel: str, thread: str | None = None
    ) -> Outcome:
        """Post *message* once; after an unsure attempt, find it instead of repeating it."""
        if effect.started_at is not None:
            found = await self._find(effect, channel=channel, thread=thread)
            if isinstance(found, str):
                return Done({"ts": found, "channel": channel})
            if found is not None:
                return found
        await self.pace.wait(channel)
        arguments = {
            **guard.message(message),
            "channel": channel,
            "thread_ts": thread,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"effect": str(effect.id)}},
        }
        return await self.call(effect, "chat.postMessage", arguments)

    async def edit(self, effect: Effect, message: Block, *, channel: str, ts: str) -> Outcome:
        """Edit a message in place."""
        arguments = {**guard.message(message), "channel": channel, "ts": ts}
        return await self.call(effect, "chat.update", arguments)

    async def whisper(
        self, effect: Effect, message: Block, *, channel: str, user: str, thread: str | None
    ) -> Outcome:
        """Post a message that only *user* sees."""
        arguments = {
            **guard.message(message),
            "channel": channel,
            "user": user,
            "thread_ts": thread,
        }
        return await self.call(effect, "chat.postEphemeral", arguments)

    async def direct(self, effect: Effect, user: str) -> str | Outcome:
        """Return the channel of the bot's conversation with *user*."""
        outcome = await self.call(effect, "conversations.open", {"users": user})
        return str(outcome.data["channel"]["id"]) if isinstance(outcome, Done) else outcome

    async def write_to(
        self, effect: Effect, message: Block, *, user: str, keep: Keep | None = None
    ) -> Verdict:
        """Post into the bot's conversation with *user*."""
        channel = await self.direct(effect, user)
        if not isinstance(channel, str):
            return verdict(channel)
        outcome = await self.post(effect, message, channel=channel)
        return verdict(outcome, done=lambda ts: Finished({"ts": ts, "channel": channel}, keep=keep))

    async def tell_beside(
        self,
        effect: Effect,
        message: Block,
        *,
        channel: str,
        user: str,
        thread: str | None = None,
        keep: Keep | None = None,
    ) -> Verdict:
        """Show *user* alone a line where all are, or write to them where none can be shown."""
        outcome = await self.whisper(effect, message, channel=channel, user=user, thread=thread)
        if isinstance(outcome, Refused):
            return await self.write_to(effect, message, user=user, keep=keep)
        return verdict(outcome, done=lambda ts: Finished({"ts": ts}, keep=keep))

    async def tell_privately(
        self,
        effect: Effect,
        message: Block,
        *,
        state: Workshop,
        user: str,
        keep: Keep | None = None,
    ) -> Verdict:
        """Write to *user* about a workshop: beside its board where people are there together.

        Where they take their own time it goes the direct way.
        """
        if state.agreed.pace is None:
            return await self.tell_beside(
                effect, message, channel=state.place, user=user, keep=keep
            )
        return await self.write_to(effect, message, user=user, keep=keep)

    async def call(self, effect: Effect, method: str, arguments: Mapping[str, Any]) -> Outcome:
        """Call *method* unless its gate is closed; a 429 closes it for all processes."""
        reach("effect_before_post")
        outcome = await self._gated(effect, method, arguments, ask=slack.call)
        reach("effect_after_post")
        return outcome

    async def look(self, effect: Effect, method: str, arguments: Mapping[str, Any]) -> Outcome:
        """Read with *method*, behind the same gates."""
        return await self._gated(effect, method, arguments, ask=slack.look)

    async def _gated(
        self, effect: Effect, method: str, arguments: Mapping[str, Any], *, ask: Ask
    ) -> Outcome:
        ledger, channel = self.desk.ledger, slack.spoken_for(method, arguments)
        async with ledger.reading(effect.workspace) as tx:
            until = await gates.closed_until(tx, method=method, channel=channel)
        left_s = (until - self.desk.clock()).total_seconds() if until is not None else 0.0
        if left_s > 0:
            return Limited(ceil(left_s))
        outcome = await ask(self.desk.client, method, arguments)
        if isinstance(outcome, Limited):
            async with ledger.transaction(effect.workspace) as tx:
                wait = timedelta(seconds=outcome.retry_after_s)
                await gates.close(tx, method=method, channel=channel, until=tx.now + wait)
        return outcome

    async def _find(
        self, effect: Effect, *, channel: str, thread: str | None
    ) -> str | Outcome | None:
        """Return the ts of what an unsure attempt posted; an outcome when one can't look now."""
        assert effect.started_at is not None
        arguments = {
            "channel": channel,
            "ts": thread,
            "oldest": f"{(effect.started_at - AROUND).timestamp():.6f}",
            "latest": f"{(effect.started_at + AROUND).timestamp():.6f}",
            "limit": LOOKED_THROUGH,
            "include_all_metadata": "true",
        }
        method = "conversations.replies" if thread else "conversations.history"
        outcome = await self.look(effect, method, arguments)
        if isinstance(outcome, Done):
            return self._ours(effect, outcome.data.get("messages") or ())
        if isinstance(outcome, Unsure):
            return Unsure(outcome.why, perhaps=False)
        # Where one may not read there is nothing to find: rather twice than never.
        return outcome if isinstance(outcome, Limited) else None

    def _ours(self, effect: Effect, messages: Iterable[Mapping[str, Any]]) -> str | None:
        for message in messages:
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            ours = message.get("user") == self.desk.bot_user
            if ours and payload.get("effect") == str(effect.id):
                return str(message["ts"])
        return None


def verdict(outcome: Outcome, *, done: Placed | None = None) -> Verdict:
    """Return what becomes of an effect whose call ended so."""
    if isinstance(outcome, Done):
        ts = str(outcome.data.get("ts") or "")
        return done(ts) if done else Finished({"ts": ts})
    if isinstance(outcome, Limited):
        return Later("ratelimited", pause_s=outcome.retry_after_s, unsure=False)
    if isinstance(outcome, Unsure):
        return Later(outcome.why, unsure=outcome.perhaps)
    assert isinstance(outcome, Refused)
    return Never(outcome.error)
