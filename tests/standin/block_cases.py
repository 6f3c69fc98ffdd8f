"""Blocks and views of any size: each limit has one that is just as large as asked."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("x"), "action_id": "a", **more}


def option(**more: Any) -> Json:
    return {"text": plain("x"), "value": "v", **more}


def options(n: int) -> list[Json]:
    return [option(value=str(i)) for i in range(n)]


def select(**more: Any) -> Json:
    return actions({"type": "static_select", "action_id": "s", "options": [option()], **more})


def confirm(**more: Any) -> Json:
    parts = {key: plain("x") for key in ("title", "text", "confirm", "deny")}
    return actions(button(confirm=parts | more))


def feedback(**more: Any) -> Json:
    negative = {"text": plain("No"), "value": "n"}
    element = {
        "type": "feedback_buttons",
        "positive_button": {"text": plain("Yes"), "value": "y", **more},
        "negative_button": negative,
    }
    return {"type": "context_actions", "elements": [element]}


def picture(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://a.example/", "alt_text": "x", **more}


def video(**more: Any) -> Json:
    link = "https://a.example/v"
    return {"type": "video", "alt_text": "x", "title": plain("x"), "thumbnail_url": link,
            "video_url": link, **more}  # fmt: skip


def table(rows: int = 1, cells: int = 1, text: str = "x", kind: str = "table") -> Json:
    body = [[{"type": "raw_text", "text": text}] * cells for _ in range(rows)]
    return {"type": kind, "rows": body, **({"caption": "c"} if kind == "data_table" else {})}


def field(n: int = 1, **more: Any) -> Json:
    return {"type": "input", "label": plain("x" * n), "element": {"type": "plain_text_input"},
            **more}  # fmt: skip


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("t"), "submit": plain("s"), "blocks": list(blocks),
            **more}  # fmt: skip


def link(n: int) -> str:
    return "https://a.example/".ljust(n, "x")


MESSAGES: dict[str, Callable[[int], list[Json]]] = {
    "message_blocks": lambda n: [{"type": "divider"}] * n,
    "block_id": lambda n: [section(block_id="x" * n)],
    "action_id": lambda n: [actions(button(action_id="x" * n))],
    "section_text": lambda n: [section("x" * n)],
    "section_fields": lambda n: [{"type": "section", "fields": [plain("x")] * n}],
    "section_field": lambda n: [{"type": "section", "fields": [plain("x" * n)]}],
    "header_text": lambda n: [{"type": "header", "text": plain("x" * n)}],
    "context_elements": lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}],
    "context_text": lambda n: [{"type": "context", "elements": [mrkdwn("x" * n)]}],
    "actions_elements": lambda n: [actions(*(button(action_id=str(i)) for i in range(n)))],
    "context_actions_elements": lambda n: [
        {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain("x")}] * n,
        }
    ],
    "image_url": lambda n: [picture(image_url=link(n))],
    "image_alt": lambda n: [picture(alt_text="x" * n)],
    "image_title": lambda n: [picture(title=plain("x" * n))],
    "markdown_text": lambda n: [{"type": "markdown", "text": "x" * n}],
    "video_title": lambda n: [video(title=plain("x" * n))],
    "video_author": lambda n: [video(author_name="x" * n)],
    "video_description": lambda n: [video(description=plain("x" * n))],
    "table_rows": lambda n: [table(rows=n)],
    "table_cells": lambda n: [table(cells=n)],
    "table_text": lambda n: [table(text="x" * n)],
    "tables_in_message": lambda n: [table() for _ in range(n)],
    "data_table_rows": lambda n: [table(rows=n, kind="data_table")],
    "data_table_cells": lambda n: [table(rows=2, cells=n, kind="data_table")],
    "data_table_page": lambda n: [table(rows=2, kind="data_table") | {"page_size": n}],
    "card_title": lambda n: [{"type": "card", "title": plain("x" * n)}],
    "card_body": lambda n: [{"type": "card", "body": plain("x" * n)}],
    "carousel_cards": lambda n: [
        {"type": "carousel", "elements": [{"type": "card", "body": plain("x")}] * n}
    ],
    "button_text": lambda n: [actions(button(text=plain("x" * n)))],
    "button_value": lambda n: [actions(button(value="x" * n))],
    "button_url": lambda n: [actions(button(url=link(n)))],
    "accessibility_label": lambda n: [actions(button(accessibility_label="x" * n))],
    "placeholder": lambda n: [select(placeholder=plain("x" * n))],
    "options": lambda n: [select(options=options(n))],
    "option_groups": lambda n: [
        actions(
            {
                "type": "static_select",
                "option_groups": [{"label": plain("g"), "options": [option()]}] * n,
            }
        )
    ],
    "choices": lambda n: [actions({"type": "radio_buttons", "options": options(n)})],
    "overflow_options": lambda n: [actions({"type": "overflow", "options": options(n)})],
    "feedback_text": lambda n: [feedback(text=plain("x" * n))],
    "feedback_value": lambda n: [feedback(value="x" * n)],
    "option_text": lambda n: [select(options=[option(text=plain("x" * n))])],
    "option_value": lambda n: [select(options=[option(value="x" * n)])],
    "option_description": lambda n: [select(options=[option(description=plain("x" * n))])],
    "option_url": lambda n: [actions({"type": "overflow", "options": [option(url=link(n))]})],
    "option_group_label": lambda n: [
        actions(
            {
                "type": "static_select",
                "option_groups": [{"label": plain("x" * n), "options": [option()]}],
            }
        )
    ],
    "confirm_title": lambda n: [confirm(title=plain("x" * n))],
    "confirm_text": lambda n: [confirm(text=plain("x" * n))],
    "confirm_button": lambda n: [confirm(deny=plain("x" * n))],
}
VIEWS: dict[str, Callable[[int], Json]] = {
    "view_blocks": lambda n: modal(*([{"type": "divider"}] * n)),
    "alert_text": lambda n: modal({"type": "alert", "text": plain("x" * n)}),
    "input_label": lambda n: modal(field(n)),
    "input_hint": lambda n: modal(field(hint=plain("x" * n))),
    "input_max_length": lambda n: modal(
        field(element={"type": "plain_text_input", "max_length": n})
    ),
    "view_title": lambda n: modal(title=plain("x" * n)) | {"blocks": [section()]},
    "view_button": lambda n: modal(section(), submit=plain("x" * n)),
    "private_metadata": lambda n: modal(section(), private_metadata="x" * n),
    "callback_id": lambda n: modal(section(), callback_id="x" * n),
    "external_id": lambda n: modal(section(), external_id="x" * n),
}
