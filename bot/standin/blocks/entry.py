"""The checks of Slack's client before a form is sent: required, too long, no address."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from bot.standin.blocks.values import Slot, is_empty, raw_of, slots
from bot.standin.shape import Json

_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_URL = re.compile(r"^https?://\S+$", re.IGNORECASE)


def errors_before_sending(
    blocks: Iterable[Json], values: Mapping[str, Mapping[str, Json]]
) -> dict[str, str]:
    """Return what the client itself refuses, by block id; empty if the form may be sent."""
    found: dict[str, str] = {}
    for slot in slots(blocks):
        block_id, action_id = slot.key
        if slot.block["type"] == "input":
            error = _error(slot, values[block_id][action_id])
            if error:
                found[block_id] = error
    return found


def _error(slot: Slot, state: Json) -> str | None:
    if is_empty(state):
        return None if slot.block.get("optional") else "Please complete this required field."
    raw = raw_of(state)
    kind = slot.element["type"]
    if kind == "plain_text_input":
        return _length(raw, slot.element)
    if kind == "email_text_input":
        return None if _EMAIL.match(raw) else "Please enter a valid email address."
    if kind == "url_text_input":
        return None if _URL.match(raw) else "Please enter a valid URL."
    if kind == "number_input":
        return _number(raw, slot.element)
    return _count(raw, slot.element)


def _length(raw: str, element: Json) -> str | None:
    if len(raw) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    longest = element.get("max_length", 3000)
    return f"Please enter at most {longest} characters." if len(raw) > longest else None


def _number(raw: str, element: Json) -> str | None:
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter at most {element['max_value']}."
    return None


def _count(raw: object, element: Json) -> str | None:
    highest = element.get("max_selected_items")
    if highest and isinstance(raw, list) and len(raw) > highest:
        return f"Please choose at most {highest}."
    return None
