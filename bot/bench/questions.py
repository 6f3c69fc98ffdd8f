"""F6, F9: questions over many insights with the real model, and how quickly those are indexed."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

from bot import garbage
from bot.bench import bot
from bot.bench.figure import Figure, median, percentile
from bot.bench.plan import Plan
from bot.bench.requests import WHAT, WHEN, WHO
from bot.bench.say import say
from knowledge.answers.answer import Answers
from knowledge.answers.models import Answer
from knowledge.examples.synthesis import generate
from knowledge.identity import WorkspaceId
from knowledge.index import indexing
from knowledge.index.index import Index
from knowledge.ledger import Ledger, people

SEED = 11


@dataclass(frozen=True)
class Asked:
    """How long each question took, and how many of them were founded."""

    times_ms: list[float]
    answered: int


async def measure(plan: Plan, data_dir: Path, workspace: WorkspaceId) -> list[Figure]:
    """Fill *data_dir* with synthetic insights, index them, and ask; leave the data there."""
    async with await bot.ledger(data_dir) as opened, Index(data_dir) as index:
        say(f"questions: {plan.insights} insights")
        await _fill(opened, workspace, plan.insights)
        await index.warm()
        indexed = await _index(opened, index, workspace)
        garbage.keep()  # as the bot does once it is warm
        say(f"questions: {plan.questions} of them")
        asked = await _ask(plan, opened, index, workspace)
    return [_answering(plan, asked), indexed]


async def _fill(opened: Ledger, workspace: WorkspaceId, insights: int) -> None:
    async with opened.transaction(workspace) as tx:
        await generate(tx, insights, person=await people.of(tx, "bench"))


async def _index(opened: Ledger, index: Index, workspace: WorkspaceId) -> Figure:
    started = time.perf_counter()
    done = await indexing.record(opened, index, workspace)
    seconds = time.perf_counter() - started
    return Figure(
        number="F9",
        key="index_texts_per_s",
        value=done.written / seconds,
        unit="/s",
        goal=400,
        least=True,
        about="indexing short insights end to end",
        how=f"{done.written} texts: read, embedded, written to Chroma, in {seconds:.1f} s",
    )


async def _ask(plan: Plan, opened: Ledger, index: Index, workspace: WorkspaceId) -> Asked:
    answers, dice = Answers(index.slices), random.Random(SEED)
    times, answered = [], 0
    for number in range(-10, plan.questions):
        question = _question(dice, personas=max(1, plan.insights // 200))
        started = time.perf_counter()
        async with opened.reading(workspace) as tx:
            found = await answers.ask(tx, question, places=frozenset())
        if number >= 0:
            times.append((time.perf_counter() - started) * 1000)
            answered += isinstance(found, Answer)
    return Asked(times, answered)


def _question(dice: random.Random, *, personas: int) -> str:
    who, what, when = dice.choice(WHO), dice.choice(WHAT), dice.choice(WHEN)
    if dice.random() < 0.5:
        return f"What does Person {dice.randint(1, personas)} need when {who} {what} {when}?"
    return f"Who {what} {when}, and why?"


def _answering(plan: Plan, asked: Asked) -> Figure:
    return Figure(
        number="F6",
        key="ask_p95_ms",
        value=percentile(asked.times_ms, 95),
        unit="ms",
        goal=15,
        about=f"question → ranked evidence, {plan.insights} insights, p95",
        how=f"{plan.questions} questions with embedding, {asked.answered} founded",
        sides={"ask_median_ms": median(asked.times_ms)},
    )
