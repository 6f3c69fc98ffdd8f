"""Messages that only one person sees."""

from bot.standin.blocks.complete import completed
from bot.standin.shape import Json
from bot.standin.shapes import bot_profile
from bot.standin.site import Site
from bot.standin.world import App


def post_ephemeral(site: Site, app: App, person_id: str, channel_id: str, content: Json) -> Json:
    """Show a message to one person and return it, with its ts.

    Args:
        site: The workspace.
        app: Who says it.
        person_id: Who sees it.
        channel_id: Where it shows.
        content: text, blocks, thread_ts, as far as given.
    """
    message = {
        "type": "message",
        "ts": site.clock.ts(),
        "user": app.bot_user_id,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "bot_profile": bot_profile(site.world, app),
        "team": site.world.team.id,
        "channel": channel_id,
        "is_ephemeral": True,
        **_content(content),
    }
    site.world.desk(person_id).ephemerals.append(message)
    site.live.push([person_id], "ephemeral", channel=channel_id, message=message)
    site.changed()
    return message


def _content(content: Json) -> Json:
    kept = {key: content[key] for key in ("text", "thread_ts", "attachments") if content.get(key)}
    if content.get("blocks"):
        kept["blocks"] = completed(content["blocks"])
    return {"text": "", **kept}


def find_ephemeral(site: Site, person_id: str, channel_id: str, ts: str) -> Json | None:
    """Return a person's ephemeral message, None if it is gone or somebody else's."""
    own = site.world.desk(person_id).ephemerals
    return next((m for m in own if m["ts"] == ts and m["channel"] == channel_id), None)


def replace_ephemeral(site: Site, person_id: str, message: Json, content: Json) -> None:
    """Put other content into an ephemeral message."""
    for key in ("blocks", "attachments"):
        message.pop(key, None)
    message.update(_content(content))
    site.live.push([person_id], "ephemeral_changed", channel=message["channel"], message=message)
    site.changed()


def delete_ephemeral(site: Site, person_id: str, message: Json) -> None:
    """Take an ephemeral message away."""
    site.world.desk(person_id).ephemerals.remove(message)
    site.live.push([person_id], "ephemeral_deleted", channel=message["channel"], ts=message["ts"])
    site.changed()
