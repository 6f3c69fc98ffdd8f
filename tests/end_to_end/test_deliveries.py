"""Twice, late, out of order, or not at all: each delivery counts once, and none is lost."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import permutations

import pytest

from bot.effects import catching_up
from knowledge.identity import WorkspaceId
from knowledge.ledger import mail
from tests.end_to_end.again import Postman
from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import CHANNEL, Team
from tests.slack_workspace import Json

DAY_S = 86_400
SENTENCE = "Our gloves are warm"


async def act(team: Team) -> None:
    """Let three people do one thing of each kind."""
    await team.reply(team.ines, "They are afraid of the blame")
    await team.add_notes(team.jonas, {"Trigger": "A line stopped\nThe insurer called"})
    await team.press(team.jonas, "board.ready")
    await team.mara.command(f"/journey note {SENTENCE}")
    await team.reply(team.mara, "Nobody asked the shift lead\nNobody measured")
    await team.move("facilitate.next")


@pytest.mark.parametrize(
    ("copies", "transport", "ledger_url"),
    [(2, "socket", "sqlite"), (3, "http", "postgresql")],
    indirect=["ledger_url"],
)
async def test_what_comes_several_times_at_once_and_shuffled_counts_once(
    copies: int, transport: str, ledger_url: str, scene: Open
) -> None:
    """Each event, command, click and form arrives two or three times, in any order."""
    async with scene(transport, ledger_url) as on:
        await on.start()
        await on.workspace.control("deliveries", copies=copies, shuffle=5)
        await act(on.team)
        await on.settled()

        notes = await on.memory.notes()
        workshop = await on.memory.workshop()
        assert sorted(notes.values()) == [1, 1, 1, 1, 1]
        assert await on.memory.one_liners() == [SENTENCE]
        assert workshop.position == 1
        assert [len(people) for people in workshop.ready.values()] == [1]
        assert await on.memory.posted_twice() == []


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_first_delivery_that_calls_itself_a_retry_counts(
    transport: str, scene: Open
) -> None:
    """The original was lost on its way: the retry is all that ever comes."""
    async with scene(transport) as on:
        await on.start()
        await on.workspace.control("deliveries", lose_first_next=1)
        ts = await on.team.reply(on.team.ines, "They are afraid of the blame")
        await on.settled()

        heard = await on.workspace.log(kind="event", name="message")
        assert [one["attempt"] for one in heard if one["request"]["event"]["ts"] == ts] == [1]
        assert await on.memory.notes() == {"They are afraid of the blame": 1}


async def test_what_was_said_while_the_bot_was_away_is_read_afterwards(scene: Open) -> None:
    """Replies, edits and deletions that Slack gave up are found in the thread at the start."""
    async with scene("socket") as on:
        await on.start()
        team = on.team
        changed, gone = [await team.reply(team.ines, text) for text in ("As it was", "Too much")]
        await on.settled()
        await on.bot.stop()
        await on.workspace.control("deliveries", drop_next=5)
        await team.reply(team.jonas, "Said meanwhile")
        hasty = await team.reply(team.jonas, "Hasty")
        await team.jonas.edit(CHANNEL, hasty, "Considered")
        await team.ines.edit(CHANNEL, changed, "As it is")
        await team.ines.delete(CHANNEL, gone)
        await on.bot.start()
        await on.settled()

        expected = {"As it is": 1, "Said meanwhile": 1, "Considered": 1}
        await on.workspace.eventually(lambda: _is(on.memory.notes, expected))


async def test_what_was_taken_back_is_gone_though_a_dead_process_holds_what_was_said(
    scene: Open,
) -> None:
    """What lies in the mailbox counts as said when the thread is read, or it would come up."""
    async with scene("socket") as on:
        await on.start()
        await on.bot.stop()
        await on.workspace.control("deliveries", drop_next=2)
        hasty = await on.team.reply(on.team.jonas, "Hasty")
        await on.workspace.settled()
        *_, said = await on.workspace.log(kind="event", name="message")
        here = WorkspaceId(on.workspace.app.team_id)
        await mail.keep(on.memory.ledger, here, "event:1", said["request"], holder="who died")
        await on.team.jonas.delete(CHANNEL, hasty)
        await on.bot.start()
        await on.workspace.eventually(lambda: _is_deleted(on, hasty))
        on.advance(mail.LEASE.total_seconds() + 1)
        await on.settled()

        assert await on.memory.notes() == {}


async def test_a_long_thread_is_read_to_its_end_one_call_a_minute(
    scene: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some apps may ask once a minute, for a page: what was read is not read again."""
    monkeypatch.setattr(catching_up, "PAGE", 3)
    async with scene("socket") as on:
        await on.start()
        team = on.team
        first, *others = [await team.reply(team.ines, f"Note {n}") for n in range(6)]
        await on.settled()
        await on.bot.stop()
        await on.workspace.control("deliveries", drop_next=9)
        for ts in (first, others[2], others[-1]):
            await team.ines.delete(CHANNEL, ts)
        for n in range(6, 12):
            await team.reply(team.jonas, f"Note {n}")
        await on.fault("conversations.replies", "ratelimited", retry_after="60", skip=2)
        await on.bot.start()
        await on.stalled()
        on.advance(61)
        await on.settled()

        standing = {f"Note {n}": 1 for n in (1, 2, 4, *range(6, 12))}
        assert await on.memory.notes() == standing
        asked = [call["request"] for call in await on.calls("conversations.replies")]
        pages = Counter(call["cursor"] for call in asked if "cursor" in call)
        assert sorted(pages.values()) == [1] * (len(pages) - 1) + [2], "one was refused"
        assert len(pages) >= 2


async def test_what_was_missed_while_the_socket_was_cut_is_read_when_it_is_back(
    scene: Open,
) -> None:
    """Slack itself was away: nobody restarts the bot, and nothing comes again."""
    async with scene("socket") as on:
        await on.start()
        await on.workspace.control("deliveries", drop_next=1)
        await on.team.reply(on.team.ines, "Said into the gap")
        await on.workspace.control("disconnect")

        await on.workspace.eventually(
            lambda: _is(on.memory.notes, {"Said into the gap": 1}), timeout=15
        )


async def test_a_day_later_after_a_restart_the_same_deliveries_change_nothing(
    scene: Open,
) -> None:
    """Keys are kept for ever: all deliveries of a workshop come again, twice, in any order."""
    async with scene("http") as on:
        await on.start()
        await act(on.team)
        await on.settled()
        before = await _all_that_counts(on)
        assert on.bot.port is not None
        postman = Postman(on.workspace, on.bot.port)
        deliveries = [one for one in await postman.delivered() if _writes(one)]
        await on.bot.stop()
        on.advance(DAY_S)
        await on.bot.start()
        again = deliveries * 2
        random.Random(7).shuffle(again)
        for delivery in again:
            await postman.bring(delivery, attempt=3 if delivery["kind"] == "event" else 0)
        await on.settled()

        assert len(deliveries) >= 8
        assert await _all_that_counts(on) == before


async def test_a_repeated_form_and_command_get_the_answer_of_the_first(scene: Open) -> None:
    """The person sees the same, whichever of the deliveries Slack listens to."""
    async with scene("http") as on:
        await on.start()
        await act(on.team)
        await on.team.mara.command("/journey ask what does the safety manager need now?")
        await on.settled()
        assert on.bot.port is not None
        postman = Postman(on.workspace, on.bot.port)
        said = [one for one in await postman.delivered() if one["name"] == "/journey"][-1]
        saved = [one for one in await postman.delivered() if one["name"] == "view_submission"][-1]

        for delivery in (said, saved):
            assert delivery["response"]
            assert await postman.bring(delivery) == delivery["response"]


async def test_create_edits_and_deletion_agree_in_any_order(scene: Open) -> None:
    """Whatever order Slack brings them in, the last version counts, and a deletion for good."""
    async with scene("http") as on:
        await on.start()
        assert on.bot.port is not None
        postman = Postman(on.workspace, on.bot.port)
        kept = {}
        for number, order in enumerate(permutations(range(3))):
            lost = await _lost(on, postman, f"first {number}", f"last {number}", delete=False)
            await _bring(postman, lost, order)
            kept[f"last {number}"] = 1
            lost = await _lost(on, postman, f"gone {number}", f"also {number}", delete=True)
            await _bring(postman, lost, order)
        await on.settled()

        assert await on.memory.notes() == kept


async def _all_that_counts(on: Scene) -> object:
    """Return everything that must not change when deliveries are repeated."""
    workshop = await on.memory.workshop()
    return (
        await on.memory.notes(),
        await on.memory.one_liners(),
        workshop.position,
        {key: len(people) for key, people in workshop.ready.items()},
        sorted(post["ts"] for post in await on.memory.posts()),
    )


async def _lost(on: Scene, postman: Postman, first: str, last: str, *, delete: bool) -> list[Json]:
    """Say, edit, and edit again or delete, and lose all three on the way."""
    log = await postman.delivered()
    after = log[-1]["n"] if log else 0
    await on.workspace.control("deliveries", drop_next=3)
    ines = on.team.ines
    ts = await on.team.reply(ines, first)
    await ines.edit(CHANNEL, ts, f"{first}, on second thoughts")
    if delete:
        await ines.delete(CHANNEL, ts)
    else:
        await ines.edit(CHANNEL, ts, last)
    lost = [one for one in await postman.delivered(after=after) if one["verdict"] == "dropped"]
    assert len(lost) == 3
    return lost


async def _bring(postman: Postman, lost: list[Json], order: tuple[int, ...]) -> None:
    for number in order:
        await postman.bring(lost[number])


def _writes(delivery: Json) -> bool:
    """Say whether a delivery changes something; opening a window does not."""
    return bool(delivery["name"] != "block_suggestion")


async def _is(found: Callable[[], Awaitable[object]], expected: object) -> bool:
    return bool(await found() == expected)


async def _is_deleted(on: Scene, ts: str) -> bool:
    reply = (await on.memory.workshop()).replies.get(ts)
    return reply is not None and reply.deleted
