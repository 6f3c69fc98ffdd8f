"""What an assistant shows beside its messages: that it works, a title, what to ask it.

Source: https://docs.slack.dev/reference/methods/assistant.threads.setStatus
"""

from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import Channel

STATUS_S = 120.0
"""So long a status stays where no message follows."""


def about(channel: Channel, root_ts: str) -> Json:
    """Return what is said about a thread; empty at first."""
    return channel.assistant.setdefault(root_ts, {})


def set_status(site: Site, channel: Channel, root_ts: str, status: str, words: list[str]) -> None:
    """Show that the app works on an answer; an empty status takes it away."""
    about(channel, root_ts).update(
        status=status, loading_messages=words, status_until=site.clock.now() + STATUS_S
    )
    tell(site, channel, root_ts)


def settle(site: Site, channel: Channel, message: Json) -> None:
    """Take the status away: the app has answered."""
    root_ts = str(message.get("thread_ts", message["ts"]))
    if channel.assistant.get(root_ts, {}).get("status"):
        set_status(site, channel, root_ts, "", [])


def tell(site: Site, channel: Channel, root_ts: str) -> None:
    """Send everybody who sees the channel what is said about the thread."""
    people = [p.id for p in site.world.humans() if site.world.sees(p.id, channel)]
    said = about(channel, root_ts)
    site.live.push(people, "assistant", channel=channel.id, thread_ts=root_ts, assistant=said)
    site.changed()
