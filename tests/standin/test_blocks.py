"""Each limit of Block Kit is held at the limit and broken one beyond; nonsense is named."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.standin.blocks.limits import LIMITS
from bot.standin.blocks.validate import problems_of_message, problems_of_view, view_is_too_large
from bot.standin.speech import ContentRefused, check_content

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
ELSEWHERE = {"message_blocks_text", "message_text", "view_bytes", "view_stack"}


def test_every_limit_is_tried() -> None:
    """A limit that no test reaches could be wrong for ever."""
    assert set(LIMITS) == set(MESSAGES) | set(VIEWS) | ELSEWHERE


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_message_holds_at_the_limit_and_breaks_one_beyond(name: str) -> None:
    most = LIMITS[name].most
    assert problems_of_message(MESSAGES[name](most)) == []
    assert problems_of_message(MESSAGES[name](most + 1)) != []


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_view_holds_at_the_limit_and_breaks_one_beyond(name: str) -> None:
    most = LIMITS[name].most
    assert problems_of_view(VIEWS[name](most)) == []
    assert problems_of_view(VIEWS[name](most + 1)) != []


def test_a_messages_text_and_its_blocks_together_are_limited() -> None:
    """msg_too_long counts the text, msg_blocks_too_long all text in the blocks."""
    most, together = LIMITS["message_text"].most, LIMITS["message_blocks_text"].most
    check_content("x" * most, None)
    with pytest.raises(ContentRefused, match="msg_too_long"):
        check_content("x" * (most + 1), None)
    full = [section("x" * 2600) for _ in range(together // 2600)]
    check_content("", full)
    with pytest.raises(ContentRefused, match="msg_blocks_too_long"):
        check_content("", [*full, section("x")])


def test_a_view_is_limited_as_a_whole() -> None:
    """views.* takes 250 KB."""
    heavy = modal(*(section("ü" * 3000) for _ in range(41)))
    assert not view_is_too_large(heavy)
    assert view_is_too_large(modal(*heavy["blocks"], section("ü" * 3000)))


WRONG: list[tuple[str, Any, str]] = [
    ("unknown block", [{"type": "sektion"}], "unsupported type: sektion @/0/type]"),
    ("no type", [{"text": plain("x")}], "missing required field: type @/0]"),
    ("no list", {"type": "divider"}, "must provide an array @]"),
    ("no object", ["x"], "must provide an object @/0]"),
    (
        "unknown key",
        [section(colour="red")],
        "invalid additional property: colour @/0]",
    ),
    ("empty text", [section("")], "must be more than 0 characters @/0/text/text]"),
    ("nothing", [{"type": "section"}], "missing required field: text or fields @/0]"),
    (
        "header mrkdwn",
        [{"type": "header", "text": mrkdwn("x")}],
        "unsupported type: mrkdwn @/0/text/type]",
    ),
    ("no buttons", [actions()], "no fewer than 1 items allowed @/0/elements]"),
    ("input", [field()], "unsupported type: input @/0/type]"),
    (
        "text input in actions",
        [actions({"type": "plain_text_input"})],
        "unsupported type: plain_text_input @/0/elements/0/type]",
    ),
    (
        "style",
        [actions(button(style="default"))],
        "must be one of: primary, danger @/0/elements/0/style]",
    ),
    (
        "same block id",
        [section(block_id="b"), section(block_id="b")],
        "duplicate block_id @/0/block_id]",
    ),
    (
        "same action id",
        [actions(button(), button())],
        "duplicate action_id @/0/elements/0/action_id]",
    ),
    (
        "unlike initial option",
        [select(initial_option=option(value="other"))],
        "initial option must exactly match one of the options @/0/elements/0]",
    ),
    ("no url", [picture(image_url="nonsense")], "must be a valid URL @/0/image_url]"),
    (
        "ragged data table",
        [
            table(2, kind="data_table")
            | {
                "rows": [
                    [{"type": "raw_text", "text": "x"}] * 2,
                    [{"type": "raw_text", "text": "x"}],
                ]
            }
        ],
        "all rows must have the same number of cells @/0/rows]",
    ),
    (
        "date",
        [actions({"type": "datepicker", "initial_date": "2026-02-30"})],
        "must be a date as YYYY-MM-DD @/0/elements/0/initial_date]",
    ),
]


@pytest.mark.parametrize(("blocks", "problem"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_nonsense_is_named_with_its_place(blocks: Any, problem: str) -> None:
    expected = problem.replace("@", "[json-pointer:/blocks")
    assert expected in [str(found) for found in problems_of_message(blocks)]


WRONG_VIEWS: list[tuple[str, Any, str]] = [
    ("no view", "x", "must provide an object [json-pointer:/view]"),
    ("no kind", {"blocks": []}, "unsupported type: None [json-pointer:/view/type]"),
    (
        "no submit",
        modal(field(), submit=None),
        "must define `submit` to use an `input` block in modals [json-pointer:/view]",
    ),
    ("no blocks", modal(), "no fewer than 1 items allowed [json-pointer:/view/blocks]"),
    (
        "no title",
        {"type": "modal", "blocks": [section()]},
        "missing required field: title [json-pointer:/view]",
    ),
    (
        "home with submit",
        {"type": "home", "blocks": [], "submit": plain("x")},
        "invalid additional property: submit [json-pointer:/view]",
    ),
    (
        "markdown",
        modal({"type": "markdown", "text": "x"}),
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    (
        "lengths",
        modal(field(element={"type": "plain_text_input", "min_length": 5, "max_length": 4})),
        "min_length must not be greater than max_length "
        "[json-pointer:/view/blocks/0/element/min_length]",
    ),
]


@pytest.mark.parametrize(
    ("view", "problem"), [w[1:] for w in WRONG_VIEWS], ids=[w[0] for w in WRONG_VIEWS]
)
def test_a_wrong_view_is_named_with_its_place(view: Any, problem: str) -> None:
    assert problem in [str(found) for found in problems_of_view(view)]


def test_optional_keys_may_be_null() -> None:
    """The SDKs send null for what isn't set."""
    assert problems_of_message([section(accessory=None, block_id=None)]) == []
    assert problems_of_view(modal(section(), close=None)) == []
