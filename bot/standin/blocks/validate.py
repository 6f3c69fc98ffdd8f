"""The judge of blocks and views: what Slack would refuse, with JSON pointers."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.standin.blocks.kinds import VIEWS, blocks_for
from bot.standin.blocks.limits import most
from bot.standin.blocks.spec import Items, Problem
from bot.standin.shape import Json


def problems_of_message(blocks: Any) -> list[Problem]:
    """Return what Slack would refuse of a message's blocks, in order; empty if nothing."""
    rule = Items(blocks_for("message"), most("message_blocks"), least=0)
    found = list(rule.check(blocks, "/blocks"))
    return found or [*_across(blocks, "/blocks"), *_tables(blocks)]


def problems_of_view(view: Any) -> list[Problem]:
    """Return what Slack would refuse of a modal or Home, in order; empty if nothing."""
    if not isinstance(view, dict):
        return [Problem("must provide an object", "/view")]
    rule = VIEWS.get(str(view.get("type")))
    if rule is None:
        return [Problem(f"unsupported type: {view.get('type')}", "/view/type")]
    found = list(rule.check(view, "/view"))
    return found or [*_across(view["blocks"], "/view/blocks"), *_submit(view)]


def text_of_blocks(blocks: list[Json]) -> int:
    """Return how many characters of text the blocks hold, ids and addresses not counted."""
    return sum(len(text) for text in _texts(blocks))


def view_is_too_large(view: Json) -> bool:
    """Whether the view is larger than Slack takes."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > most("view_bytes")


def interactive_of(block: Json) -> list[tuple[str, Json]]:
    """Return a block's interactive elements, each with its pointer below the block."""
    found: list[tuple[str, Json]] = []
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            found.append((f"/{key}", block[key]))
    if block.get("type") in ("actions", "context_actions"):
        found += [(f"/elements/{n}", e) for n, e in enumerate(block["elements"])]
    if block.get("type") == "card":
        found += [(f"/actions/{n}", e) for n, e in enumerate(block.get("actions") or [])]
    if block.get("type") == "carousel":
        found += [
            (f"/elements/{n}{at}", element)
            for n, card in enumerate(block["elements"])
            for at, element in interactive_of(card)
        ]
    return [(at, element) for at, element in found if element.get("type") != "image"]


def _across(blocks: list[Json], at: str) -> Iterator[Problem]:
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    focused = 0
    for number, block in enumerate(blocks):
        if ids[block.get("block_id")] > 1:
            yield Problem("duplicate block_id", f"{at}/{number}/block_id")
        yield from _actions(block, f"{at}/{number}")
        focused += sum(bool(e.get("focus_on_load")) for _, e in interactive_of(block))
    if focused > 1:
        yield Problem("only one element may have focus_on_load", at)


def _actions(block: Json, at: str) -> Iterator[Problem]:
    elements = interactive_of(block)
    ids = Counter(element["action_id"] for _, element in elements if element.get("action_id"))
    for pointer, element in elements:
        if ids[element.get("action_id")] > 1:
            yield Problem("duplicate action_id", f"{at}{pointer}/action_id")
        yield from _options(element, at + pointer)
        if element["type"] == "plain_text_input":
            yield from _lengths(element, at + pointer)


def _lengths(element: Json, at: str) -> Iterator[Problem]:
    if element.get("min_length", 0) > element.get("max_length", most("input_max_length")):
        yield Problem("min_length must not be greater than max_length", f"{at}/min_length")


def options_of(element: Json) -> list[Json]:
    """Return an element's own options, those of its groups included."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(o for group in groups for o in group["options"])]


def _options(element: Json, at: str) -> Iterator[Problem]:
    options = options_of(element)
    if not options:
        return
    chosen = element.get("initial_options") or [element.get("initial_option")]
    for one in filter(None, chosen):
        if one not in options:
            yield Problem("initial option must exactly match one of the options", at)


def _tables(blocks: list[Json]) -> Iterator[Problem]:
    places = [n for n, block in enumerate(blocks) if block["type"] in ("table", "data_table")]
    for extra in places[most("tables_in_message") :]:
        yield Problem("only one table allowed", f"/blocks/{extra}")
    for number in places:
        yield from _table(blocks[number], f"/blocks/{number}")
    longest = sum(len(b["text"]) for b in blocks if b["type"] == "markdown")
    if longest > most("markdown_text"):
        yield Problem(f"must be less than {most('markdown_text') + 1} characters", "/blocks")


def _table(block: Json, at: str) -> Iterator[Problem]:
    rows = block["rows"]
    if block["type"] == "data_table":
        if any(len(row) != len(rows[0]) for row in rows):
            yield Problem("all rows must have the same number of cells", f"{at}/rows")
        if any(cell["type"] == "rich_text" for cell in rows[0]):
            yield Problem("header cells can't be rich_text", f"{at}/rows/0")
    if text_of_blocks([block]) > most("table_text"):
        yield Problem(f"must be less than {most('table_text') + 1} characters", f"{at}/rows")


def _submit(view: Json) -> Iterator[Problem]:
    holds_inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and holds_inputs and not view.get("submit"):
        yield Problem("must define `submit` to use an `input` block in modals", "/view")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for key, inner in value.items():
            if key != "text" or not isinstance(inner, str):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
