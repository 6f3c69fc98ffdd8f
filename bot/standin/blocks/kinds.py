"""The blocks themselves, and the two kinds of view.

Source: https://docs.slack.dev/reference/block-kit/blocks, https://docs.slack.dev/reference/views
"""

from bot.standin.blocks import elements, objects
from bot.standin.blocks.limits import most
from bot.standin.blocks.rich_text import RICH_TEXT
from bot.standin.blocks.spec import (
    Anything,
    Flag,
    Items,
    OneOf,
    Record,
    Rule,
    String,
    Typed,
    Whole,
)

_ID: dict[str, Rule] = {"block_id": String(most("block_id"))}
_RAW_TEXT = Record({"text": String()})
_RAW_NUMBER = Record({"value": Anything()}, {"text": String()})
_TABLE_CELL = Typed({"raw_text": _RAW_TEXT, "rich_text": RICH_TEXT})
_DATA_CELL = Typed({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT})
_COLUMN = Record({}, {"align": OneOf(("left", "center", "right")), "is_wrapped": Flag()})
_CONTEXT_PART = Typed(
    {
        "image": elements.IMAGE,
        "plain_text": Record({"text": String(most("context_text"))}, {"emoji": Flag()}),
        "mrkdwn": Record({"text": String(most("context_text"))}, {"verbatim": Flag()}),
    }
)

BLOCKS: dict[str, Rule] = {
    "section": Record(
        {},
        _ID
        | {
            "text": objects.text("section_text"),
            "fields": Items(objects.text("section_field"), most("section_fields")),
            "accessory": elements.among(elements.IN_SECTION),
            "expand": Flag(),
        },
        one_of=(("text", "fields"),),
    ),
    "header": Record({"text": objects.plain("header_text")}, _ID),
    "divider": Record({}, _ID),
    "context": Record({"elements": Items(_CONTEXT_PART, most("context_elements"))}, _ID),
    "actions": Record(
        {"elements": Items(elements.among(elements.IN_ACTIONS), most("actions_elements"))}, _ID
    ),
    "context_actions": Record(
        {
            "elements": Items(
                elements.among(elements.IN_CONTEXT_ACTIONS), most("context_actions_elements")
            )
        },
        _ID,
    ),
    "image": Record(
        {"alt_text": String(most("image_alt"))},
        _ID
        | {
            "image_url": objects.url("image_url"),
            "slack_file": objects.SLACK_FILE,
            "title": objects.plain("image_title"),
        },
        one_of=(("image_url", "slack_file"),),
        at_most_one_of=(("image_url", "slack_file"),),
    ),
    "input": Record(
        {"label": objects.plain("input_label"), "element": elements.among(elements.IN_INPUT)},
        _ID | {"hint": objects.plain("input_hint"), "optional": Flag(), "dispatch_action": Flag()},
    ),
    "markdown": Record({"text": String(most("markdown_text"))}, _ID),
    "rich_text": RICH_TEXT,
    "video": Record(
        {
            "alt_text": String(),
            "title": objects.plain("video_title"),
            "thumbnail_url": objects.url("image_url"),
            "video_url": objects.url("image_url"),
        },
        _ID
        | {
            "author_name": String(most("video_author")),
            "description": objects.plain("video_description"),
            "provider_icon_url": objects.url("image_url"),
            "provider_name": String(),
            "title_url": objects.url("image_url"),
        },
    ),
    "table": Record(
        {"rows": Items(Items(_TABLE_CELL, most("table_cells")), most("table_rows"))},
        _ID | {"column_settings": Items(_COLUMN, most("table_cells"), least=0)},
    ),
    "data_table": Record(
        {
            "caption": String(),
            "rows": Items(
                Items(_DATA_CELL, most("data_table_cells")), most("data_table_rows"), least=2
            ),
        },
        _ID
        | {
            "page_size": Whole(1, most("data_table_page")),
            "row_header_column_index": Whole(0, most("data_table_cells") - 1),
        },
    ),
}
_TASK = Record(
    {
        "task_id": String(),
        "title": String(),
        "status": OneOf(("pending", "in_progress", "complete", "error")),
    },
    _ID
    | {
        "details": Typed({"rich_text": RICH_TEXT}),
        "output": Typed({"rich_text": RICH_TEXT}),
        "sources": Items(Typed({"url": Record({"url": String(), "text": String()})})),
    },
)
_CARD = Record(
    {},
    _ID
    | {
        "hero_image": Typed({"image": elements.IMAGE}),
        "icon": Typed({"image": elements.IMAGE}),
        "title": objects.text("card_title"),
        "subtitle": objects.text("card_title"),
        "body": objects.text("card_body"),
        "actions": Items(elements.among(("button",))),
    },
    one_of=(("hero_image", "title", "actions", "body"),),
)
BLOCKS |= {
    "task_card": _TASK,
    "plan": Record({"title": String()}, _ID | {"tasks": Items(Typed({"task_card": _TASK}))}),
    "card": _CARD,
    "carousel": Record({"elements": Items(Typed({"card": _CARD}), most("carousel_cards"))}, _ID),
    "alert": Record(
        {"text": objects.text("alert_text")},
        _ID | {"level": OneOf(("default", "info", "warning", "error", "success"))},
    ),
}
# "Available in surfaces" of each block's page.
MESSAGE_ONLY = (
    "markdown", "table", "data_table", "context_actions", "task_card", "plan", "card", "carousel",
)  # fmt: skip
BARRED = {
    "message": ("input", "alert"),
    "modal": MESSAGE_ONLY,
    "home": (*MESSAGE_ONLY, "alert"),
}


def blocks_for(surface: str) -> Rule:
    """Return the rule for one block on a surface: message, modal or home."""
    return Typed({name: rule for name, rule in BLOCKS.items() if name not in BARRED[surface]})


_VIEW_COMMON: dict[str, Rule] = {
    "private_metadata": String(most("private_metadata"), least=0),
    "callback_id": String(most("callback_id"), least=0),
    "external_id": String(most("external_id"), least=0),
}
VIEWS: dict[str, Record] = {
    "modal": Record(
        {
            "title": objects.plain("view_title"),
            "blocks": Items(blocks_for("modal"), most("view_blocks")),
        },
        _VIEW_COMMON
        | {
            "submit": objects.plain("view_button"),
            "close": objects.plain("view_button"),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
            "submit_disabled": Flag(),
        },
    ),
    "home": Record(
        {"blocks": Items(blocks_for("home"), most("view_blocks"), least=0)}, _VIEW_COMMON
    ),
}
