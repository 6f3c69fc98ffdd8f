"""The one guard that knows Slack's limits and makes every view fit them.

A text that is too long is cut between two graphemes, never inside an entity; a list that is too
long loses its end; a text in which nothing can be seen, which Slack refuses, becomes an ellipsis.
Views are built to fit; the guard is the last line, so it logs what it cut.

Sources: Slack's reference pages of the blocks, elements and composition objects; the total of
13,000 characters a message is measured, Slack documents only the error (`msg_blocks_too_long`).
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import regex
import structlog

log = structlog.get_logger()

ELLIPSIS = "…"
TOKENS = r"&(?:amp|lt|gt);|<[^<>\s][^<>]*>|\X"
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_TOTAL = 12_000
VIEW_TOTAL = 240_000
"""Bytes of a view's blocks; Slack takes 250,000 for the whole (`view_too_large`)."""

MESSAGE_TEXT = 4_000
METADATA = 3_000

TEXTS: Mapping[tuple[str, str], int] = {
    ("section", "text"): 3000,
    ("section", "fields"): 2000,
    ("context", "elements"): 3000,
    ("header", "text"): 150,
    ("button", "text"): 75,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("option", "text"): 75,
    ("option", "description"): 75,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("confirm", "title"): 100,
    ("confirm", "text"): 300,
    ("confirm", "confirm"): 30,
    ("confirm", "deny"): 30,
    ("*", "placeholder"): 150,
    ("*", "text"): 3000,
}
STRINGS: Mapping[tuple[str, str], int] = {
    ("button", "value"): 2000,
    ("button", "accessibility_label"): 75,
    ("image", "alt_text"): 2000,
    ("plain_text_input", "initial_value"): 3000,
}
LISTS: Mapping[tuple[str, str], int] = {
    ("section", "fields"): 10,
    ("context", "elements"): 10,
    ("actions", "elements"): 25,
    ("static_select", "options"): 100,
    ("static_select", "option_groups"): 100,
    ("radio_buttons", "options"): 10,
    ("checkboxes", "options"): 10,
    ("overflow", "options"): 5,
}
UNCUTTABLE: Mapping[tuple[str, str], int] = {
    ("*", "block_id"): 255,
    ("*", "action_id"): 255,
    ("*", "callback_id"): 255,
    ("*", "private_metadata"): METADATA,
    ("option", "value"): 150,
}


class TooLong(ValueError):
    """An identifier or metadata, which can't be cut, is longer than Slack takes."""

    def __init__(self, key: str, length: int, *, limit: int) -> None:
        super().__init__(f"{key} has {length} characters, {limit} are allowed")
        self.key = key


def message(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return *payload* (text, blocks) so that `chat.postMessage` takes it.

    Raises:
        TooLong: An identifier is too long.
    """
    fitted: dict[str, Any] = _fit(dict(payload), "message")
    summary = str(fitted.get("text") or "")
    fitted["text"] = cut(summary if summary.strip() else ELLIPSIS, MESSAGE_TEXT)
    if "blocks" in fitted:
        first = _first(fitted["blocks"], MESSAGE_BLOCKS)
        fitted["blocks"] = _within_total(first, MESSAGE_TOTAL, size=_letters)
    return fitted


def view(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a modal or Home so that `views.*` takes it.

    Raises:
        TooLong: An identifier or the private metadata is too long.
    """
    fitted: dict[str, Any] = _fit(dict(payload), str(payload["type"]))
    first = _first(fitted["blocks"], VIEW_BLOCKS)
    fitted["blocks"] = _within_total(first, VIEW_TOTAL, size=_bytes)
    return fitted


def options(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the choices for an external select, at most 100."""
    fitted: dict[str, Any] = _fit(dict(payload), "static_select")
    return fitted


def cut(text: str, most: int, *, plain: bool = False) -> str:
    """Return *text* with at most *most* code points, ending in an ellipsis where it was cut.

    Mentions and entities stay whole; in *plain* text there are none.
    """
    if len(text) <= most:
        return text
    kept, length = [], 0
    for token in regex.finditer(r"\X" if plain else TOKENS, text):
        length += len(token[0])
        if length > most - 1:
            break
        kept.append(token[0])
    return "".join(kept) + ELLIPSIS


def _fit(node: Any, kind: str) -> Any:
    if isinstance(node, list):
        return [_fit(item, kind) for item in node]
    if not isinstance(node, dict):
        return node
    kind = _kind(node, kind)
    return {key: _value(kind, key, value) for key, value in node.items()}


def _kind(node: Mapping[str, Any], inherited: str) -> str:
    if "type" in node:
        return str(node["type"])
    if "deny" in node:
        return "confirm"
    return "option" if "value" in node else inherited


def _value(kind: str, key: str, value: Any) -> Any:
    if isinstance(value, str):
        limit = _limit(UNCUTTABLE, kind, key)
        if limit is not None and len(value) > limit:
            raise TooLong(key, len(value), limit=limit)
        return _cut_and_say(value, STRINGS.get((kind, key)), kind, key, plain=True)
    if _is_text(value):
        most = _limit(TEXTS, kind, key)
        plain = value["type"] == "plain_text"
        text = _cut_and_say(value["text"], most, kind, key, plain=plain)
        return {**value, "text": text if text.strip() else ELLIPSIS}
    if isinstance(value, list):
        items = _first(value, LISTS.get((kind, key), len(value)))
        return [_value(kind, key, one) if _is_text(one) else _fit(one, kind) for one in items]
    return _fit(value, key)


def _limit(limits: Mapping[tuple[str, str], int], kind: str, key: str) -> int | None:
    return limits.get((kind, key), limits.get(("*", key)))


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") in ("plain_text", "mrkdwn")


def _cut_and_say(text: str, most: int | None, kind: str, key: str, *, plain: bool) -> str:
    if most is None or len(text) <= most:
        return text
    log.warning("view.cut", kind=kind, key=key, length=len(text), limit=most)
    return cut(text, most, plain=plain)


def _first(items: list[Any], most: int) -> list[Any]:
    if len(items) > most:
        log.warning("view.items_dropped", had=len(items), limit=most)
    return items[:most]


def _within_total(blocks: list[Any], most: int, *, size: Callable[[Any], int]) -> list[Any]:
    total = 0
    kept: list[Any] = []
    for block in blocks:
        total += size(block)
        if total > most and kept:
            log.warning("view.items_dropped", had=len(blocks), kept=len(kept))
            return kept
        kept.append(block)
    return kept


def _bytes(block: Any) -> int:
    return len(json.dumps(block))


def _letters(node: Any) -> int:
    if isinstance(node, list):
        return sum(_letters(item) for item in node)
    if isinstance(node, dict):
        return sum(
            len(value) if key == "text" and isinstance(value, str) else _letters(value)
            for key, value in node.items()
        )
    return 0
