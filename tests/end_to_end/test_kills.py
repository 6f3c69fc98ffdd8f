"""Wherever the bot is killed in the main job: nothing is lost, nothing counts twice."""

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.ledger.effects import LEASE
from knowledge.ledger.killpoints import POINTS
from tests.bot_process import Bot, running_bot
from tests.end_to_end.memory import Memory, memory
from tests.end_to_end.story import Act, There, check_told, play
from tests.end_to_end.team import Team
from tests.slack_workspace import Json

KILLED = (-9, 137)
"""How a killed process ends; over HTTP it is the door that tells of the one behind it."""

LIVES = (
    ("socket", ("before_insert:2", "effect_taken:2", "mail_kept:1", "index_after:1")),
    ("http", ("mail_kept:1", "before_ack:5", "effect_before_post:2", "effect_done:3")),
    ("socket", ("mail_dealt:1", "effect_after_post:1", "before_commit:6", "index_before:1")),
    ("http", ("mail_before:1", "effect_after_post:3", "after_commit:5", "effect_before_done:2")),
)
"""How Slack reaches the bot, and where it dies, once after the other."""

ELSEWHERE = {"migrating"}
"""Reached before the main job, and proved with the migrations."""


@dataclass
class Survivors:
    """People who go on after the bot has died, and look first whether their act counted.

    Attributes:
        to_die: The deaths that are still to come.
        armed: The death that the running bot is to die.
    """

    bot: Bot
    team: Team
    memory: Memory
    to_die: list[str]
    armed: str = ""

    async def live(self) -> None:
        """Start the bot, armed for its next death; a death while it starts counts, too."""
        while True:
            self.armed = self.to_die.pop(0) if self.to_die else ""
            try:
                await self.bot.start(kill_at=self.armed)
                return
            except AssertionError:
                await self._buried()

    async def do(self, act: Act, *, there: There | None = None) -> None:
        """Act; when the bot dies meanwhile, start it and act again if it did not count."""
        failure = await self._acts(act)
        # A refusal may be quicker than the news of the death that it comes from.
        if not await self._over(within=5.0 if failure else 0.02):
            if failure:
                raise failure
            return
        await self._buried()
        await self.live()
        counted = there is not None and await self._counted(there)
        if failure is None:
            assert there is None or counted, "acknowledged and lost"
        elif not counted:
            await self._tidy()
            await self.do(act, there=there)

    async def _counted(self, there: There) -> bool:
        """Say whether the act has counted; who dies over it meanwhile is started again."""
        while True:
            assert self.bot.process is not None
            dying = asyncio.ensure_future(self.bot.process.wait())
            looking = asyncio.ensure_future(there())
            await asyncio.wait({dying, looking}, return_when=asyncio.FIRST_COMPLETED)
            dying.cancel()
            if looking.done():
                return looking.result()
            looking.cancel()
            await self._buried()
            await self.live()

    async def _acts(self, act: Act) -> AssertionError | None:
        """Act until the bot is dead at the latest; return why it failed."""
        assert self.bot.process is not None
        dying = asyncio.ensure_future(self.bot.process.wait())
        acting = asyncio.ensure_future(act())
        await asyncio.wait({dying, acting}, return_when=asyncio.FIRST_COMPLETED)
        # What was answered before the death still arrives.
        await asyncio.wait({acting}, timeout=0.2)
        dying.cancel()
        acting.cancel()
        try:
            await acting
        except AssertionError as failure:
            return failure
        except asyncio.CancelledError:
            return AssertionError("still waiting when the bot died")
        return None

    async def _over(self, *, within: float) -> bool:
        assert self.bot.process is not None
        if not self.armed:
            return False
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.bot.process.wait(), within)
        return self.bot.process.returncode is not None

    async def _buried(self) -> None:
        assert self.armed
        assert await self.bot.ended() in KILLED, self.bot.log.read_text()[-3000:]
        self.armed = ""
        # What the dead process held is free again when its lease has ended.
        self.bot.advance(LEASE.total_seconds() + 1)

    async def _tidy(self) -> None:
        for person in (self.team.mara, self.team.jonas, self.team.ines):
            if await person.modal():
                await person.close(everything=True)


@pytest.mark.parametrize(("transport", "deaths"), LIVES)
async def test_deaths_anywhere_lose_nothing_and_repeat_nothing(
    transport: str, deaths: tuple[str, ...], slack: Json, data_dir: Path, sqlite_url: str
) -> None:
    """Killed at named points and started again, the main job ends as if nothing had been."""
    async with (
        running_bot(
            slack, data_dir, transport=transport, database_url=sqlite_url, start=False
        ) as bot,
        memory(sqlite_url, bot.workspace) as seen,
    ):
        team = await Team.meet(bot)
        people = Survivors(bot, team, seen, list(deaths))
        await people.live()
        await play(team, seen, people.do)
        await people.do(lambda: bot.workspace.eventually(seen.idle, timeout=15))
        await bot.workspace.eventually(seen.idle, timeout=15)

        assert (people.to_die, people.armed) == ([], ""), "never reached"
        await check_told(team, seen)


def test_each_named_point_has_its_death() -> None:
    """A point that nobody reaches would prove nothing."""
    died = {death.partition(":")[0] for _, deaths in LIVES for death in deaths}
    assert died == set(POINTS) - ELSEWHERE
