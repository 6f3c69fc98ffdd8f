"""Messages that grow while people read: text, tasks and blocks as they come.

Source: https://docs.slack.dev/reference/methods/chat.startStream
"""

from bot.standin import messages
from bot.standin.blocks.complete import completed
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import Channel, Stream

LIFETIME_S = 300.0
"""So long a stream lives; apps meet message_not_in_streaming_state after about five minutes."""


def is_over(site: Site, stream: Stream) -> bool:
    """Whether the stream has lived too long."""
    return site.clock.now() - stream.started > LIFETIME_S


def take(stream: Stream, chunks: list[Json]) -> None:
    """Add what has come: each chunk changes or appends a part of the message."""
    for chunk in chunks:
        if chunk["type"] == "markdown_text":
            _text(stream, chunk["text"])
        elif chunk["type"] == "task_update":
            _task(stream, chunk)
        elif chunk["type"] == "plan_update":
            stream.plan = chunk["title"]
        else:
            stream.parts += [{"block": block} for block in chunk["blocks"]]


def _text(stream: Stream, text: str) -> None:
    stream.markdown += text
    if not stream.parts or "text" not in stream.parts[-1]:
        stream.parts.append({"text": ""})
    stream.parts[-1]["text"] += text


def _task(stream: Stream, chunk: Json) -> None:
    if chunk["id"] not in stream.tasks:
        stream.parts.append({"task": chunk["id"]})
    old = stream.tasks.get(chunk["id"], {})
    stream.tasks[chunk["id"]] = old | {k: v for k, v in chunk.items() if v is not None}


def blocks_of(stream: Stream) -> list[Json]:
    """Return the blocks of what has come so far."""
    blocks: list[Json] = []
    plan: Json | None = None
    for part in stream.parts:
        if "text" in part:
            blocks.append({"type": "markdown", "text": part["text"]})
        elif "block" in part:
            blocks.append(part["block"])
        elif stream.display != "plan":
            blocks.append(_card(stream.tasks[part["task"]]))
        elif plan is None:
            plan = {"type": "plan", "title": stream.plan or "Plan", "tasks": []}
            blocks.append(plan)
            plan["tasks"] = [_card(task) for task in stream.tasks.values()]
    return blocks


def _card(task: Json) -> Json:
    card = {"type": "task_card", "task_id": task["id"], "title": task["title"],
            "status": task["status"]}  # fmt: skip
    for key in ("details", "output"):
        if task.get(key):
            card[key] = _rich(task[key])
    return card | ({"sources": task["sources"]} if task.get("sources") else {})


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def show(site: Site, channel: Channel, ts: str, stream: Stream) -> None:
    """Show everybody what has come; no event is sent before the end."""
    messages.mark(site, channel, ts, _content(stream))


def _content(stream: Stream) -> Json:
    blocks = blocks_of(stream)
    return {"text": stream.markdown, "blocks": completed(blocks) if blocks else None}


def finish(site: Site, channel: Channel, ts: str, stream: Stream, last: Json) -> None:
    """End a stream; *last* are further changes of the message."""
    site.world.streams.pop(ts, None)
    done = _content(stream)
    done["blocks"] = [*(done["blocks"] or []), *completed(last.pop("blocks", None) or [])] or None
    changes = {**done, **last, "streaming_state": "completed"}
    messages.change(site, channel, ts, changes, None)
