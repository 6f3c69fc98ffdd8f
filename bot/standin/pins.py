"""Pins: messages that a channel keeps at hand."""

from bot.standin import messages, rooms
from bot.standin.site import Site
from bot.standin.world import Channel


def pin(site: Site, channel: Channel, ts: str, by: str) -> bool:
    """Pin a message; False if it is pinned already."""
    if any(kept["ts"] == ts for kept in channel.pins):
        return False
    channel.pins.append({"ts": ts, "created": int(site.clock.now()), "by": by})
    messages.mark(site, channel, ts, {"pinned_to": [channel.id]})
    rooms.tell_channel(site, channel)
    return True


def unpin(site: Site, channel: Channel, ts: str) -> bool:
    """Take a pin away; False if there is none."""
    if all(kept["ts"] != ts for kept in channel.pins):
        return False
    channel.pins = [kept for kept in channel.pins if kept["ts"] != ts]
    messages.mark(site, channel, ts, {"pinned_to": None})
    rooms.tell_channel(site, channel)
    return True
