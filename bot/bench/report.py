"""The figures as a table for people, and as one object for programs."""

import os
import platform
from collections.abc import Sequence

from bot.bench.figure import Figure
from bot.bench.plan import Plan

MARKS = {True: "met", False: "MISSED", None: ""}


def table(figures: Sequence[Figure], plan: Plan) -> str:
    """Return the figures, each with how it was measured, as text."""
    wide = max(len(figure.about) for figure in figures)
    lines = [_place(plan), ""]
    for figure in figures:
        value, goal = _amount(figure.value, figure.unit), _goal(figure)
        mark = MARKS[figure.met]
        row = f"{figure.number:4} {figure.about:{wide}}  {value:>11}  {goal:>11}  {mark}"
        lines += [row.rstrip(), f"     {figure.how}{_sides(figure)}"]
    return "\n".join(lines)


def document(figures: Sequence[Figure], plan: Plan) -> dict[str, object]:
    """Return the figures and both sides of each ratio under their names, flat."""
    values: dict[str, object] = {}
    for figure in figures:
        values[figure.key] = _rounded(figure.value)
        values |= {name: _rounded(value) for name, value in figure.sides.items()}
    goals = {figure.key: _goal(figure) for figure in figures if figure.goal is not None}
    missed = [figure.key for figure in figures if figure.met is False]
    about = {"cores": os.cpu_count(), "python": platform.python_version(), "runs": plan.runs}
    return {**values, "goals": goals, "missed": missed, **about}


def _place(plan: Plan) -> str:
    return (
        f"{os.cpu_count()} cores, Python {platform.python_version()}, SQLite; "
        f"loads of {plan.rate_per_s} requests/s, median of {plan.runs} alternating runs"
    )


def _sides(figure: Figure) -> str:
    if not figure.sides:
        return ""
    return ": " + ", ".join(f"{name} {_rounded(value)}" for name, value in figure.sides.items())


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return ("≥ " if figure.least else "≤ ") + _amount(figure.goal, figure.unit)


def _amount(value: float, unit: str) -> str:
    text = f"{_rounded(value):g}" if abs(value) < 1000 else f"{value:.0f}"
    return f"{text} {unit}".strip() if unit != "×" else f"{text}×"


def _rounded(value: float) -> float:
    return round(value, 3) if abs(value) < 10 else round(value, 1)
