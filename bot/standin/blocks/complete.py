"""What Slack adds to blocks that it stores: missing ids, the emoji flag, the verbatim flag."""

import copy
from typing import Any

from bot.standin import ids
from bot.standin.blocks.validate import interactive_of
from bot.standin.shape import Json


def completed(blocks: list[Json]) -> list[Json]:
    """Return a copy of *blocks* as Slack stores it; the given ones stay as they are."""
    return [_block(copy.deepcopy(block)) for block in blocks]


def _block(block: Json) -> Json:
    for key in [key for key, value in block.items() if value is None]:
        del block[key]
    block.setdefault("block_id", ids.block_id())
    for _, element in interactive_of(block):
        element.setdefault("action_id", ids.block_id())
    _flags(block)
    if block["type"] == "input":
        block.setdefault("optional", False)
        block.setdefault("dispatch_action", False)
    return block


def _flags(value: Any) -> None:
    if isinstance(value, list):
        for inner in value:
            _flags(inner)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text" and isinstance(value.get("text"), str):
            value.setdefault("emoji", True)
        if value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for inner in value.values():
            _flags(inner)
