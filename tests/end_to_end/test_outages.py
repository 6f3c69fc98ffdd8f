"""Whatever Slack answers: nothing is lost, nobody is asked too often, the workshop goes on."""

import asyncio
import time
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.bot_process import running_bot
from tests.end_to_end.memory import memory
from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.story import check_told, play, undisturbed
from tests.end_to_end.team import CHANNEL, Team, is_board, text_of
from tests.slack_workspace import Json

OPTIONAL = (
    "reactions.add",
    "reactions.remove",
    "pins.add",
    "bookmarks.add",
    "canvases.create",
    "canvases.edit",
    "conversations.canvases.create",
    "chat.startStream",
    "chat.appendStream",
    "chat.stopStream",
)
BLAME = "They are afraid of the blame"


@pytest.mark.parametrize(
    ("retry_after", "window_s"), [("7", 7), (None, 30), ("soon", 30), ("-3", 30)]
)
async def test_no_call_is_made_before_the_time_that_a_429_names(
    retry_after: str | None, window_s: int, scene: Open
) -> None:
    """Without a readable time the bot waits for thirty seconds, then the board is right."""
    async with scene() as on:
        await on.start()
        await on.fault("chat.update", "ratelimited", retry_after=retry_after)
        await on.team.reply(on.team.ines, "First")
        await on.stalled()
        made = len(await on.calls("chat.update"))
        await on.team.reply(on.team.jonas, "Second")
        on.advance(window_s - 3)
        await on.stalled()
        assert len(await on.calls("chat.update")) == made

        on.advance(5)
        await on.settled()
        assert len(await on.calls("chat.update")) == made + 1
        await on.team.eventually_board("Contributed 2 of 3")


async def test_a_429_holds_for_a_bot_that_is_started_meanwhile(scene: Open) -> None:
    """The window is written down: a restart is no way around it."""
    async with scene() as on:
        await on.start()
        await on.fault("chat.update", "ratelimited", retry_after="60")
        await on.team.reply(on.team.ines, BLAME)
        await on.stalled()
        made = len(await on.calls("chat.update"))
        await on.bot.stop()
        await on.bot.start()
        await on.stalled()
        assert len(await on.calls("chat.update")) == made
        on.advance(61)
        await on.team.eventually_board("Contributed 1 of 3")


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 500},
        {"kind": "html"},
        {"kind": "drop"},
        {"kind": "error", "error": "fatal_error"},
    ],
    ids=lambda fault: str(fault["kind"]),
)
async def test_a_board_is_posted_once_when_nobody_knows_whether_it_was(
    fault: Json, scene: Open
) -> None:
    """An unreadable answer is looked up in the channel before the post is made again."""
    async with scene() as on:
        await on.fault("chat.postMessage", **fault)
        await on.begin()
        await on.team.board()
        await on.settled()

        assert len(await _boards(on)) == 1
        assert await on.memory.given_up() == []
        await on.team.reply(on.team.ines, BLAME)
        await on.team.eventually_board("Contributed 1 of 3")


async def test_a_look_up_that_fails_is_made_again_before_a_second_post(scene: Open) -> None:
    """Not being able to look for a while is no reason to post twice."""
    async with scene() as on:
        await on.fault("chat.postMessage", "drop")
        await on.fault("conversations.history", "status", status=503)
        await on.begin()
        await on.workspace.eventually(lambda: _called(on, "conversations.history", times=2), 20)
        await on.settled()

        assert len(await _boards(on)) == 1


async def test_without_the_right_to_look_there_is_one_duplicate_at_most(scene: Open) -> None:
    """Posted, unanswered, and not to be found: rather twice than never."""
    async with scene() as on:
        await on.fault("chat.postMessage", "drop")
        await on.fault("conversations.history", "error", error="missing_scope", count=9)
        await on.begin()
        await on.workspace.eventually(lambda: _called(on, "chat.postMessage", times=2), 20)
        await on.settled()

        assert len(await _boards(on)) == 2


async def test_the_main_job_needs_nothing_optional(scene: Open) -> None:
    """A host without reactions, pins, bookmarks, canvases and streaming gets all the same."""
    async with scene("http") as on:
        for method in OPTIONAL:
            await on.fault(method, "unknown_method", count=10_000)
        await play(on.team, on.memory, undisturbed)
        await on.settled()
        await check_told(on.team, on.memory)


@pytest.mark.parametrize("method", ["users.info", "conversations.info"])
async def test_a_sentence_is_kept_for_all_when_slack_says_who_and_where_again(
    method: str, scene: Open
) -> None:
    """It was acknowledged: not lost, and not shut up in its channel for a moment's silence."""
    async with scene() as on:
        await on.fault(method, "status", status=503, count=3)
        await on.team.mara.command("/journey note Our gloves are warm")
        for attempt in (1, 2, 3):
            await on.workspace.eventually(partial(on.memory.put_back, attempt=attempt))
            on.advance(10)
        await on.settled()

        assert await on.memory.one_liners() == ["Our gloves are warm"]
        assert await on.memory.hidden() == []


async def test_somebody_whom_slack_does_not_know_hears_so_at_once(scene: Open) -> None:
    """Asking again would not help."""
    async with scene() as on:
        await on.fault("users.info", "error", error="user_not_found")
        told = await on.team.mara.told("/journey note Our gloves are warm")
        assert "show and keep nothing" in text_of(told)
        assert await on.memory.one_liners() == []


async def test_a_mention_waits_until_slack_says_what_its_channel_is(scene: Open) -> None:
    """A moment's silence makes no colleague a stranger."""
    async with scene() as on:
        await on.fault("conversations.info", "status", status=503)
        mention = f"<@{on.workspace.app.bot_user_id}> what does Olga need now?"
        await on.team.mara.say(CHANNEL, mention)
        await on.workspace.eventually(partial(on.memory.put_back, attempt=1))
        on.advance(10)
        told = await on.workspace.eventually(on.team.mara.ephemerals)
        assert "outside the company" not in text_of(told[-1])


async def test_the_bot_joins_a_public_channel_in_which_a_workshop_starts(scene: Open) -> None:
    """Nobody has to invite it there."""
    async with scene() as on:
        await _leave(on)
        await on.start()

        assert on.workspace.app.bot_user_id in (await on.workspace.channel(CHANNEL))["members"]


async def test_in_a_private_channel_the_facilitator_invites_it_and_tries_again(
    scene: Open,
) -> None:
    """The workshop waits; its facilitator is told in private what to do, and that it works."""
    async with scene() as on:
        await on.workspace.control("channel", channel=CHANNEL, do="private")
        await _leave(on)
        await on.begin()
        told = await _told(on, "not_in_channel", "channel_not_found")
        await _member(on, "join")
        await on.team.mara.click(told, "board.post")

        assert "Olga" in text_of(await on.team.board())
        await on.team.reply(on.team.ines, BLAME)
        await on.team.eventually_board("Contributed 1 of 3")


async def test_where_posting_is_restricted_it_is_said_once_and_notes_stay(scene: Open) -> None:
    """Notes are saved and the clock waits; one press, once it may post, and the board is back."""
    async with scene() as on:
        await on.start()
        await on.team.open_notes(on.team.jonas)
        await on.fault("chat.update", "error", error="restricted_action", count=20)
        for text in ("A line stopped", "The insurer called"):
            await on.team.jonas.submit({"Trigger": text})
            await on.settled()
        told = await _told(on, "I may not post in")
        assert len(await _direct(on)) == 1
        await on.healed()
        await on.team.mara.click(told, "board.post")

        await on.team.eventually_board("Contributed 1 of 3")
        await on.team.eventually_board("paused")
        assert sum((await on.memory.notes()).values()) == 2


async def test_a_board_that_is_gone_is_posted_anew(scene: Open) -> None:
    """Replies below the new one count, and it is edited from then on."""
    async with scene() as on:
        await on.start()
        await on.fault("chat.update", "error", error="message_not_found")
        await on.team.reply(on.team.ines, "Below the old one")
        await on.workspace.eventually(lambda: _has_boards(on, 2))
        on.team.boards = 2
        await on.settled()
        await on.team.reply(on.team.jonas, "Below the new one")

        await on.team.eventually_board("Contributed 2 of 3")
        assert await on.memory.notes() == {"Below the old one": 1, "Below the new one": 1}
        assert len(await _boards(on)) == 2


async def test_a_socket_that_is_cut_in_the_middle_is_opened_again(scene: Open) -> None:
    """What people do meanwhile arrives when the socket is back."""
    async with scene() as on:
        await on.start()
        for number in range(3):
            await on.workspace.control("disconnect", reason="warning")
            await on.team.reply(on.team.ines, f"Note {number}")
        await on.workspace.connected()
        await on.team.press(on.team.jonas, "board.ready")
        await on.team.eventually_board("Contributed 1 of 3 · Ready 1 of 3")
        await on.settled()

        assert await on.memory.notes() == {f"Note {number}": 1 for number in range(3)}


async def test_forty_notes_in_a_second_are_three_edits_at_most(scene: Open) -> None:
    """However many people write at once, the channel's limit is kept and all notes count."""
    async with scene(hurried=False) as on:
        await on.start()
        before = len(await on.calls("chat.update"))
        began = time.monotonic()
        team = [on.team.mara, on.team.jonas, on.team.ines]
        ts = (await on.team.board())["ts"]
        place = await on.workspace.channel_id(CHANNEL)
        said = [team[n % 3].say(place, f"Note {n}", thread_ts=ts) for n in range(40)]
        await asyncio.gather(*said)
        await on.workspace.eventually(lambda: _noted(on, 40))
        took_s = time.monotonic() - began
        await on.team.eventually_board("Contributed 3 of 3")
        await on.workspace.eventually(lambda: _board_drawn(on))

        edits = len(await on.calls("chat.update")) - before
        assert edits <= 3 + max(0, int(took_s - 1))
        assert await on.memory.notes() == {f"Note {number}": 1 for number in range(40)}


async def test_a_stop_is_seen_within_a_second_and_loses_nothing(
    slack: Json, data_dir: Path, sqlite_url: str
) -> None:
    """SIGTERM under load: not ready at once, ended in time, and nothing is missing afterwards."""
    async with (
        running_bot(
            slack, data_dir, transport="http", database_url=sqlite_url, hurried=False
        ) as bot,
        memory(sqlite_url, bot.workspace) as seen,
        httpx.AsyncClient(trust_env=False, verify=False) as http,
    ):
        team = await Team.meet(bot)
        await team.start()
        await bot.workspace.control("fault", method="chat.update", kind="delay", seconds=2)
        for number in range(10):
            await team.reply(team.ines, f"Note {number}")
        assert bot.process is not None
        bot.process.terminate()
        began = time.monotonic()

        async def unready() -> bool:
            answer = await http.get(f"http://127.0.0.1:{bot.port}/readyz")
            return answer.status_code == 503

        await bot.workspace.eventually(unready, timeout=1)
        assert await bot.ended() == 0
        assert time.monotonic() - began < 20
        await bot.start()
        await bot.workspace.eventually(seen.idle)

        assert await seen.notes() == {f"Note {number}": 1 for number in range(10)}
        await team.eventually_board("Contributed 1 of 3")


async def test_a_start_that_waits_for_slack_can_be_stopped(scene: Open) -> None:
    """Slack is away: the bot waits for it, but not against an order to end."""
    async with scene() as on:
        await on.bot.stop()
        await on.fault("auth.test", "status", count=1000)
        before = len(await on.calls("auth.test"))
        starting = asyncio.create_task(on.bot.start())
        await on.workspace.eventually(lambda: _called(on, "auth.test", times=before + 1))
        await asyncio.wait_for(on.bot.stop(), 5)
        await asyncio.wait_for(asyncio.wait({starting}), 5)
        await on.healed()
        starting.cancel()


async def _boards(on: Scene) -> list[Json]:
    return [message for message in await on.workspace.messages(CHANNEL) if is_board(message)]


async def _has_boards(on: Scene, many: int) -> bool:
    return len(await _boards(on)) == many


async def _called(on: Scene, method: str, *, times: int) -> bool:
    return len(await on.calls(method)) >= times


async def _noted(on: Scene, count: int) -> bool:
    return (await on.memory.notes()).total() == count


async def _board_drawn(on: Scene) -> bool:
    return not [one for one in await on.memory.waiting() if one.kind == "slack.board"]


async def _leave(on: Scene) -> None:
    await _member(on, "leave")


async def _member(on: Scene, do: str) -> None:
    app = on.workspace.app.app_id
    await on.workspace.control("member", channel=CHANNEL, app=app, do=do)


async def _direct(on: Scene) -> list[Json]:
    """Return what the bot wrote to Mara in private."""
    bot = on.workspace.app.bot_user_id
    messages = await on.workspace.messages(await on.team.mara.dm())
    return [message for message in messages if message.get("user") == bot]


async def _told(on: Scene, *reasons: str) -> Json:
    """Return the message in which Mara is told one of *reasons*; waits for it."""

    async def found() -> Json | None:
        told = await _direct(on)
        return next((m for m in told if any(why in text_of(m) for why in reasons)), None)

    return await on.workspace.eventually(found)
