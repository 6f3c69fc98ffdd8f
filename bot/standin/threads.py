"""Threads: a root message, its replies, and the counts that the root carries."""

from bot.standin.shape import Json
from bot.standin.world import Channel

_COUNTS = ("thread_ts", "reply_count", "reply_users_count", "latest_reply", "reply_users",
           "subscribed", "is_locked")  # fmt: skip


def is_reply(message: Json) -> bool:
    """Whether *message* stands in a thread below another one."""
    return "thread_ts" in message and message["thread_ts"] != message["ts"]


def attach(channel: Channel, root_ts: str, reply: Json) -> None:
    """Put *reply* (already among the messages) below the root and count it there."""
    root = channel.messages[root_ts]
    reply["thread_ts"] = root_ts
    if "user" in root:
        reply["parent_user_id"] = root["user"]
    channel.threads.setdefault(root_ts, []).append(reply["ts"])
    recount(channel, root_ts)


def detach(channel: Channel, reply: Json) -> None:
    """Take a reply out of its thread's counts."""
    root_ts = reply["thread_ts"]
    replies = channel.threads.get(root_ts, [])
    if reply["ts"] in replies:
        replies.remove(reply["ts"])
    recount(channel, root_ts)


def recount(channel: Channel, root_ts: str) -> None:
    """Write the thread's counts into its root, or remove them where no reply is left."""
    root = channel.messages.get(root_ts)
    if root is None:
        return
    replies = [channel.messages[ts] for ts in channel.threads.get(root_ts, [])]
    for key in _COUNTS:
        root.pop(key, None)
    if not replies:
        channel.threads.pop(root_ts, None)
        return
    users = list(dict.fromkeys(reply.get("user", "") for reply in replies))
    root.update(
        thread_ts=root_ts,
        reply_count=len(replies),
        reply_users_count=len(users),
        latest_reply=replies[-1]["ts"],
        reply_users=users[:5],
        subscribed=False,
        is_locked=False,
    )


def conversation_of(channel: Channel, root_ts: str) -> list[Json]:
    """Return the root and its replies, oldest first; empty if there is no such root."""
    root = channel.messages.get(root_ts)
    if root is None:
        return []
    return [root, *(channel.messages[ts] for ts in channel.threads.get(root_ts, []))]
