"""What people fill in: from plain values to Slack's `state.values`, and back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.standin.blocks.validate import interactive_of, options_of
from bot.standin.shape import Json

# Element type -> the key of its value in `state.values`; and the key of its initial value.
_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_ONE_OPTION = ("static_select", "external_select", "radio_buttons")
_MANY_OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")
_WORDS = ("plain_text_input", "email_text_input", "url_text_input", "number_input",
          "users_select", "channels_select", "conversations_select", "datepicker",
          "timepicker")  # fmt: skip


class ValueInvalid(Exception):
    """A person's client sent something that this element can't hold."""


@dataclass(frozen=True)
class Slot:
    """One element that keeps a value, and the block it stands in."""

    block: Json
    element: Json

    @property
    def key(self) -> tuple[str, str]:
        """The block's and the element's id."""
        return self.block["block_id"], self.element["action_id"]


def slots(blocks: Iterable[Json]) -> Iterator[Slot]:
    """Yield each element of *blocks* that keeps a value."""
    for block in blocks:
        for _, element in interactive_of(block):
            if element["type"] in _KEYS:
                yield Slot(block, element)


def initial_values(
    blocks: Iterable[Json], kept: Mapping[str, Json], *, here: str | None = None
) -> dict[str, Json]:
    """Return `state.values` for *blocks*: what was filled in before, else what is preset.

    Args:
        blocks: Complete blocks, with all ids.
        kept: Values of the same surface before; one survives where block id, action id and
            element type are the same.
        here: The conversation for menus that start with the current one.
    """
    values: dict[str, Json] = {}
    for slot in slots(blocks):
        block_id, action_id = slot.key
        before = kept.get(block_id, {}).get(action_id)
        same = before is not None and before["type"] == slot.element["type"]
        values.setdefault(block_id, {})[action_id] = before if same else _preset(slot.element, here)
    return values


def _preset(element: Json, here: str | None = None) -> Json:
    value_key, initial_key = _KEYS[element["type"]]
    value = element.get(initial_key)
    many = value_key.startswith("selected_") and value_key.endswith("s")
    if value is None and here and element.get("default_to_current_conversation"):
        value = [here] if many else here
    return {"type": element["type"], value_key: [] if many and value is None else value}


def filled(element: Json, raw: Any, offered: Iterable[Json]) -> Json:
    """Return the state of *element* after a person chose or typed *raw*.

    Args:
        element: A complete element.
        raw: A string, a list of strings, a number or a rich_text object, as the element
            needs it; None empties it.
        offered: Options that the app gave for this external select.

    Raises:
        ValueInvalid: The element can't hold this.
    """
    kind = element["type"]
    value_key = _KEYS[kind][0]
    if raw is None or raw == "":
        return _preset({"type": kind})
    return {"type": kind, value_key: _value(element, raw, [*options_of(element), *offered])}


def _value(element: Json, raw: Any, options: list[Json]) -> Any:
    kind = element["type"]
    if kind in _ONE_OPTION:
        return _option(raw, options, element)
    if kind in _MANY_OPTIONS:
        return [_option(one, options, element) for one in _listed(raw)]
    if kind.startswith("multi_"):
        return _listed(raw)
    if kind == "datetimepicker":
        return int(raw)
    if kind in _WORDS and not isinstance(raw, str):
        raise ValueInvalid(f"{kind} holds a string")
    if kind == "rich_text_input" and not isinstance(raw, dict):
        raise ValueInvalid("rich_text_input holds a rich_text object")
    return raw


def _listed(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise ValueInvalid("this element holds a list")
    return raw


def _option(raw: Any, options: list[Json], element: Json) -> Json:
    initial = [element.get("initial_option"), *(element.get("initial_options") or [])]
    for option in [*options, *filter(None, initial)]:
        if option["value"] == raw:
            return dict(option)
    raise ValueInvalid(f"no option {raw!r}")


def raw_of(state: Json) -> Any:
    """Return the plain value of one element's state, as `filled` takes it."""
    value = state.get(_KEYS[state["type"]][0])
    if isinstance(value, dict) and state["type"] in _ONE_OPTION:
        return value["value"]
    if isinstance(value, list) and state["type"] in _MANY_OPTIONS:
        return [option["value"] for option in value]
    return value


def chosen(state: Json | None) -> list[Json]:
    """List the options that one element's state holds."""
    value = state.get(_KEYS[state["type"]][0]) if state else None
    found = value if isinstance(value, list) else [value]
    return [option for option in found if isinstance(option, dict) and "value" in option]


def is_empty(state: Json) -> bool:
    """Whether nothing is filled in."""
    value = state.get(_KEYS[state["type"]][0])
    return value is None or value in ("", [])


def value_key(kind: str) -> str:
    """Return the key under which an element of that type keeps its value."""
    return _KEYS[kind][0]
