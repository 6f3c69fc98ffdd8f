"""The bench prints what it promises; how quick things are is not judged here."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bench.bench import measure
from bot.bench.figure import Figure, percentile
from bot.bench.plan import QUICK
from bot.bench.report import document, table
from bot.bench.suite import SuiteFailed, alone

SMALLEST = replace(QUICK, load_s=0.5, warm_s=0.2, insights=100, questions=5)
KEYS = {
    "ack_command_p99_ratio", "ack_command_p99_polling_ratio", "ack_event_p99_ratio",
    "ack_max_ms", "note_to_board_median_s",
    "note_to_board_p95_s", "burst_board_edits", "ask_p95_ms", "index_texts_per_s",
    "first_answer_s", "demo_ready_s", "note_cost_ratio", "standin_start_s", "standin_calls_per_s",
    "standin_delivery_p95_ms", "page_first_paint_s", "page_key_p95_ms",
    "guard_false_flags", "guard_caught",
}  # fmt: skip


@pytest.mark.timeout(300)
async def test_a_short_bench_gives_every_figure(tmp_path: Path, models_dir: Path) -> None:
    """Real processes start, are loaded, and end; each figure is a plausible number."""
    (tmp_path / "models").symlink_to(models_dir)
    figures = await measure(SMALLEST, tmp_path)
    found = json.loads(json.dumps(document(figures, SMALLEST)))
    assert found.keys() >= KEYS
    implausible = {key: found[key] for key in KEYS if not 0 <= found[key] < math.inf}
    assert not implausible
    sides = found["ack_event_p99_ms"], found["ack_event_p99_echo_ms"]
    assert found["ack_event_p99_ratio"] == pytest.approx(sides[0] / sides[1], rel=0.1)
    assert found["ack_max_ms"] >= found["ack_event_p99_ms"] > 0
    assert 1 <= found["burst_board_edits"] <= SMALLEST.burst
    shown = table(figures, SMALLEST)
    assert all(figure.about in shown for figure in figures)


def _figure(value: float, *, goal: float | None, least: bool = False) -> Figure:
    return Figure(key="k", unit="s", about="a", how="h", value=value, goal=goal, least=least)


def test_a_goal_is_met_at_its_limit_and_missed_beyond() -> None:
    assert _figure(2, goal=2).met is True
    assert _figure(2.1, goal=2).met is False
    assert _figure(2, goal=2, least=True).met is True
    assert _figure(1.9, goal=2, least=True).met is False
    assert _figure(1, goal=None).met is None


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 99) == 99
    assert percentile(values, 95) == 95
    assert percentile([7.0], 99) == 7


async def test_a_suite_that_fails_has_no_time(tmp_path: Path) -> None:
    """Only tests that pass are timed; what failed is said."""
    suite = tmp_path / "test_one.py"
    suite.write_text("def test_one():\n    assert 'red' == 'green'\n")
    with pytest.raises(SuiteFailed, match="red"):
        await alone(suite, log=tmp_path / "log")
