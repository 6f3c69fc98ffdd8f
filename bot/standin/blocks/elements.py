"""Block elements: buttons, menus, pickers, inputs.

Source: https://docs.slack.dev/reference/block-kit/block-elements
"""

import re
from collections.abc import Iterable
from datetime import date

from bot.standin.blocks import objects
from bot.standin.blocks.limits import most
from bot.standin.blocks.rich_text import RICH_TEXT
from bot.standin.blocks.spec import (
    Anything,
    Flag,
    Items,
    Matching,
    OneOf,
    Record,
    Rule,
    String,
    Typed,
    Whole,
)

_ACTION: dict[str, Rule] = {"action_id": String(most("action_id"))}
_CONFIRM: dict[str, Rule] = {"confirm": objects.CONFIRM}
_FOCUS: dict[str, Rule] = {"focus_on_load": Flag()}
_HINT: dict[str, Rule] = {"placeholder": objects.plain("placeholder")}
_DISPATCH: dict[str, Rule] = {"dispatch_action_config": objects.DISPATCH}
_MENU = _ACTION | _HINT | _CONFIRM | _FOCUS
_MANY: dict[str, Rule] = {"max_selected_items": Whole(1)}
_INPUT = _ACTION | _HINT | _FOCUS | _DISPATCH
_STYLE = OneOf(("primary", "danger"))
_NUMBER = Matching(lambda v: re.fullmatch(r"-?\d+(\.\d+)?", v), "a number as a string")
_TIME = Matching(lambda v: re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", v), "a time as HH:mm")


def _is_date(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


_DATE = Matching(_is_date, "a date as YYYY-MM-DD")
_OPTIONS: dict[str, Rule] = {
    "options": Items(objects.OPTION, most("options")),
    "option_groups": Items(objects.OPTION_GROUP, most("option_groups")),
}
_EITHER = (("options", "option_groups"),)


def _choices(initial: dict[str, Rule]) -> Record:
    required = {"options": Items(objects.CHOICE, most("choices"))}
    return Record(required, _ACTION | _CONFIRM | _FOCUS | initial)


def _conversations(initial: dict[str, Rule]) -> Record:
    own: dict[str, Rule] = {"default_to_current_conversation": Flag(), "filter": objects.FILTER}
    return Record({}, _MENU | own | initial)


_BUTTON = Record(
    {"text": objects.plain("button_text")},
    _ACTION
    | _CONFIRM
    | {
        "url": objects.url("button_url"),
        "value": String(most("button_value"), least=0),
        "style": _STYLE,
        "accessibility_label": String(most("accessibility_label")),
    },
)
_FEEDBACK = Record(
    {"text": objects.plain("feedback_text"), "value": String(most("feedback_value"))},
    {"accessibility_label": String(most("accessibility_label"))},
)
IMAGE = Record(
    {"alt_text": String(most("image_alt"))},
    {"image_url": objects.url("image_url"), "slack_file": objects.SLACK_FILE},
    one_of=(("image_url", "slack_file"),),
    at_most_one_of=(("image_url", "slack_file"),),
)
_RESPONSE_URL: dict[str, Rule] = {"response_url_enabled": Flag()}

ELEMENTS: dict[str, Rule] = {
    "button": _BUTTON,
    "workflow_button": Record(
        {"text": objects.plain("button_text"), "workflow": Anything()},
        _ACTION | {"style": _STYLE, "accessibility_label": String(most("accessibility_label"))},
    ),
    "overflow": Record(
        {"options": Items(objects.option(url_allowed=True), most("overflow_options"))},
        _ACTION | _CONFIRM,
    ),
    "static_select": Record(
        {}, _MENU | _OPTIONS | {"initial_option": objects.OPTION}, _EITHER, _EITHER
    ),
    "multi_static_select": Record(
        {},
        _MENU | _OPTIONS | _MANY | {"initial_options": Items(objects.OPTION, most("options"))},
        _EITHER,
        _EITHER,
    ),
    "external_select": Record(
        {}, _MENU | {"initial_option": objects.OPTION, "min_query_length": Whole(0)}
    ),
    "multi_external_select": Record(
        {},
        _MENU
        | _MANY
        | {
            "initial_options": Items(objects.OPTION, most("options")),
            "min_query_length": Whole(0),
        },
    ),
    "users_select": Record({}, _MENU | {"initial_user": String()}),
    "multi_users_select": Record({}, _MENU | _MANY | {"initial_users": Items(String())}),
    "channels_select": Record({}, _MENU | _RESPONSE_URL | {"initial_channel": String()}),
    "multi_channels_select": Record({}, _MENU | _MANY | {"initial_channels": Items(String())}),
    "conversations_select": _conversations(_RESPONSE_URL | {"initial_conversation": String()}),
    "multi_conversations_select": _conversations(
        _MANY | {"initial_conversations": Items(String())}
    ),
    "datepicker": Record({}, _MENU | {"initial_date": _DATE}),
    "timepicker": Record({}, _MENU | {"initial_time": _TIME, "timezone": String()}),
    "datetimepicker": Record(
        {}, _ACTION | _CONFIRM | _FOCUS | {"initial_date_time": Whole(1_000_000_000, 9_999_999_999)}
    ),
    "checkboxes": _choices({"initial_options": Items(objects.CHOICE, most("choices"))}),
    "radio_buttons": _choices({"initial_option": objects.CHOICE}),
    "plain_text_input": Record(
        {},
        _INPUT
        | {
            "initial_value": String(most("input_max_length"), least=0),
            "multiline": Flag(),
            "min_length": Whole(0, most("input_max_length")),
            "max_length": Whole(1, most("input_max_length")),
        },
    ),
    "email_text_input": Record({}, _INPUT | {"initial_value": String(least=0)}),
    "url_text_input": Record({}, _INPUT | {"initial_value": String(least=0)}),
    "number_input": Record(
        {"is_decimal_allowed": Flag()},
        _INPUT | {"initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
    ),
    "rich_text_input": Record(
        {},
        _INPUT
        | {
            "initial_value": Typed({"rich_text": RICH_TEXT}),
            "min_lines": Whole(1),
            "max_lines": Whole(1),
        },
    ),
    "image": IMAGE,
    "feedback_buttons": Record(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION
    ),
    "icon_button": Record(
        {"icon": OneOf(("trash",)), "text": objects.plain("button_text")},
        _ACTION
        | _CONFIRM
        | {
            "value": String(most("button_value"), least=0),
            "accessibility_label": String(most("accessibility_label")),
            "visible_to_user_ids": Items(String()),
        },
    ),
}

SELECTS = tuple(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "channels", "conversations")
)
PICKERS = ("datepicker", "timepicker")
CHOICES = ("checkboxes", "radio_buttons")
TYPED_INPUTS = (
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input",
)  # fmt: skip
# Which elements a block takes: https://docs.slack.dev/reference/block-kit/blocks (each page).
IN_ACTIONS = (
    "button", "workflow_button", "overflow", *SELECTS, *PICKERS, "datetimepicker", *CHOICES,
    "rich_text_input",
)  # fmt: skip
IN_SECTION = ("button", "workflow_button", "overflow", *SELECTS, *PICKERS, *CHOICES, "image")
IN_INPUT = (*TYPED_INPUTS, *SELECTS, *PICKERS, "datetimepicker", *CHOICES)
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")


def among(names: Iterable[str]) -> Rule:
    """Return the rule for one element of those types."""
    return Typed({name: ELEMENTS[name] for name in names})
