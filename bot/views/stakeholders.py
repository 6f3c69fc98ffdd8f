"""The departments that meet the customer: named at the start, missed on the board."""

from collections.abc import Iterable, Sequence

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.values import joined
from prompts.departments import Department
from prompts.words import Words
from workshops.engine.board import Board
from workshops.engine.state import Workshop
from workshops.engine.text import twin_key

FIELD, SEARCH, JOIN = "departments", "start.departments", "board.department"
MOST = 20
LONGEST_NAME = 60
LONGEST_LINE = 200


def field(words: Words, chosen: Iterable[str], departments: Sequence[Department]) -> Block:
    """Return the start form's question, filled with the usual ones and those of people here."""
    usual = [one.name for one in departments if one.usual]
    names = _distinct([*usual, *chosen])[:MOST]
    picker = blocks.search(
        SEARCH,
        placeholder=words("start.departments_placeholder"),
        initial=[_option(name) for name in names],
        most=MOST,
    )
    return blocks.asks(
        words("start.departments"),
        picker,
        block_id=FIELD,
        hint=words("start.departments_hint"),
        optional=True,
    )


def options(words: Words, query: str, departments: Sequence[Department]) -> list[Block]:
    """Return the departments that fit the typed text, then a new one by that name."""
    wanted = guard.cut(" ".join(plain(query).split()), LONGEST_NAME, plain=True)
    names = [one.name for one in departments]
    found = [_option(name) for name in names if twin_key(wanted) in twin_key(name)]
    if not wanted or twin_key(wanted) in map(twin_key, names):
        return found
    label = guard.cut(words("start.department_new", name=wanted), 75, plain=True)
    return [*found[: blocks.MOST_CHOICES - 1], blocks.option(label, wanted)]


def absent(state: Workshop, board: Board, words: Words) -> list[Block]:
    """Return the line that says of whom nobody takes part; whoever is of them says so there."""
    if not board.absent:
        return []
    names = guard.cut(", ".join(inline(name) for name in board.absent), LONGEST_LINE)
    said = words("board.absent", departments=names)
    choices = [
        blocks.option(guard.cut(plain(name), 75, plain=True), joined(state.id, number))
        for number, name in enumerate(state.agreed.departments)
        if name in board.absent
    ]
    picker = blocks.select(JOIN, choices, placeholder=words("board.one_of_them"))
    return [blocks.section(said, accessory=picker)]


def _option(name: str) -> Block:
    shown = guard.cut(plain(name), LONGEST_NAME, plain=True)
    return blocks.option(shown, shown)


def _distinct(names: Iterable[str]) -> list[str]:
    return list({twin_key(name): name for name in names}.values())
