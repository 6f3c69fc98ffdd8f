"""Links in what people say: an app hears of those that lead to its own domains."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.standin import ids
from bot.standin.delivery.announce import announce
from bot.standin.rich import unescape
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, Channel

_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")


def tell_links(site: Site, channel: Channel, message: Json) -> None:
    """Send link_shared to each app whose domains a person's message links to."""
    if "bot_id" in message:
        return
    urls = [unescape(url) for url in _LINK.findall(message.get("text", ""))]
    for app in site.world.apps.values():
        member = app.bot_user_id in channel.members
        links = list(_of(app, urls))
        if links and (member or channel.kind == "public"):
            event = _event(site, channel, message, links) | {"is_bot_user_member": member}
            announce(site, channel, event, only=app)


def _of(app: App, urls: list[str]) -> Iterator[Json]:
    for url in urls:
        host = urlsplit(url).hostname or ""
        for domain in app.manifest.features.unfurl_domains:
            if host == domain or host.endswith(f".{domain}"):
                yield {"domain": domain, "url": url}


def _event(site: Site, channel: Channel, message: Json, links: list[Json]) -> Json:
    root = {"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}
    return {
        "type": "link_shared",
        "channel": channel.id,
        "user": message["user"],
        "message_ts": message["ts"],
        **root,
        "links": links,
        "unfurl_id": f"{channel.id}.{message['ts']}.{ids.secret('unfurl', message['ts'])}",
        "source": "conversations_history",
        "event_ts": site.clock.ts(),
    }
