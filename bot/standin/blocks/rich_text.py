"""The rich_text block's own small tree.

Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from bot.standin.blocks.limits import most
from bot.standin.blocks.spec import Flag, Items, OneOf, Record, Rule, String, Typed, Whole

_STYLE = Record(
    {},
    {
        name: Flag()
        for name in (
            "bold", "italic", "strike", "code", "underline", "highlight", "client_highlight",
            "unlink",
        )
    },
)  # fmt: skip
_S = {"style": _STYLE}
_PART: Rule = Typed(
    {
        "text": Record({"text": String()}, _S),
        "link": Record(
            {"url": String(most("button_url"))}, {"text": String(), "unsafe": Flag(), **_S}
        ),
        "user": Record({"user_id": String()}, _S),
        "channel": Record({"channel_id": String()}, _S),
        "usergroup": Record({"usergroup_id": String()}, _S),
        "team": Record({"team_id": String()}, _S),
        "emoji": Record(
            {"name": String()},
            {"unicode": String(), "skin_tone": Whole(1, 6), "url": String(), **_S},
        ),
        "date": Record(
            {"timestamp": Whole(), "format": String()},
            {"url": String(), "fallback": String(), **_S},
        ),
        "broadcast": Record({"range": OneOf(("here", "channel", "everyone"))}, _S),
        "color": Record({"value": String()}, _S),
    }
)
_BORDER = {"border": Whole(0, 1)}
_SECTION = Record({"elements": Items(_PART, least=0)})
_LIST = Record(
    {
        "style": OneOf(("bullet", "ordered")),
        "elements": Items(Typed({"rich_text_section": _SECTION})),
    },
    {"indent": Whole(0, 8), "offset": Whole(0), **_BORDER},
)
ELEMENT: Rule = Typed(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": _LIST,
        "rich_text_quote": Record({"elements": Items(_PART)}, _BORDER),
        "rich_text_preformatted": Record(
            {"elements": Items(_PART)}, {"language": String(), **_BORDER}
        ),
    }
)
RICH_TEXT: Rule = Record(
    {"elements": Items(ELEMENT, least=0)}, {"block_id": String(most("block_id"))}
)
