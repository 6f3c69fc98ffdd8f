"""Each limit of Block Kit is held at the limit and broken one beyond; nonsense is named."""

from typing import Any

import pytest

from bot.standin.blocks.limits import LIMITS
from bot.standin.blocks.validate import problems_of_message, problems_of_view, view_is_too_large
from bot.standin.speech import ContentRefused, check_content
from tests.standin.block_cases import (
    MESSAGES,
    VIEWS,
    actions,
    button,
    field,
    modal,
    mrkdwn,
    option,
    picture,
    plain,
    section,
    select,
    table,
)

ELSEWHERE = {
    "attachments", "message_blocks_text", "message_text", "updated_text", "view_bytes",
    "view_stack",
}  # fmt: skip


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
