"""F3, F4: from a note in the thread to the board that counts it, through the local Slack."""

import asyncio
import json
import random
from collections.abc import Mapping, Sequence

from bot.bench import bot, requests, workshop
from bot.bench.bot import AtWork
from bot.bench.figure import Figure, median, percentile
from bot.bench.plan import Plan
from bot.bench.say import say
from bot.bench.workshop import Workshop
from bot.bench.workspace import JSON, PEOPLE, Workspace, eventually
from knowledge.ledger import Ledger
from prompts.loader import load

SEED = 7
LONGEST_GAP_S = 1.2
"""Notes come at any moment between a board's edits, which are at least a second apart."""


async def measure(plan: Plan, office: AtWork) -> list[Figure]:
    """Return how long a board lags behind its notes, and how often a burst edits it."""
    slack, ledger = office.slack, office.ledger
    lags = await _lags(plan, slack, ledger)
    edits = [await _burst(plan, slack, ledger, number) for number in range(plan.bursts)]
    return [*_lag_figures(plan, lags), _burst_figure(plan, edits)]


async def _lags(plan: Plan, slack: Workspace, opened: Ledger) -> list[float]:
    say(f"boards: {plan.notes} notes, one after the other")
    running, dice = await _begun(plan, slack, opened, 0), random.Random(SEED)
    for number in range(plan.notes):
        await _reply(slack, running, number)
        await asyncio.sleep(dice.uniform(0, LONGEST_GAP_S))
    await bot.idle(opened)
    taken = await _acknowledged(slack, running)
    shown = _shown(await _edits(slack, running), most=plan.notes)
    assert len(taken) == plan.notes, f"{len(taken)} of {plan.notes} notes were acknowledged"
    return [max(0.0, _first(shown, count) - at) for count, at in enumerate(taken, start=1)]


def _first(shown: Mapping[int, float], count: int) -> float:
    """Return when a board first counted at least *count* notes."""
    return min(at for counted, at in shown.items() if counted >= count)


async def _begun(plan: Plan, slack: Workspace, opened: Ledger, number: int) -> Workshop:
    running = await workshop.begin(slack, place=f"place-{plan.runs + number}")
    await bot.idle(opened)
    return running


async def _reply(slack: Workspace, running: Workshop, number: int) -> None:
    who, text = PEOPLE[number % len(PEOPLE)], requests.sentence(number)
    await slack.do(who, "say", channel=running.channel, text=text, thread_ts=running.board)


async def _acknowledged(slack: Workspace, running: Workshop) -> list[float]:
    """Return when each reply's event was acknowledged, in order."""
    deliveries = await slack.log("event", "message")
    return sorted(
        one["at"]
        for one in deliveries
        if one["verdict"] == "taken"
        and one["request"]["event"].get("thread_ts") == running.board
        and one["request"]["event"].get("user") != slack.app["bot_user_id"]
        and "subtype" not in one["request"]["event"]
    )


async def _edits(slack: Workspace, running: Workshop) -> list[JSON]:
    calls = await slack.log("api", "chat.update")
    return [call for call in calls if call["request"].get("ts") == running.board]


def _shown(edits: Sequence[JSON], *, most: int) -> dict[int, float]:
    """Return when a board first said each number of notes."""
    words, shown = load("en").words, dict[int, float]()
    said = {words("board.notes", n=count): count for count in range(1, most + 1)}
    for edit in edits:
        blocks = edit["request"]["blocks"]
        text = blocks if isinstance(blocks, str) else json.dumps(blocks)
        found = [count for phrase, count in said.items() if _says(text, phrase)]
        for count in found:
            shown.setdefault(count, edit["at"])
    return shown


def _says(text: str, phrase: str) -> bool:
    before, found, _ = text.partition(phrase)
    return bool(found) and not before[-1:].isdigit()


async def _burst(plan: Plan, slack: Workspace, opened: Ledger, number: int) -> int:
    """Return how often the board was edited for many notes within a second."""
    say(f"boards: burst {number + 1} of {plan.bursts}")
    running = await _begun(plan, slack, opened, 1 + number)
    before = len(await _edits(slack, running))
    async with asyncio.TaskGroup() as group:
        for note in range(plan.burst):
            group.create_task(_reply(slack, running, note))
            await asyncio.sleep(1 / plan.burst)
    await _all_taken(plan, slack, running)
    await bot.idle(opened)
    return len(await _edits(slack, running)) - before


async def _all_taken(plan: Plan, slack: Workspace, running: Workshop) -> None:
    async def all_taken() -> bool:
        return len(await _acknowledged(slack, running)) >= plan.burst

    await eventually(all_taken, within_s=30)


def _lag_figures(plan: Plan, lags: Sequence[float]) -> list[Figure]:
    how = f"{plan.notes} thread replies at random gaps up to {LONGEST_GAP_S} s; local Slack's log"
    return [
        Figure(
            number="F3",
            key="note_to_board_median_s",
            value=median(lags),
            unit="s",
            goal=0.6,
            about="note acknowledged → board edited, median",
            how=how,
        ),
        Figure(
            number="F3",
            key="note_to_board_p95_s",
            value=percentile(lags, 95),
            unit="s",
            goal=1.5,
            about="note acknowledged → board edited, p95",
            how="the same notes",
        ),
    ]


def _burst_figure(plan: Plan, edits: Sequence[int]) -> Figure:
    return Figure(
        number="F4",
        key="burst_board_edits",
        value=max(edits),
        unit="",
        goal=3,
        about=f"board edits for {plan.burst} notes in a second",
        how=f"the most of {len(edits)} bursts of thread replies",
    )
