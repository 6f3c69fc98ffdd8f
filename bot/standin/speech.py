"""What an app says in a channel: checked content becomes a message of its bot."""

from typing import Any

from bot.standin.blocks.complete import completed
from bot.standin.blocks.limits import most
from bot.standin.blocks.spec import Problem
from bot.standin.blocks.validate import problems_of_message, text_of_blocks
from bot.standin.shape import Json
from bot.standin.shapes import bot_profile
from bot.standin.site import Site
from bot.standin.world import App


class ContentRefused(Exception):
    """Slack would not take this text or these blocks."""

    def __init__(self, error: str, problems: list[Problem] | None = None) -> None:
        super().__init__(error)
        self.error, self.problems = error, problems or []


def check_content(text: Any, blocks: Any, attachments: Any = None) -> None:
    """Return if Slack takes a message with this content, else raise ContentRefused."""
    if text is not None and not isinstance(text, str):
        raise ContentRefused("invalid_arguments", [Problem("must provide a string", "/text")])
    if blocks:
        problems = problems_of_message(blocks)
        if problems:
            raise ContentRefused("invalid_blocks", problems)
        if text_of_blocks(blocks) > most("message_blocks_text"):
            raise ContentRefused("msg_blocks_too_long")
    elif not (text or "").strip() and not attachments:
        raise ContentRefused("no_text")
    if text and len(text) > most("message_text"):
        raise ContentRefused("msg_too_long")
    _check_attachments(attachments)


def _check_attachments(attachments: Any) -> None:
    if attachments is None:
        return
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise ContentRefused("invalid_attachments")
    if len(attachments) > most("attachments"):
        raise ContentRefused("too_many_attachments")


def bot_message(site: Site, app: App, content: Json, *, guise: Json | None = None) -> Json:
    """Return the message of the app's bot for checked *content*, still without ts.

    Args:
        site: The workspace.
        app: Who says it.
        content: text, blocks, attachments, metadata, thread_ts, as far as given.
        guise: Another name and icons; it then is a bot's message without a user.
    """
    who: Json = {"subtype": "bot_message", **guise} if guise else {"user": app.bot_user_id}
    message: Json = {
        **who,
        "type": "message",
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "text": content.get("text") or "",
        "team": site.world.team.id,
        "bot_profile": bot_profile(site.world, app),
    }
    if content.get("blocks"):
        message["blocks"] = completed(content["blocks"])
    for key in ("attachments", "metadata", "thread_ts"):
        if content.get(key):
            message[key] = content[key]
    return message
