"""Every limit of Block Kit that the stand-in enforces, each with the page of Slack that sets it.

Sources are paths below https://docs.slack.dev/reference/ unless they are whole addresses.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """The greatest permitted number of characters or items, and where Slack says so."""

    most: int
    source: str


_BLOCK = "block-kit/blocks/"
_ELEMENT = "block-kit/block-elements/"
_OBJECT = "block-kit/composition-objects/"

LIMITS: dict[str, Limit] = {
    "message_blocks": Limit(50, "block-kit/blocks"),
    "view_blocks": Limit(100, "block-kit/blocks"),
    # Slack names no number; apps meet msg_blocks_too_long at about 12,000 to 13,000 characters.
    "message_blocks_text": Limit(13_000, "methods/chat.postMessage (msg_blocks_too_long)"),
    "message_text": Limit(
        40_000, "https://docs.slack.dev/changelog/2018-truncating-really-long-messages"
    ),
    "updated_text": Limit(4000, "methods/chat.update (msg_too_long)"),
    "attachments": Limit(100, "methods/chat.postMessage (too_many_attachments)"),
    "block_id": Limit(255, "block-kit/blocks"),
    "action_id": Limit(255, "block-kit/block-elements"),
    "section_text": Limit(3000, _BLOCK + "section-block"),
    "section_fields": Limit(10, _BLOCK + "section-block"),
    "section_field": Limit(2000, _BLOCK + "section-block"),
    "header_text": Limit(150, _BLOCK + "header-block"),
    "context_elements": Limit(10, _BLOCK + "context-block"),
    "context_text": Limit(3000, _OBJECT + "text-object"),
    "actions_elements": Limit(25, _BLOCK + "actions-block"),
    "context_actions_elements": Limit(5, _BLOCK + "context-actions-block"),
    "image_url": Limit(3000, _BLOCK + "image-block"),
    "image_alt": Limit(2000, _BLOCK + "image-block"),
    "image_title": Limit(2000, _BLOCK + "image-block"),
    "input_label": Limit(2000, _BLOCK + "input-block"),
    "input_hint": Limit(2000, _BLOCK + "input-block"),
    "markdown_text": Limit(12_000, _BLOCK + "markdown-block"),
    "video_title": Limit(200, _BLOCK + "video-block"),
    "video_author": Limit(50, _BLOCK + "video-block"),
    "video_description": Limit(200, _BLOCK + "video-block"),
    "table_rows": Limit(100, _BLOCK + "table-block"),
    "table_cells": Limit(20, _BLOCK + "table-block"),
    "table_text": Limit(10_000, _BLOCK + "table-block"),
    "tables_in_message": Limit(1, _BLOCK + "table-block"),
    "data_table_rows": Limit(101, _BLOCK + "data-table-block"),
    "data_table_cells": Limit(20, _BLOCK + "data-table-block"),
    "data_table_page": Limit(100, _BLOCK + "data-table-block"),
    "alert_text": Limit(200, _BLOCK + "alert-block"),
    "card_title": Limit(150, _BLOCK + "card-block"),
    "card_body": Limit(200, _BLOCK + "card-block"),
    "carousel_cards": Limit(10, _BLOCK + "carousel-block"),
    "button_text": Limit(75, _ELEMENT + "button-element"),
    "button_value": Limit(2000, _ELEMENT + "button-element"),
    "button_url": Limit(3000, _ELEMENT + "button-element"),
    "accessibility_label": Limit(75, _ELEMENT + "button-element"),
    "placeholder": Limit(150, _ELEMENT + "select-menu-element"),
    "options": Limit(100, _ELEMENT + "select-menu-element"),
    "option_groups": Limit(100, _ELEMENT + "select-menu-element"),
    "choices": Limit(10, _ELEMENT + "checkboxes-element"),
    "overflow_options": Limit(5, _ELEMENT + "overflow-menu-element"),
    "input_max_length": Limit(3000, _ELEMENT + "plain-text-input-element"),
    "feedback_text": Limit(75, _ELEMENT + "feedback-buttons-element"),
    "feedback_value": Limit(2000, _ELEMENT + "feedback-buttons-element"),
    "option_text": Limit(75, _OBJECT + "option-object"),
    "option_value": Limit(150, _OBJECT + "option-object"),
    "option_description": Limit(75, _OBJECT + "option-object"),
    "option_url": Limit(3000, _OBJECT + "option-object"),
    "option_group_label": Limit(75, _OBJECT + "option-group-object"),
    "confirm_title": Limit(100, _OBJECT + "confirmation-dialog-object"),
    "confirm_text": Limit(300, _OBJECT + "confirmation-dialog-object"),
    "confirm_button": Limit(30, _OBJECT + "confirmation-dialog-object"),
    "view_title": Limit(24, "views/modal-views"),
    "view_button": Limit(24, "views/modal-views"),
    "private_metadata": Limit(3000, "views/modal-views"),
    "callback_id": Limit(255, "views/modal-views"),
    "external_id": Limit(255, "views/modal-views"),
    "view_bytes": Limit(250_000, "methods/views.open (view_too_large)"),
    "view_stack": Limit(3, "https://docs.slack.dev/surfaces/modals"),
}


def most(name: str) -> int:
    """Return the limit called *name*."""
    return LIMITS[name].most
