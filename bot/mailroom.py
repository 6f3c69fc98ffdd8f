"""The mailroom: deals with what the mailbox holds, in order in each place.

Bolt hears a letter here as it would have heard it from Slack. What a listener answers to a command
goes to the command's response URL.
"""

import asyncio
import json
from collections import deque
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import timedelta
from itertools import chain
from typing import Any, Protocol

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import slack
from bot.desk import Desk
from bot.directory import insisting
from knowledge.ledger import Ledger, LedgerError, mail
from knowledge.ledger.mail import Letter

log = structlog.get_logger()

LOOKS_EVERY_S = 1.0
"""How long a letter may lie that was put back, or left by another process."""

GATHERED_S = 0.05
"""Letters that are dealt with within this time are thrown away together."""

AT_ONCE = 8
OPEN = 64
"""So many letters are taken from the mailbox at a time."""

LONGEST_PAUSE_S = 300
MOST_ATTEMPTS = 12
"""A letter at which our own code fails is given up after half an hour."""

Payload = Mapping[str, Any]


class Ask(Protocol):
    """A way to ask the mailbox for letters."""

    async def __call__(
        self, ledger: Ledger, *, holder: str, but: Collection[int], limit: int
    ) -> tuple[Letter, ...]:
        """Return letters, oldest first."""


class Mailroom:
    """Deals with letters until it is told to stop."""

    def __init__(self, desk: Desk, app: AsyncApp, *, holder: str) -> None:
        self._desk = desk
        self._app = app
        self._holder = holder
        self._in_hand: set[int] = set()
        self._lanes: dict[str, deque[Letter]] = {}
        self._dealt: list[Letter] = []
        self._some_dealt = asyncio.Event()
        self._hands = asyncio.Semaphore(AT_ONCE)
        self._stopping = False
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look into the mailbox soon."""
        self._woken.set()

    def stop(self) -> None:
        """Take no more letters up."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Deal with letters until `stop`; returns when those under way are dealt with."""
        async with asyncio.TaskGroup() as group:
            tidying = group.create_task(self._tidy())
            while not self._stopping:
                self._woken.clear()
                taken = await self._more(mail.arrived, holder=self._holder, but=self._in_hand)
                if not taken and not await self._awake():
                    # What is with us for long is left by nobody.
                    taken = await self._more(mail.left, holder="", but=self._with_us())
                for letter in taken:
                    self._open(letter, group)
            tidying.cancel()
        await self._throw_away()

    async def _awake(self) -> bool:
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._woken.wait(), LOOKS_EVERY_S)
        return False

    def _with_us(self) -> list[int]:
        """Name what waits, is under way, or is about to be thrown away."""
        return [letter.id for letter in chain(*self._lanes.values(), self._dealt)]

    async def _more(self, ask: Ask, *, holder: str, but: Collection[int]) -> tuple[Letter, ...]:
        """Return letters of the mailbox, if there is room for more."""
        if sum(map(len, self._lanes.values())) >= OPEN:
            return ()
        try:
            return await ask(self._desk.ledger, holder=holder, but=but, limit=OPEN)
        except LedgerError as error:
            log.warning("mailroom.ledger", why=type(error).__name__)
            return ()

    def _open(self, letter: Letter, group: asyncio.TaskGroup) -> None:
        self._in_hand.add(letter.id)
        lane = _lane(letter.body)
        if lane in self._lanes:
            self._lanes[lane].append(letter)
        else:
            self._lanes[lane] = deque([letter])
            group.create_task(self._work_off(lane))

    async def _work_off(self, lane: str) -> None:
        """Deal with a place's letters one after another."""
        waiting = self._lanes[lane]
        async with self._hands:
            while waiting and not self._stopping:
                if await self._deal(waiting[0]):
                    self._dealt.append(waiting[0])
                    self._some_dealt.set()
                waiting.popleft()
        del self._lanes[lane]
        self._woken.set()
        for letter in waiting:
            await self._put_back(letter, "stopped", pause_s=0)

    async def _tidy(self) -> None:
        while True:
            await self._some_dealt.wait()
            await asyncio.sleep(GATHERED_S)
            self._some_dealt.clear()
            await self._throw_away()

    async def _throw_away(self) -> None:
        dealt = [*self._dealt]
        with suppress(LedgerError):  # they come up when their time is over, known by their keys
            await mail.dealt_with(self._desk.ledger, dealt)
            self._in_hand.difference_update(letter.id for letter in dealt)
        del self._dealt[: len(dealt)]

    async def _deal(self, letter: Letter) -> bool:
        """Let Bolt hear a letter; True when it can be thrown away."""
        try:
            assert isinstance(letter.body, dict)
            request = AsyncBoltRequest(mode="socket_mode", body=letter.body)
            # Who wrote it was acknowledged: only at the end are they told that Slack says nothing.
            with insisting(letter.attempt < MOST_ATTEMPTS):
                response = await self._app.async_dispatch(request)
            if response.status == 200:
                response = await self._answered(letter.body, response)
        except Exception as error:
            # The edge: what fails in an unknown way must not stop the other letters.
            log.exception("letter.failed", letter=letter.id)
            return await self._failed(letter, type(error).__name__)
        if response.status >= 500:
            return await self._failed(letter, f"status {response.status}")
        if response.status != 200:
            log.error("letter.malformed", letter=letter.id, status=response.status)
        return True

    async def _answered(self, delivery: Payload, response: BoltResponse) -> BoltResponse:
        """Bring what a command's listener answered to the person who typed it."""
        url = delivery.get("response_url")
        if not response.body or not url:
            return response
        outcome = await slack.respond(self._desk.client, url, json.loads(response.body))
        if isinstance(outcome, slack.Unsure | slack.Limited):
            return BoltResponse(status=503)
        if isinstance(outcome, slack.Refused):
            log.warning("response_url.refused", why=outcome.error)
        return response

    async def _failed(self, letter: Letter, why: str) -> bool:
        if letter.attempt < MOST_ATTEMPTS:
            pause_s = min(LONGEST_PAUSE_S, 2 ** (letter.attempt - 1))
            await self._put_back(letter, why, pause_s=pause_s)
        else:
            log.error("letter.given_up", letter=letter.id, why=why)
            with suppress(LedgerError):  # then its holder's time runs out, and it is tried again
                await mail.give_up(self._desk.ledger, letter, error=why)
                self._in_hand.discard(letter.id)
        return False

    async def _put_back(self, letter: Letter, why: str, *, pause_s: float) -> None:
        due_at = self._desk.clock() + timedelta(seconds=pause_s)
        with suppress(LedgerError):  # then its holder's time runs out
            await mail.put_back(self._desk.ledger, letter, due_at=due_at, error=why)
            self._in_hand.discard(letter.id)


def _lane(delivery: Any) -> str:
    """Return where the order of deliveries counts: their channel."""
    event = delivery.get("event")
    if not isinstance(event, dict):  # a command may bring a field of this name
        event = {}
    return str(event.get("channel") or event.get("user") or delivery.get("channel_id") or "")
