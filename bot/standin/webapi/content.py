"""What a call wants to say: text, blocks, attachments, Markdown, checked."""

from bot.standin.blocks.limits import most
from bot.standin.emoji import is_known
from bot.standin.shape import Json
from bot.standin.speech import ContentRefused, check_content
from bot.standin.webapi.call import ApiError, Call, refused

_METADATA = {"event_type", "event_payload"}


def content_of(call: Call) -> Json:
    """Return the checked content of a new message; keys that aren't given are None."""
    if call.args.get("markdown_text") is not None:
        return _markdown(call)
    content: Json = {
        "text": call.args.get("text"),
        "blocks": call.json("blocks"),
        "attachments": call.json("attachments"),
    }
    checked(call, content)
    return content


def _markdown(call: Call) -> Json:
    if call.text("text") or call.json("blocks"):
        raise ApiError("markdown_text_conflict")
    text = call.text("markdown_text")
    if not text.strip():
        raise ApiError("no_text")
    if len(text) > most("markdown_text"):
        raise ApiError("msg_too_long")
    blocks = [{"type": "markdown", "text": text}]
    return {"text": text, "blocks": blocks, "attachments": call.json("attachments")}


def checked(call: Call, content: Json) -> None:
    """Return if Slack takes this text and these blocks, else its error."""
    try:
        check_content(content["text"], content["blocks"], content.get("attachments"))
    except ContentRefused as refusal:
        if refusal.problems:
            raise refused(refusal.error, refusal.problems) from refusal
        raise ApiError(refusal.error) from refusal
    _check_files(call, content["blocks"] or [])


def _check_files(call: Call, blocks: list[Json]) -> None:
    for number, block in enumerate(blocks):
        places = [("", block), ("/accessory", block.get("accessory"))]
        if block["type"] == "context":
            places += [(f"/elements/{n}", e) for n, e in enumerate(block["elements"])]
        for at, picture in places:
            named = (picture or {}).get("slack_file")
            if named and not _is_there(call, named):
                reason = f"invalid slack file [json-pointer:/blocks/{number}{at}/slack_file]"
                raise refused("invalid_blocks", [reason])


def _is_there(call: Call, named: Json) -> bool:
    files = call.site.world.files.values()
    return any(
        named.get("id") == file.id or f"-{file.id}/" in str(named.get("url")) for file in files
    )


def metadata_of(call: Call) -> Json | None:
    """Return the metadata of a message, None if none is given, {} to take it away."""
    metadata = call.json("metadata")
    if metadata is None:
        return None
    if metadata == {}:
        return {}
    shaped = isinstance(metadata, dict) and set(metadata) == _METADATA
    if not shaped or not isinstance(metadata["event_payload"], dict):
        raise ApiError("invalid_metadata_format")
    return dict(metadata)


def guise_of(call: Call) -> Json:
    """Return the name and icon under which the message shall appear, if others than the app's."""
    name, emoji, url = call.text("username"), call.text("icon_emoji"), call.text("icon_url")
    if not (name or emoji or url):
        return {}
    call.require("chat:write.customize")
    if emoji and not is_known(emoji.strip(":")):
        raise ApiError("invalid_arguments")
    icons = {"emoji": emoji} if emoji else {"image_48": url} if url else {}
    shown = name or call.app.manifest.bot_name
    return {"username": shown, **({"icons": icons} if icons else {})}
