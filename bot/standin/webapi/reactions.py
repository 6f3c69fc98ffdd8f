"""reactions.*: emoji on messages."""

from bot.standin import messages
from bot.standin.emoji import is_known
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method, message_at
from bot.standin.webapi.chat import permalink
from bot.standin.webapi.paging import classic_page, page

# https://docs.slack.dev/reference/methods/reactions.add: too_many_emoji, too_many_reactions.
MOST_EMOJI, MOST_OF_ONE = 50, 23


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not is_known(name):
        raise ApiError("invalid_name")
    return name


def add_reaction(call: Call) -> Json:
    """reactions.add."""
    channel, name = call.open_channel(), _emoji(call)
    message = message_at(call, channel)
    _room_for(message, name, call.app.bot_user_id)
    if not messages.react(call.site, channel, message["ts"], name, call.app.bot_user_id):
        raise ApiError("already_reacted")
    return {}


def remove_reaction(call: Call) -> Json:
    """reactions.remove."""
    channel, name = call.open_channel(), _emoji(call)
    message = message_at(call, channel)
    if not messages.unreact(call.site, channel, message["ts"], name, call.app.bot_user_id):
        raise ApiError("no_reaction")
    return {}


def get_reactions(call: Call) -> Json:
    """reactions.get."""
    channel = call.joined()
    message = message_at(call, channel)
    link = permalink(call.site.url, channel, message)
    return {"type": "message", "channel": channel.id, "message": message | {"permalink": link}}


def _room_for(message: Json, name: str, user: str) -> None:
    reactions: list[Json] = message.get("reactions", [])
    if len(reactions) >= MOST_EMOJI and all(r["name"] != name for r in reactions):
        raise ApiError("too_many_emoji")
    own = [r["name"] for r in reactions if user in r["users"]]
    if len(own) >= MOST_OF_ONE and name not in own:
        raise ApiError("too_many_reactions")


def list_reactions(call: Call) -> Json:
    """reactions.list: what a user has reacted to, the newest message first."""
    user = call.user(call.text("user") or call.app.bot_user_id).id
    found: list[Json] = [
        {"type": "message", "channel": channel.id, "message": message}
        for channel in call.site.world.channels.values()
        if call.is_member(channel)
        for message in channel.messages.values()
        if any(user in reaction["users"] for reaction in message.get("reactions", []))
    ]
    found.sort(key=lambda item: str(item["message"]["ts"]), reverse=True)
    if call.text("page") or call.text("count"):
        shown, paging = classic_page(call, found)
        return {"items": shown, "paging": paging}
    shown, following = page(call, found, default=100, most=1000)
    return {"items": shown, "response_metadata": {"next_cursor": following}}


METHODS = {
    "reactions.add": Method(add_reaction, ("reactions:write",), tier=3),
    "reactions.remove": Method(remove_reaction, ("reactions:write",), tier=2),
    "reactions.get": Method(get_reactions, ("reactions:read",), tier=3),
    "reactions.list": Method(list_reactions, ("reactions:read",), tier=2),
}
