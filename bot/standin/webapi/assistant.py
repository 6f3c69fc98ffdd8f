"""assistant.threads.*: how an assistant behaves in a thread."""

from typing import Any

from bot.standin import assistants
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.world import Channel

MOST_PROMPTS, MOST_LOADING = 4, 10


def _thread(call: Call) -> tuple[Channel, str]:
    channel = call.channel("channel_id")
    if not call.is_member(channel):
        raise ApiError("channel_not_found")
    root_ts = call.text("thread_ts")
    if root_ts not in channel.messages:
        raise ApiError("invalid_thread_ts")
    return channel, root_ts


def set_status(call: Call) -> Json:
    """assistant.threads.setStatus, in any conversation where the bot is."""
    if "status" not in call.args:
        raise refused("invalid_arguments", ["missing required field: status"])
    words = call.json("loading_messages") or []
    if not isinstance(words, list) or len(words) > MOST_LOADING:
        raise refused("invalid_arguments", [f"no more than {MOST_LOADING} items allowed"])
    channel, root_ts = _thread(call)
    assistants.set_status(call.site, channel, root_ts, call.text("status"), [*map(str, words)])
    return {}


def set_title(call: Call) -> Json:
    """assistant.threads.setTitle, in the direct conversation of an agent."""
    channel, root_ts = _agents_thread(call)
    assistants.about(channel, root_ts)["title"] = call.need("title")
    assistants.tell(call.site, channel, root_ts)
    return {}


def _agents_thread(call: Call) -> tuple[Channel, str]:
    if not call.app.manifest.is_agent:
        raise ApiError("not_agent_app")
    channel = call.channel("channel_id")
    if channel.kind != "im":
        raise ApiError("channel_not_found")
    if not call.text("thread_ts") and channel.messages:
        return channel, next(reversed(channel.messages))
    return _thread(call)


def set_suggested_prompts(call: Call) -> Json:
    """assistant.threads.setSuggestedPrompts; without a thread for the latest message."""
    prompts: Any = call.json("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MOST_PROMPTS:
        raise refused("invalid_arguments", [f"1 to {MOST_PROMPTS} prompts [json-pointer:/prompts]"])
    for number, prompt in enumerate(prompts):
        if not _is_prompt(prompt):
            reason = f"must provide title and message [json-pointer:/prompts/{number}]"
            raise refused("invalid_arguments", [reason])
    channel, root_ts = _agents_thread(call)
    shown = {"title": call.text("title"), "prompts": prompts}
    assistants.about(channel, root_ts)["suggested"] = shown
    assistants.tell(call.site, channel, root_ts)
    return {}


def _is_prompt(prompt: Any) -> bool:
    return isinstance(prompt, dict) and all(
        isinstance(prompt.get(key), str) and prompt[key] for key in ("title", "message")
    )


METHODS = {
    "assistant.threads.setStatus": Method(set_status, ("chat:write", "assistant:write"), tier=5),
    "assistant.threads.setTitle": Method(set_title, ("assistant:write",), tier=4),
    "assistant.threads.setSuggestedPrompts": Method(
        set_suggested_prompts, ("assistant:write",), tier=4
    ),
}
