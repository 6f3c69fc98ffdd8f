"""chat.startStream, chat.appendStream, chat.stopStream: text as it comes."""

from typing import Any

from bot.standin import messages, streaming
from bot.standin.blocks.limits import most
from bot.standin.blocks.validate import problems_of_message
from bot.standin.shape import Json
from bot.standin.speech import bot_message
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.webapi.chat import destination, own_message, root_of
from bot.standin.webapi.content import checked, guise_of, metadata_of
from bot.standin.world import Channel, Stream

_STATUSES = ("pending", "in_progress", "complete", "error")
_DISPLAYS = ("timeline", "plan", "dense")
_SHAPES: dict[str, dict[str, type]] = {
    "markdown_text": {"text": str},
    "task_update": {"id": str, "title": str, "status": str},
    "plan_update": {"title": str},
    "blocks": {"blocks": list},
}


def start(call: Call) -> Json:
    """chat.startStream."""
    channel = destination(call)
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    _check_recipient(call, channel)
    display = call.text("task_display_mode") or "timeline"
    if display not in _DISPLAYS:
        raise refused("invalid_arguments", [f"must be one of: {', '.join(_DISPLAYS)}"])
    content: Json = {"text": ""}
    if channel.kind == "im":
        call.need("thread_ts")
    if call.text("thread_ts"):
        content["thread_ts"] = root_of(channel, call.text("thread_ts"))
    mode, chunks = _given(call)
    stream = Stream(
        channel=channel.id, app_id=call.app.app_id, started=call.site.clock.now(),
        mode=mode, display=display,
    )  # fmt: skip
    streaming.take(stream, chunks)
    said = bot_message(call.site, call.app, content, guise=guise_of(call))
    said |= {"streaming_state": "in_progress"}
    kept = messages.post(call.site, channel, said)
    call.site.world.streams[kept["ts"]] = stream
    streaming.show(call.site, channel, kept["ts"], stream)
    return {"channel": channel.id, "ts": kept["ts"]}


def _check_recipient(call: Call, channel: Channel) -> None:
    if channel.kind == "im":
        return
    if not call.text("recipient_user_id"):
        raise ApiError("missing_recipient_user_id")
    if not call.text("recipient_team_id"):
        raise ApiError("missing_recipient_team_id")
    call.user(call.text("recipient_user_id"))


def _given(call: Call) -> tuple[Any, list[Json]]:
    """Return the mode of what a call brings, None for nothing, and it as chunks."""
    text, chunks = call.args.get("markdown_text"), call.json("chunks")
    if text is not None and chunks is not None:
        raise ApiError("cannot_provide_both_markdown_text_and_chunks")
    if text is not None:
        if len(str(text)) > most("markdown_text"):
            raise ApiError("msg_too_long")
        return "text", [{"type": "markdown_text", "text": str(text)}]
    if chunks is None:
        return None, []
    if not isinstance(chunks, list) or not all(map(_is_chunk, chunks)):
        raise ApiError("invalid_chunks")
    for chunk in chunks:
        if chunk["type"] == "blocks":
            checked(call, {"text": None, "blocks": chunk["blocks"]})
    return "chunks", chunks


def _is_chunk(chunk: Any) -> bool:
    shape = _SHAPES.get(str(chunk.get("type"))) if isinstance(chunk, dict) else None
    if shape is None or not all(isinstance(chunk.get(k), kind) for k, kind in shape.items()):
        return False
    return chunk["type"] != "task_update" or chunk["status"] in _STATUSES


def _streaming(call: Call) -> tuple[Channel, str, Stream]:
    channel = call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    ts = str(own_message(call, channel, "message_not_owned_by_app")["ts"])
    stream = call.site.world.streams.get(ts)
    if stream is None:
        raise ApiError("message_not_in_streaming_state")
    if streaming.is_over(call.site, stream):
        streaming.finish(call.site, channel, ts, stream, {})
        raise ApiError("message_not_in_streaming_state")
    return channel, ts, stream


def _take(call: Call, stream: Stream) -> bool:
    mode, chunks = _given(call)
    if mode is None:
        return False
    if stream.mode not in (None, mode):
        raise ApiError("streaming_mode_mismatch")
    grown = stream.model_copy(deep=True)
    streaming.take(grown, chunks)
    problems = problems_of_message(streaming.blocks_of(grown))
    if problems:
        raise refused("invalid_chunks", problems)
    stream.mode = mode
    streaming.take(stream, chunks)
    return True


def append(call: Call) -> Json:
    """chat.appendStream."""
    channel, ts, stream = _streaming(call)
    if not _take(call, stream):
        raise ApiError("markdown_text_or_chunks_required")
    streaming.show(call.site, channel, ts, stream)
    return {"channel": channel.id, "ts": ts}


def stop(call: Call) -> Json:
    """chat.stopStream: with last words and blocks below them."""
    channel, ts, stream = _streaming(call)
    blocks, metadata = call.json("blocks"), metadata_of(call)
    if blocks:
        checked(call, {"text": None, "blocks": blocks})
    _take(call, stream)
    last: Json = {"blocks": blocks} | ({"metadata": metadata} if metadata else {})
    streaming.finish(call.site, channel, ts, stream, last)
    return {"channel": channel.id, "ts": ts, "message": channel.messages[ts]}


METHODS = {
    "chat.startStream": Method(start, ("chat:write",), tier=2),
    "chat.appendStream": Method(append, ("chat:write",), tier=4),
    "chat.stopStream": Method(stop, ("chat:write",), tier=2),
}
