"""What people type becomes what Slack stores: escaped text with live mentions, and rich text."""

import re
from collections.abc import Iterator

from bot.standin import ids
from bot.standin.shape import Json
from bot.standin.world import World

_TYPED = re.compile(
    r"(?P<token><(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!(?:here|channel|everyone))(?:\|[^<>\n]*)?>)"
    r"|(?P<url>https?://[^\s<>|]+)"
    r"|(?<![\w@])@(?P<handle>[a-z0-9][a-z0-9._-]*[a-z0-9]|[a-z0-9])"
    r"|(?<![\w#&])#(?P<channel>[a-z0-9][a-z0-9_-]*)",
    re.IGNORECASE,
)
_BROADCASTS = ("here", "channel", "everyone")
_STORED = re.compile(r"<(?P<body>[^<>\n]+)>")


def escape(text: str) -> str:
    """Return *text* with the three characters escaped that Slack's markup uses."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return *text* with Slack's three entities turned back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed_to_mrkdwn(world: World, typed: str, *, labels: bool = False) -> str:
    """Return what Slack stores for text that a person typed.

    Args:
        world: Knows people, bots and channels by name.
        typed: `@handle`, `#channel` and addresses become live; anything else is escaped.
        labels: Whether mentions carry the name, as in slash commands with `should_escape`.
    """
    parts: list[str] = []
    at = 0
    for match in _TYPED.finditer(typed):
        parts += [escape(typed[at : match.start()]), _live(world, match, labels=labels)]
        at = match.end()
    return "".join([*parts, escape(typed[at:])])


def _live(world: World, match: re.Match[str], *, labels: bool) -> str:
    if match["token"]:
        return match["token"]
    if match["url"]:
        return f"<{escape(match['url'])}>"
    if match["handle"]:
        return _mention(world, match["handle"], labels=labels)
    channel = world.channel_called(match["channel"].lower())
    return f"<#{channel.id}|{channel.name}>" if channel else escape(match[0])


def _mention(world: World, handle: str, *, labels: bool) -> str:
    name = handle.lower()
    if name in _BROADCASTS:
        return f"<!{name}>"
    called = (p for p in world.people.values() if _is_called(p.handle, p.real_name, name))
    person = next(called, None)
    if person is None:
        return escape("@" + handle)
    return f"<@{person.id}|{person.handle}>" if labels else f"<@{person.id}>"


def _is_called(handle: str, real_name: str, name: str) -> bool:
    return name in (handle, real_name.lower())


def rich_text_of(text: str) -> Json:
    """Return the rich_text block that Slack's client makes of a person's message."""
    section = {"type": "rich_text_section", "elements": list(_elements(text))}
    return {"type": "rich_text", "block_id": ids.block_id(), "elements": [section]}


def _elements(text: str) -> Iterator[Json]:
    at = 0
    for match in _STORED.finditer(text):
        if match.start() > at:
            yield {"type": "text", "text": unescape(text[at : match.start()])}
        yield _element(match["body"])
        at = match.end()
    if at < len(text) or not text:
        yield {"type": "text", "text": unescape(text[at:])}


def _element(body: str) -> Json:
    target, _, label = body.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    link: Json = {"type": "link", "url": unescape(target)}
    return link | ({"text": unescape(label)} if label else {})
