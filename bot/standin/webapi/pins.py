"""pins.*: messages that a channel keeps at hand."""

from bot.standin import pins
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method, message_at

# https://docs.slack.dev/reference/methods/pins.add: too_many_pins.
MOST = 100


def add_pin(call: Call) -> Json:
    """pins.add."""
    channel = call.open_channel()
    message = message_at(call, channel)
    if len(channel.pins) >= MOST:
        raise ApiError("too_many_pins")
    if not pins.pin(call.site, channel, message["ts"], call.app.bot_user_id):
        raise ApiError("already_pinned")
    return {}


def remove_pin(call: Call) -> Json:
    """pins.remove."""
    channel = call.open_channel()
    message = message_at(call, channel)
    if not pins.unpin(call.site, channel, message["ts"]):
        raise ApiError("no_pin")
    return {}


def list_pins(call: Call) -> Json:
    """pins.list, newest first."""
    channel = call.joined()
    items = [
        {
            "type": "message",
            "created": pin["created"],
            "created_by": pin["by"],
            "channel": channel.id,
            "message": channel.messages[pin["ts"]],
        }
        for pin in reversed(channel.pins)
    ]
    return {"items": items}


METHODS = {
    "pins.add": Method(add_pin, ("pins:write",), tier=2),
    "pins.remove": Method(remove_pin, ("pins:write",), tier=2),
    "pins.list": Method(list_pins, ("pins:read",), tier=2),
}
