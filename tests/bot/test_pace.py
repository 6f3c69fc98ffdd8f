"""Posts in one channel come a moment apart, whoever waits; other channels don't wait for them."""

import asyncio

import pytest

from bot.effects import posting
from bot.effects.posting import Pace

APART_S = 0.02


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "BETWEEN_POSTS_S", APART_S)


async def at(pace: Pace, channel: str) -> float:
    await pace.wait(channel)
    return asyncio.get_running_loop().time()


async def test_who_comes_at_the_same_time_waits_one_behind_the_other() -> None:
    pace, began = Pace(), asyncio.get_running_loop().time()
    posted = await asyncio.gather(*(at(pace, "C1") for _ in range(3)))
    # Counted from the beginning: the one before may itself be told late that its turn has come.
    assert all(one - began >= turn * APART_S for turn, one in enumerate(posted))


async def test_another_channel_is_as_free_as_it_was() -> None:
    pace = Pace()
    one, other, behind = await asyncio.gather(*(at(pace, place) for place in ("C1", "C2", "C1")))
    assert max(one, other) < behind


async def test_channels_that_are_free_are_forgotten_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(posting, "MOST_PACED", 1)
    now = asyncio.get_running_loop().time()
    pace = Pace({"C1": now - 60, "C2": now + 60})
    await pace.wait("C3")
    assert set(pace.free_at) == {"C2", "C3"}
