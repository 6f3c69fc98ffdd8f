"""The mailroom: a letter that waits long is not taken for one that was left, nor given up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import select

from bot import mailroom, slack
from bot.mailroom import MOST_ATTEMPTS, Mailroom
from knowledge.ledger import JSON, Ledger, mail
from knowledge.ledger.schema.traffic import mail as table
from tests.bot.conftest import TEAM, desk_of
from tests.workshops.scene import NOON

Heard = asyncio.Queue[str]


class Room:
    """A mailroom with a listener that notes who spoke, and answers nobody before `let_go`."""

    def __init__(self, ledger: Ledger, folder: Path, at: list[datetime]) -> None:
        self.ledger, self.heard, self.let_go, self._at = ledger, Heard(), asyncio.Event(), at
        client = slack.Client(clock=ledger.now, token="xoxb-1")
        app = AsyncApp(authorize=_authorize, process_before_response=True)
        app.event("app_mention")(self._hear)
        self.room = Mailroom(desk_of(ledger, client, folder), app, holder="ours")

    async def _hear(self, event: dict[str, Any]) -> None:
        self.heard.put_nowait(event["user"])
        await self.let_go.wait()

    async def keep(self, user: str, *, holder: str = "ours", place: str | None = None) -> None:
        event: JSON = {"type": "app_mention", "user": user, "channel": place or user, "text": "?"}
        body: JSON = {"type": "event_callback", "team_id": TEAM, "event_id": user, "event": event}
        await mail.keep(self.ledger, TEAM, user, body, holder=holder)

    def pass_(self, time: timedelta) -> None:
        self._at[0] += time


async def _authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-1", bot_user_id="U0")


@pytest.fixture
async def room(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Room]:
    monkeypatch.setattr(mailroom, "LOOKS_EVERY_S", 0.01)
    at = [NOON]
    async with await Ledger.open(sqlite_url, clock=lambda: at[0], kill_at="") as ledger:
        yield Room(ledger, tmp_path, at)


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    while not await true():
        await asyncio.sleep(0)


async def test_what_is_in_hand_for_long_is_not_taken_for_what_was_left(room: Room) -> None:
    """While Slack hangs, nothing is heard twice and no attempt is counted that was not made."""
    await room.keep("U0SLOW")
    await room.keep("U0LEFT", holder="another, who is gone")
    working = asyncio.create_task(room.room.run())
    assert await room.heard.get() == "U0SLOW"
    room.pass_(mail.LEASE)
    assert await room.heard.get() == "U0LEFT"
    room.let_go.set()

    async def dealt_with() -> bool:
        return await mail.waiting(room.ledger) == 0

    await until(dealt_with)
    room.room.stop()
    await working
    assert room.heard.empty()


async def test_a_stop_gives_nothing_up(room: Room) -> None:
    """Whatever waits behind another when we are told to end was not tried, and did not fail."""
    await room.keep("U0NEXT", holder="", place="C1")
    for _ in range(MOST_ATTEMPTS - 2):
        room.pass_(mail.LEASE)
        assert await mail.left(room.ledger, holder="", limit=1)
    room.pass_(mail.LEASE)
    await room.keep("U0FIRST", place="C1")
    working = asyncio.create_task(room.room.run())
    assert await room.heard.get() == "U0FIRST"
    room.pass_(mail.LEASE)

    async def taken_up() -> bool:
        async with room.ledger.reading_mailbox() as session:
            tried = await session.execute(select(table.c.attempt).where(table.c.key == "U0NEXT"))
            return bool(tried.scalar_one() == MOST_ATTEMPTS)

    await until(taken_up)
    room.room.stop()
    room.let_go.set()
    await working
    assert await mail.waiting(room.ledger) == 1
