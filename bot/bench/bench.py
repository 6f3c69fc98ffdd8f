"""Runs all measurements, one after the other, in a folder that is removed afterwards."""

import asyncio
import json
import logging
import tempfile
from pathlib import Path

import click
import structlog

from bot.bench import acks, boards, notes, page, standin, starts, suite, wording
from bot.bench.bot import at_work
from bot.bench.figure import Figure
from bot.bench.plan import FULL, QUICK, Plan
from bot.bench.report import document, table
from bot.bench.say import say
from knowledge.index.embedder import MiniLM


def run(*, as_json: bool, quick: bool) -> None:
    """Measure and print.

    Args:
        as_json: One JSON object instead of the table.
        quick: A short run that shows that the bench works.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    plan = QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="desireline-bench-") as folder:
        figures = asyncio.run(measure(plan, Path(folder)))
    click.echo(json.dumps(document(figures, plan)) if as_json else table(figures, plan))


async def measure(plan: Plan, folder: Path) -> list[Figure]:
    """Return all figures; *folder* is empty, or holds the model in `models`."""
    models = folder / "models"
    say("the model")
    await asyncio.to_thread(MiniLM.open, models)
    channels = plan.runs + 1 + plan.bursts
    async with at_work(folder / "office", models, channels=channels) as office:
        figures = await acks.measure(plan, office, folder)
        figures += await boards.measure(plan, office)
    figures += await notes.measure(plan, folder / "notes")
    figures += await starts.measure(plan, folder / "starts", models)
    figures += await standin.measure(plan, folder / "standin")
    figures += await page.measure(plan, folder / "page")
    figures += wording.measure()
    return [*figures, *await suite.measure(folder, contract=plan.suites)]
