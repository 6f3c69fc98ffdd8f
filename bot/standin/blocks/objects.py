"""Composition objects: texts, options, confirmation dialogs, filters.

Source: https://docs.slack.dev/reference/block-kit/composition-objects
"""

import re

from bot.standin.blocks.limits import most
from bot.standin.blocks.spec import Flag, Items, Matching, OneOf, Record, Rule, String, Typed

_WEB = re.compile(r"^(https?|slack|mailto|tel):\S+$", re.IGNORECASE)


def plain(limit: str, least: int = 1) -> Rule:
    """Return the rule for a plain_text object within the limit called *limit*."""
    return Typed({"plain_text": _plain(most(limit), least)})


def text(limit: str, least: int = 1) -> Rule:
    """Return the rule for a plain_text or mrkdwn object within the limit called *limit*."""
    kinds = {"plain_text": _plain(most(limit), least), "mrkdwn": _mrkdwn(most(limit), least)}
    return Typed(kinds)


def _plain(longest: int, least: int) -> Rule:
    return Record({"text": String(longest, least)}, {"emoji": Flag()})


def _mrkdwn(longest: int, least: int) -> Rule:
    return Record({"text": String(longest, least)}, {"verbatim": Flag()})


def url(limit: str) -> Rule:
    """Return the rule for an address that a browser can open."""
    longest = most(limit)
    return Matching(lambda v: len(v) <= longest and bool(_WEB.match(v)), "a valid URL")


def option(*, url_allowed: bool = False, mrkdwn: bool = False) -> Rule:
    """Return the rule for one option of a menu or a choice.

    Args:
        url_allowed: Only overflow menus open an address.
        mrkdwn: Only radio buttons and checkboxes take formatted options.
    """
    words = text if mrkdwn else plain
    optional = {"description": words("option_description")}
    if url_allowed:
        optional["url"] = url("option_url")
    required = {"text": words("option_text"), "value": String(most("option_value"))}
    return Record(required, optional)


OPTION = option()
CHOICE = option(mrkdwn=True)
OPTION_GROUP = Record(
    {"label": plain("option_group_label"), "options": Items(OPTION, most("options"))}
)
CONFIRM = Record(
    {
        "title": plain("confirm_title"),
        "text": text("confirm_text"),
        "confirm": plain("confirm_button"),
        "deny": plain("confirm_button"),
    },
    {"style": OneOf(("primary", "danger"))},
)
DISPATCH = Record(
    {"trigger_actions_on": Items(OneOf(("on_enter_pressed", "on_character_entered")), 2)}
)
FILTER = Record(
    {},
    {
        "include": Items(OneOf(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
)
SLACK_FILE = Record({}, {"id": String(), "url": String()}, one_of=(("id", "url"),))
