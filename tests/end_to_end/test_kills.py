"""Wherever the bot is killed in the main job: nothing is lost, nothing counts twice."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.dispatcher import LEASE
from knowledge.ledger.killpoints import POINTS
from tests.bot_process import Bot, running_bot
from tests.end_to_end.memory import Memory, memory
from tests.end_to_end.team import CHANNEL, Team, is_board, text_of

KILLED = -9
TRIGGER, REPLY, SENTENCE = "A line stopped", "They are afraid of the blame", "Our gloves are warm"
DEATHS = (
    ("before_insert:2", "socket"),
    ("before_commit:6", "http"),
    ("after_commit:9", "socket"),
    ("before_ack:5", "http"),
    ("effect_taken:2", "socket"),
    ("effect_before_post:1", "http"),
    ("effect_after_post:1", "socket"),
    ("effect_after_post:4", "http"),
    ("effect_before_done:1", "socket"),
    ("effect_done:3", "http"),
    ("index_before:1", "socket"),
    ("index_after:1", "http"),
)
ELSEWHERE = {"migrating"}
"""Reached before the main job, and proved with the migrations."""

Act = Callable[[], Awaitable[object]]
There = Callable[[], Awaitable[bool]]


@dataclass
class Survivors:
    """People who go on after the bot has died, and look first whether their act counted."""

    bot: Bot
    team: Team
    memory: Memory
    died: bool = False

    async def do(self, act: Act, *, there: There | None = None) -> None:
        """Act; when the bot dies meanwhile, start it and act again if it did not count."""
        acknowledged = await self._acts(act)
        if not await self._over():
            assert acknowledged
            return
        await self._back_to_life()
        if there is None:
            return
        if acknowledged:
            assert await there(), "acknowledged and lost"
        elif not await there():
            await self._tidy()
            await act()

    async def _acts(self, act: Act) -> bool:
        assert self.bot.process is not None
        dying = asyncio.ensure_future(self.bot.process.wait())
        acting = asyncio.ensure_future(act())
        await asyncio.wait({dying, acting}, return_when=asyncio.FIRST_COMPLETED)
        if not acting.done():
            # What was answered before the death still arrives.
            await asyncio.wait({acting}, timeout=0.2)
        dying.cancel()
        acting.cancel()
        with contextlib.suppress(asyncio.CancelledError, AssertionError):
            await acting
            return True
        return False

    async def _over(self) -> bool:
        assert self.bot.process is not None
        if self.died:
            return False
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.bot.process.wait(), 0.02)
        return self.bot.process.returncode is not None

    async def _back_to_life(self) -> None:
        assert await self.bot.ended() == KILLED
        self.died = True
        # What the dead process held is free again when its lease has ended.
        self.bot.advance(LEASE.total_seconds() + 1)
        await self.bot.start()

    async def _tidy(self) -> None:
        for person in (self.team.mara, self.team.jonas, self.team.ines):
            if await person.modal():
                await person.close(everything=True)


async def play(people: Survivors) -> None:
    """Let three people do the main job, in the order in which they would."""
    team, seen = people.team, people.memory

    async def started() -> bool:
        return bool(await seen.workshops())

    async def noted() -> bool:
        return bool((await seen.notes())[TRIGGER])

    async def ready() -> bool:
        return any((await seen.workshop()).ready.values())

    async def captured() -> bool:
        return SENTENCE in await seen.one_liners()

    async def published() -> bool:
        return (await seen.workshop()).status == "published"

    await people.do(
        lambda: team.begin(agenda="journey-quick", typed="Olga", choice="New persona"),
        there=started,
    )
    await people.do(team.board)
    await people.do(lambda: team.add_notes(team.jonas, {"Trigger": TRIGGER}), there=noted)
    await people.do(lambda: team.reply(team.ines, REPLY))
    await people.do(lambda: team.press(team.jonas, "board.ready"), there=ready)
    for position in (1, 2, 3, 4):

        async def moved(position: int = position) -> bool:
            return (await seen.workshop()).position >= position

        await people.do(lambda: team.move("facilitate.next"), there=moved)
    await people.do(lambda: team.mara.command(f"/journey note {SENTENCE}"), there=captured)
    await people.do(lambda: team.eventually_board("5 of 5"))
    await people.do(team.review_and_publish, there=published)
    await people.do(lambda: team.eventually_message("on record: P1@1, J1@1"))


@pytest.mark.parametrize(("kill_at", "transport"), DEATHS, indirect=["transport"])
async def test_a_death_anywhere_loses_nothing_and_repeats_nothing(
    kill_at: str, transport: str, tmp_path: Path, sqlite_url: str, models_dir: Path
) -> None:
    """Killed at a named point and started again, the main job ends as if nothing had been."""
    async with (
        running_bot(
            tmp_path, transport=transport, database_url=sqlite_url, models=models_dir, start=False
        ) as bot,
        memory(sqlite_url, bot.workspace) as seen,
    ):
        await bot.start(kill_at=kill_at)
        team = await Team.meet(bot)
        people = Survivors(bot, team, seen)
        await play(people)
        await people.do(lambda: bot.workspace.eventually(seen.idle, timeout=15))
        assert people.died, f"{kill_at} was never reached"
        if not await seen.idle():
            await bot.workspace.eventually(seen.idle, timeout=15)

        assert await seen.notes() == {TRIGGER: 1, REPLY: 1}
        assert await seen.one_liners() == [SENTENCE]
        assert await seen.versions() == ["J1@1", "P1@1"]
        assert await seen.posted_twice() == []
        assert await seen.given_up() == []
        (board,) = [m for m in await bot.workspace.messages(CHANNEL) if is_board(m)]
        assert "J1@1" in text_of(board)
        answer = await team.ask(team.mara, "what does Olga need now?")
        assert "Olga" in text_of(answer)


def test_each_named_point_has_its_death() -> None:
    """A point that nobody reaches would prove nothing."""
    assert {at.partition(":")[0] for at, _ in DEATHS} == set(POINTS) - ELSEWHERE
