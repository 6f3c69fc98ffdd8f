"""What is remembered of Slack denies nobody for long, and nobody can make us ask without end."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp

from bot.directory import Directory
from bot.slack import Client
from tests.slack_workspace import Json, borrowed

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is put forward."""

    now = NOON

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.now


async def test_somebody_just_invited_is_let_in(slack: Json) -> None:
    """Slack is asked once more before the answer is no; of many at once, once for all."""
    clock = Clock()
    async with borrowed(slack) as workspace, aiohttp.ClientSession() as session:
        client = Client(
            clock=clock, token=workspace.app.bot_token, base_url=slack["api_url"], session=session
        )
        directory, place = Directory(client, clock=clock), await workspace.channel_id("workwear")
        ines = workspace.person("ines").id
        await client.conversations_join(channel=place)
        await workspace.control("channel", channel=place, do="private")
        await workspace.control("member", channel=place, person=ines, do="leave")
        assert not await directory.holds(place, ines)
        await workspace.control("member", channel=place, person=ines)
        assert not await directory.holds(place, ines)
        clock.now += timedelta(seconds=5)
        assert await directory.holds(place, ines)
        clock.now += timedelta(seconds=5)
        asked = await asyncio.gather(*(directory.holds(place, f"U0{n}") for n in range(20)))
        assert not any(asked)
        assert len(await workspace.log(kind="api", name="conversations.members")) == 3
