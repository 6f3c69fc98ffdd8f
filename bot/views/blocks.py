"""Small constructors for Block Kit; they return plain dicts and know no words."""

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]
MOST_CHOICES = 100


def text(content: str) -> Block:
    """A `plain_text` object."""
    return {"type": "plain_text", "text": content, "emoji": True}


def mrkdwn(content: str) -> Block:
    """A `mrkdwn` object in which Slack brings nothing to life by itself."""
    return {"type": "mrkdwn", "text": content, "verbatim": True}


def section(content: str, *, accessory: Element | None = None, block_id: str = "") -> Block:
    """A paragraph, with one element at its side."""
    block: Block = {"type": "section", "text": mrkdwn(content)}
    if accessory:
        block["accessory"] = accessory
    return _named(block, block_id)


def header(content: str) -> Block:
    """A headline."""
    return {"type": "header", "text": text(content)}


def context(*contents: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(content) for content in contents]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def actions(*elements: Element, block_id: str = "") -> Block:
    """A row of buttons."""
    return _named({"type": "actions", "elements": list(elements)}, block_id)


def button(
    label: str, action: str, *, value: str = "", style: str = "", aloud: str = ""
) -> Element:
    """A button; `aloud` is what a screen reader says instead of its label."""
    element: Element = {"type": "button", "text": text(label), "action_id": action}
    if value:
        element["value"] = value
    if style:
        element["style"] = style
    if aloud:
        element["accessibility_label"] = aloud
    return element


def confirm(title: str, question: str, *, yes: str, no: str) -> Block:
    """The question before something that can't be undone."""
    return {"title": text(title), "text": text(question), "confirm": text(yes), "deny": text(no)}


def option(label: str, value: str, *, description: str = "") -> Block:
    """One choice of a select, of radio buttons or of checkboxes."""
    choice: Block = {"text": text(label), "value": value}
    if description:
        choice["description"] = text(description)
    return choice


def select(
    action: str,
    options: Sequence[Block],
    *,
    placeholder: str = "",
    initial: str | None = None,
) -> Element:
    """A menu with fixed choices."""
    element: Element = {"type": "static_select", "action_id": action, "options": list(options)}
    if placeholder:
        element["placeholder"] = text(placeholder)
    chosen = [choice for choice in options if choice["value"] == initial]
    if chosen:
        element["initial_option"] = chosen[0]
    return element


def several(action: str, options: Sequence[Block], *, placeholder: str) -> Element:
    """A menu in which more than one choice can be made."""
    return {
        "type": "multi_static_select",
        "action_id": action,
        "options": list(options),
        "placeholder": text(placeholder),
    }


def menu(action: str, options: Sequence[Block], *, placeholder: str) -> Element:
    """A menu with fixed choices, however many: beyond 100 they stand in groups of 100."""
    if len(options) <= MOST_CHOICES:
        return select(action, options, placeholder=placeholder)
    groups = [
        {"label": text(f"{start + 1}–{min(start + MOST_CHOICES, len(options))}"),
         "options": list(options[start : start + MOST_CHOICES])}
        for start in range(0, len(options), MOST_CHOICES)
    ]  # fmt: skip
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": text(placeholder),
        "option_groups": groups,
    }


def search(
    action: str, *, placeholder: str, initial: Sequence[Block] = (), most: int = 1
) -> Element:
    """A menu whose choices come from the store while people type; up to *most* can be picked."""
    element: Element = {
        "type": "external_select",
        "action_id": action,
        "placeholder": text(placeholder),
        "min_query_length": 0,
    }
    if most > 1:
        element |= {"type": "multi_external_select", "max_selected_items": most}
    if initial:
        element |= (
            {"initial_options": list(initial)} if most > 1 else {"initial_option": initial[0]}
        )
    return element


def radio(action: str, options: Sequence[Block], *, initial: str | None = None) -> Element:
    """Up to ten choices, all in sight."""
    element: Element = {"type": "radio_buttons", "action_id": action, "options": list(options)}
    chosen = [choice for choice in options if choice["value"] == initial]
    if chosen:
        element["initial_option"] = chosen[0]
    return element


def day(action: str, *, initial: str = "") -> Element:
    """A field to pick a day in."""
    element: Element = {"type": "datepicker", "action_id": action}
    return {**element, "initial_date": initial} if initial else element


def people(action: str, *, placeholder: str, initial: Sequence[str] = ()) -> Element:
    """A menu of colleagues."""
    element: Element = {
        "type": "multi_users_select",
        "action_id": action,
        "placeholder": text(placeholder),
    }
    if initial:
        element["initial_users"] = list(initial)
    return element


def colleague(action: str, *, placeholder: str, initial: str = "") -> Element:
    """A menu in which one colleague is picked."""
    element: Element = {
        "type": "users_select",
        "action_id": action,
        "placeholder": text(placeholder),
    }
    return {**element, "initial_user": initial} if initial else element


def entry(
    action: str,
    *,
    placeholder: str = "",
    initial: str = "",
    multiline: bool = False,
    most: int | None = None,
) -> Element:
    """A field to write in."""
    element: Element = {"type": "plain_text_input", "action_id": action, "multiline": multiline}
    if placeholder:
        element["placeholder"] = text(placeholder)
    if initial:
        element["initial_value"] = initial
    if most:
        element["max_length"] = most
    return element


def asks(
    label: str,
    element: Element,
    *,
    block_id: str,
    hint: str = "",
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """One question of a modal."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": text(label),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = text(hint)
    if dispatch:
        block["dispatch_action"] = True
    return block


def modal(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    *,
    metadata: str = "",
    submit: str = "",
    close: str = "",
) -> Block:
    """A window over the conversation."""
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": text(title),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    if submit:
        view["submit"] = text(submit)
    if close:
        view["close"] = text(close)
    return view


def window(callback: str, title: str, said: str, *, close: str) -> Block:
    """A window that says one thing and asks nothing."""
    return modal(callback, title, [section(said)], close=close)


def home(blocks: Sequence[Block]) -> Block:
    """A person's own page of the bot."""
    return {"type": "home", "blocks": list(blocks)}


def message(summary: str, blocks: Sequence[Block]) -> Block:
    """A message; *summary* is what notifications and screen readers say."""
    return {"text": summary, "blocks": list(blocks)}


def line(words: str) -> Block:
    """A message that says one thing and asks nothing."""
    return message(words, [section(words)])


def _named(block: Block, block_id: str) -> Block:
    return {**block, "block_id": block_id} if block_id else block
