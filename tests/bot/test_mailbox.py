"""What is kept before it is acknowledged, and what is none of our business."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.mailbox import Mailbox
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import Ledger, mail
from knowledge.ledger import workshops as rows
from tests.bot.conftest import TEAM, now

BOT, PLACE, BOARD = "U0BOT", "C0WORK", "17.000100"
SAID = {"type": "message", "user": "U0MARA", "channel": PLACE, "text": "They fear blame"}
REPLY = {**SAID, "ts": "18.000100", "thread_ts": BOARD}
COMMAND = {
    "command": "/journey",
    "team_id": TEAM,
    "user_id": "U0MARA",
    "channel_id": PLACE,
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.slack.test/1",
}


@pytest.fixture
async def ledger(sqlite_url: str) -> AsyncIterator[Ledger]:
    """A ledger with one workshop, whose board stands in the channel."""
    async with await Ledger.open(sqlite_url, clock=now, kill_at="") as opened:
        async with opened.transaction(TEAM) as tx:
            await rows.create(tx, "w1", place=PlaceId(PLACE), facilitator=PersonId("p1"))
            await rows.update(tx, "w1", board_ts=BOARD)
        yield opened


@pytest.fixture
def mailbox(ledger: Ledger) -> Mailbox:
    return Mailbox(ledger=ledger, workspace=TEAM, bot_user=BOT, holder="h1", wake=lambda: None)


def event(said: Any, **more: Any) -> dict[str, Any]:
    """Return what Slack delivers for something said."""
    return {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": said, **more}


@pytest.mark.parametrize(
    "delivery",
    [
        pytest.param(event(REPLY), id="a reply below a board"),
        pytest.param(
            event({"type": "message", "subtype": "message_changed", "channel": PLACE,
                   "message": REPLY, "previous_message": REPLY}),
            id="a reply that was edited",
        ),
        pytest.param(
            event({"type": "message", "subtype": "message_deleted", "channel": PLACE,
                   "previous_message": REPLY}),
            id="a reply that was deleted",
        ),
        pytest.param(event({**SAID, "type": "app_mention"}), id="a mention"),
        pytest.param(event({**SAID, "channel_type": "im", "channel": "D1"}), id="said in private"),
        pytest.param(event({"type": "app_home_opened", "user": "U0MARA"}), id="Home opened"),
        pytest.param({**COMMAND, "text": "note “Nobody buys”"}, id="a one-liner"),
    ],
)  # fmt: skip
async def test_what_must_not_be_lost_is_kept(mailbox: Mailbox, delivery: dict[str, Any]) -> None:
    """It is durable when it is acknowledged; a repetition is the same letter."""
    assert await mailbox.keep(delivery)
    assert await mailbox.keep(delivery)
    (letter,) = await mail.arrived(mailbox.ledger, holder="h1", limit=10)
    assert letter.body == delivery


@pytest.mark.parametrize(
    "delivery",
    [
        pytest.param(event(SAID), id="talk in a channel"),
        pytest.param(event({**REPLY, "thread_ts": "9.9"}), id="talk in another thread"),
        pytest.param(event({**REPLY, "channel": "C0ELSE"}), id="the same ts in another channel"),
        pytest.param(event({**SAID, "channel_type": "im", "user": BOT}), id="our own words"),
        pytest.param(event({"type": "user_change", "user": {}}), id="somebody's new status"),
        pytest.param(event(REPLY, team_id="T0OTHER"), id="another workspace"),
        pytest.param(event(None), id="no event"),
        pytest.param(event({**REPLY, "thread_ts": ["9"]}), id="a thread that is a list"),
        pytest.param(event({**REPLY, "type": []}), id="a type that is a list"),
        pytest.param({**COMMAND, "text": "ask what now?"}, id="a question"),
        pytest.param({**COMMAND, "text": "note “ ”"}, id="an empty one-liner"),
        pytest.param({**COMMAND, "text": "note It", "response_url": ""}, id="no way to answer"),
        pytest.param({**COMMAND, "command": "/other", "text": "note It"}, id="another command"),
        pytest.param({"type": "block_actions", "team": {"id": TEAM}}, id="a click"),
        pytest.param({}, id="nothing"),
    ],
)
async def test_what_concerns_nobody_or_needs_an_answer_is_not_kept(
    mailbox: Mailbox, delivery: dict[str, Any]
) -> None:
    """Most of what is said in a channel is none of our business, and leaves no trace."""
    assert not await mailbox.keep(delivery)
    assert await mail.waiting(mailbox.ledger) == 0


async def test_a_board_that_comes_later_is_noticed(mailbox: Mailbox) -> None:
    """A thread that was none of our business may become a workshop's."""
    later = event({**REPLY, "thread_ts": "20.000100"})
    assert not await mailbox.keep(later)
    async with mailbox.ledger.transaction(WorkspaceId(TEAM)) as tx:
        await rows.update(tx, "w1", board_ts="20.000100")
    assert await mailbox.keep(later)
