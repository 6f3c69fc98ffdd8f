"""Twice, late, out of order, or not at all: each delivery counts once, and none is lost."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import permutations
from pathlib import Path

import pytest

from bot.compose import CLOCK_OFFSET_FILE
from tests.bot_inside import InsideBot, inside_bot
from tests.end_to_end.again import Postman
from tests.end_to_end.memory import Memory, memory
from tests.end_to_end.team import CHANNEL, Team
from tests.slack_workspace import Json

DAY_S = 86_400
SENTENCE = "Our gloves are warm"
Meet = Callable[[str], AbstractAsyncContextManager["Scene"]]


class Scene:
    """A team in a workshop, and what is remembered of it."""

    def __init__(self, bot: InsideBot, team: Team, memory: Memory) -> None:
        self.bot, self.team, self.memory = bot, team, memory

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        await self.bot.workspace.eventually(self.memory.idle, timeout=20)

    async def all_that_counts(self) -> object:
        """Return everything that must not change when deliveries are repeated."""
        workshop = await self.memory.workshop()
        posts = sorted(post["ts"] for post in await self.memory.posts())
        return (
            await self.memory.notes(),
            await self.memory.one_liners(),
            workshop.position,
            {key: len(people) for key, people in workshop.ready.items()},
            posts,
        )


@pytest.fixture
def meet(tmp_path: Path, models_dir: Path, sqlite_url: str) -> Meet:
    """Open a scene on a transport."""

    @asynccontextmanager
    async def opened(transport: str, url: str = sqlite_url) -> AsyncIterator[Scene]:
        async with (
            inside_bot(tmp_path, transport=transport, database_url=url, models=models_dir) as bot,
            memory(url, bot.workspace) as seen,
        ):
            team = await Team.meet(bot)
            await team.start(agenda="journey-quick", typed="Olga", choice="New persona")
            yield Scene(bot, team, seen)

    return opened


async def act(team: Team) -> None:
    """Let three people do one thing of each kind."""
    await team.reply(team.ines, "They are afraid of the blame")
    await team.add_notes(team.jonas, {"Trigger": "A line stopped\nThe insurer called"})
    await team.press(team.jonas, "board.ready")
    await team.mara.command(f"/journey note {SENTENCE}")
    await team.reply(team.mara, "Nobody asked the shift lead\nNobody measured")
    await team.move("facilitate.next")


@pytest.mark.parametrize("copies", [2, 3])
async def test_what_comes_several_times_at_once_and_shuffled_counts_once(
    copies: int, meet: Meet
) -> None:
    """Each event, command, click and form arrives two or three times, in any order."""
    async with meet("socket" if copies == 2 else "http") as scene:
        await scene.bot.workspace.control("deliveries", copies=copies, shuffle=5)
        await act(scene.team)
        await scene.settled()

        notes = await scene.memory.notes()
        workshop = await scene.memory.workshop()
        assert sorted(notes.values()) == [1, 1, 1, 1, 1]
        assert await scene.memory.one_liners() == [SENTENCE]
        assert workshop.position == 1
        assert [len(people) for people in workshop.ready.values()] == [1]
        assert await scene.memory.posted_twice() == []


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_first_delivery_that_calls_itself_a_retry_counts(
    transport: str, meet: Meet
) -> None:
    """The original was lost on its way: the retry is all that ever comes."""
    async with meet(transport) as scene:
        await scene.settled()
        await scene.bot.workspace.control("deliveries", lose_first_next=1)
        ts = await scene.team.reply(scene.team.ines, "They are afraid of the blame")
        await scene.settled()

        heard = await scene.bot.workspace.log(kind="event", name="message")
        assert [one["attempt"] for one in heard if one["request"]["event"]["ts"] == ts] == [1]
        assert await scene.memory.notes() == {"They are afraid of the blame": 1}


async def test_what_was_said_while_the_bot_was_away_is_read_afterwards(meet: Meet) -> None:
    """Replies, edits and deletions that Slack gave up are found in the thread at the start."""
    async with meet("socket") as scene:
        team = scene.team
        changed, gone = [await team.reply(team.ines, text) for text in ("As it was", "Too much")]
        await scene.settled()
        await scene.bot.stop()
        await scene.bot.workspace.control("deliveries", drop_next=5)
        await team.reply(team.jonas, "Said meanwhile")
        hasty = await team.reply(team.jonas, "Hasty")
        await team.jonas.edit(CHANNEL, hasty, "Considered")
        await team.ines.edit(CHANNEL, changed, "As it is")
        await team.ines.delete(CHANNEL, gone)
        await scene.bot.start()
        await scene.settled()

        expected = {"As it is": 1, "Said meanwhile": 1, "Considered": 1}
        await scene.bot.workspace.eventually(lambda: _is(scene.memory.notes, expected))


async def test_what_was_missed_while_the_socket_was_cut_is_read_when_it_is_back(
    meet: Meet,
) -> None:
    """Slack itself was away: nobody restarts the bot, and nothing comes again."""
    async with meet("socket") as scene:
        await scene.bot.workspace.control("deliveries", drop_next=1)
        await scene.team.reply(scene.team.ines, "Said into the gap")
        await scene.bot.workspace.control("disconnect")

        await scene.bot.workspace.eventually(
            lambda: _is(scene.memory.notes, {"Said into the gap": 1}), timeout=15
        )


async def test_a_day_later_after_a_restart_the_same_deliveries_change_nothing(
    meet: Meet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys are kept for ever: all deliveries of a workshop come again, twice, in any order."""
    clock = tmp_path / "clock"
    clock.write_text("0")
    monkeypatch.setenv(CLOCK_OFFSET_FILE, str(clock))
    async with meet("http") as scene:
        await act(scene.team)
        await scene.settled()
        before = await scene.all_that_counts()
        assert scene.bot.port is not None
        postman = Postman(scene.bot.workspace, scene.bot.port)
        deliveries = [one for one in await postman.delivered() if _writes(one)]
        await scene.bot.stop()
        clock.write_text(str(DAY_S))
        await scene.bot.start()
        again = deliveries * 2
        random.Random(7).shuffle(again)
        for delivery in again:
            await postman.bring(delivery, attempt=3 if delivery["kind"] == "event" else 0)
        await scene.settled()

        assert len(deliveries) >= 8
        assert await scene.all_that_counts() == before


async def test_a_repeated_form_and_command_get_the_answer_of_the_first(meet: Meet) -> None:
    """The person sees the same, whichever of the deliveries Slack listens to."""
    async with meet("http") as scene:
        await act(scene.team)
        await scene.settled()
        assert scene.bot.port is not None
        postman = Postman(scene.bot.workspace, scene.bot.port)
        said = [one for one in await postman.delivered() if one["name"] == "/journey"][-1]
        saved = [one for one in await postman.delivered() if one["name"] == "view_submission"][-1]

        for delivery in (said, saved):
            assert delivery["response"]
            assert await postman.bring(delivery) == delivery["response"]


async def test_create_edits_and_deletion_agree_in_any_order(meet: Meet) -> None:
    """Whatever order Slack brings them in, the last version counts, and a deletion for good."""
    async with meet("http") as scene:
        assert scene.bot.port is not None
        postman = Postman(scene.bot.workspace, scene.bot.port)
        kept = {}
        for number, order in enumerate(permutations(range(3))):
            lost = await _lost(scene, postman, f"first {number}", f"last {number}", delete=False)
            await _bring(postman, lost, order)
            kept[f"last {number}"] = 1
            lost = await _lost(scene, postman, f"gone {number}", f"also {number}", delete=True)
            await _bring(postman, lost, order)
        await scene.settled()

        assert await scene.memory.notes() == kept


async def _lost(
    scene: Scene, postman: Postman, first: str, last: str, *, delete: bool
) -> list[Json]:
    """Say, edit, and edit again or delete, and lose all three on the way."""
    log = await postman.delivered()
    after = log[-1]["n"] if log else 0
    await scene.bot.workspace.control("deliveries", drop_next=3)
    ines = scene.team.ines
    ts = await scene.team.reply(ines, first)
    await ines.edit(CHANNEL, ts, f"{first}, on second thoughts")
    if delete:
        await ines.delete(CHANNEL, ts)
    else:
        await ines.edit(CHANNEL, ts, last)
    lost = await postman.delivered(after=after)
    assert [one["verdict"] for one in lost] == ["dropped"] * 3
    return lost


async def _bring(postman: Postman, lost: list[Json], order: tuple[int, ...]) -> None:
    for number in order:
        await postman.bring(lost[number])


def _writes(delivery: Json) -> bool:
    """Say whether a delivery changes something; opening a window does not."""
    return delivery["name"] != "block_suggestion"


async def _is(found: Callable[[], Awaitable[object]], expected: object) -> bool:
    return bool(await found() == expected)
