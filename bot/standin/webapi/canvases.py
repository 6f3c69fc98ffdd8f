"""canvases.* and conversations.canvases.*: pages of Markdown."""

from typing import Any

from bot.standin import canvas as canvases
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.world import Canvas, Channel

LONGEST = 1_048_576
_TITLED = "Untitled"
_TYPES = ("any_header", "h1", "h2", "h3")
_CONTENT = ("insert_before", "insert_after", "insert_at_start", "insert_at_end", "replace")


def _markdown(content: Any, failed: str) -> str:
    if content is None:
        return ""
    shaped = isinstance(content, dict) and content.get("type") == "markdown"
    if not shaped or not isinstance(content.get("markdown"), str):
        reason = "must provide type markdown and markdown [json-pointer:/document_content]"
        raise refused("invalid_arguments", [reason])
    if len(content["markdown"]) > LONGEST:
        raise ApiError(failed, detail=f"markdown is longer than {LONGEST} characters")
    return str(content["markdown"])


def create(call: Call) -> Json:
    """canvases.create: alone, or as a tab of a channel."""
    channel = call.open_channel("channel_id") if call.text("channel_id") else None
    markdown = _markdown(call.json("document_content"), "canvas_creation_failed")
    title = call.text("title") or _TITLED
    made = canvases.create(call.site, call.app, title, markdown, channel=channel)
    return {"canvas_id": made.id}


def create_for_channel(call: Call) -> Json:
    """conversations.canvases.create: the one canvas that is the channel's own."""
    channel = call.open_channel("channel_id")
    if any(c.is_channels_own for c in _of(call, channel)):
        raise ApiError("channel_canvas_already_exists")
    markdown = _markdown(call.json("document_content"), "canvas_creation_failed")
    title = call.text("title") or channel.name
    made = canvases.create(call.site, call.app, title, markdown, channel=channel, own=True)
    return {"canvas_id": made.id}


def _of(call: Call, channel: Channel) -> list[Canvas]:
    return [c for c in call.site.world.canvases.values() if c.channel == channel.id]


def _canvas(call: Call) -> Canvas:
    found = call.site.world.canvases.get(call.need("canvas_id"))
    channel = call.site.world.channels.get(found.channel or "") if found else None
    mine = found is not None and found.app_id == call.app.app_id
    if found is None or not (mine or (channel is not None and call.is_member(channel))):
        raise ApiError("canvas_not_found")
    return found


def edit(call: Call) -> Json:
    """canvases.edit: one change a call."""
    canvas, changes = _canvas(call), call.json("changes")
    if not isinstance(changes, list) or not changes or not isinstance(changes[0], dict):
        raise refused("invalid_arguments", ["must provide an array [json-pointer:/changes]"])
    if len(changes) > 1:
        reason = "no more than 1 items allowed [json-pointer:/changes]"
        raise refused("invalid_arguments", [reason])
    change = changes[0]
    try:
        canvases.edit(call.site, canvas, change, _brought(change))
    except canvases.EditFailed as failed:
        raise ApiError("canvas_editing_failed", detail=str(failed)) from failed
    return {}


def _brought(change: Json) -> str:
    key = "title_content" if change.get("operation") == "rename" else "document_content"
    content = _markdown(change.get(key), "canvas_editing_failed")
    if change.get("operation") in (*_CONTENT, "rename") and not content.strip():
        raise canvases.EditFailed(f"missing {key}")
    return content


def delete(call: Call) -> Json:
    """canvases.delete."""
    canvases.delete(call.site, _canvas(call))
    return {}


def lookup(call: Call) -> Json:
    """canvases.sections.lookup: by kind of heading, by text, or both."""
    canvas, criteria = _canvas(call), call.json("criteria")
    if not isinstance(criteria, dict) or not set(criteria) & {"section_types", "contains_text"}:
        reason = "must provide section_types or contains_text [json-pointer:/criteria]"
        raise refused("invalid_arguments", [reason])
    types = criteria.get("section_types") or []
    if not isinstance(types, list) or any(kind not in _TYPES for kind in types):
        reason = f"must be one of: {', '.join(_TYPES)} [json-pointer:/criteria/section_types]"
        raise refused("invalid_arguments", [reason])
    found = canvases.lookup(canvas, types, criteria.get("contains_text"))
    return {"sections": [{"id": section.id} for section in found]}


METHODS = {
    "canvases.create": Method(create, ("canvases:write",), tier=2),
    "canvases.edit": Method(edit, ("canvases:write",), tier=3),
    "canvases.delete": Method(delete, ("canvases:write",), tier=3),
    "canvases.sections.lookup": Method(lookup, ("canvases:read",), tier=3),
    "conversations.canvases.create": Method(create_for_channel, ("canvases:write",), tier=2),
}
