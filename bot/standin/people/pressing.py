"""Pressing buttons, choosing from menus, asking for a menu's options."""

from typing import Any

from bot.standin.blocks.validate import options_of
from bot.standin.blocks.values import value_key
from bot.standin.delivery.asking import ask
from bot.standin.people import payloads
from bot.standin.people.refusal import Refused, failure_code, need, notice
from bot.standin.people.surface import Surface, surface_of
from bot.standin.replies import new_reply_url
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import Person, ReplyUrl

_BUTTONS = ("button", "workflow_button", "icon_button")
_MOST_OPTIONS = 100


async def press(site: Site, person: Person, body: Json) -> Json:
    """Press a button or change an element that acts at once; wait for the app."""
    surface = surface_of(site, person, body)
    if body.get("values") is not None:
        surface.fill(body["values"])
    block, element = surface.element(str(need(body, "block_id")), str(need(body, "action_id")))
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise Refused("no_action", "This element doesn't act on its own.")
    action = _action(site, surface, block, element, body.get("value"))
    payload = _payload(site, person, surface) | {"actions": [action]}
    site.changed()
    reply = await ask(site, surface.app, "interactive", payload)
    if not reply.ok:
        code = failure_code(reply)
        text = f"{surface.app.manifest.bot_name} didn't answer. Try it again."
        notice(site, person, code, text)
        raise Refused(code, text)
    return {}


def _action(site: Site, surface: Surface, block: Json, element: Json, raw: Any) -> Json:
    kind = element["type"]
    action: Json = {
        "type": kind,
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "action_ts": site.clock.ts(),
    }
    if kind in _BUTTONS:
        kept = ("text", "value", "style", "confirm", "url")
        return action | {key: element[key] for key in kept if key in element}
    if kind == "feedback_buttons":
        return action | _feedback(element, raw)
    if kind == "overflow":
        return action | {"selected_option": _overflow_option(element, raw)}
    surface.set(block["block_id"], element["action_id"], raw, element)
    state = surface.values[block["block_id"]][element["action_id"]]
    key = value_key(kind)
    given = {key: value for key, value in element.items() if key in ("placeholder", "confirm")}
    return action | given | {key: state.get(key)}


def _feedback(element: Json, raw: Any) -> Json:
    for name in ("positive_button", "negative_button"):
        if element[name]["value"] == raw:
            return {"text": element[name]["text"], "value": raw}
    raise Refused("invalid_value", "There is no such button.")


def _overflow_option(element: Json, raw: Any) -> Json:
    for option in options_of(element):
        if option["value"] == raw:
            return option
    raise Refused("invalid_value", "There is no such entry.")


def _payload(site: Site, person: Person, surface: Surface) -> Json:
    if surface.opened is not None:
        return payloads.actions_on_view(site, surface.app, person, surface.opened)
    assert surface.channel is not None
    assert surface.message is not None
    payload = payloads.actions_on_message(
        site, surface.app, person, surface.channel, surface.message
    )
    place = ReplyUrl(
        app_id=surface.app.app_id,
        person=person.id,
        channel=surface.channel.id,
        message_ts=surface.message["ts"],
        thread_ts=payload["container"].get("thread_ts"),
        ephemeral=payload["container"]["is_ephemeral"],
    )
    state = {"values": surface.values}
    return payload | {"response_url": new_reply_url(site, place), "state": state}


async def options(site: Site, person: Person, body: Json) -> Json:
    """Return what the app offers in an external select for what was typed so far."""
    surface = surface_of(site, person, body)
    block_id, action_id = str(need(body, "block_id")), str(need(body, "action_id"))
    _, element = surface.element(block_id, action_id)
    if element["type"] not in ("external_select", "multi_external_select"):
        raise Refused("invalid_arguments", "This menu's options don't come from the app.")
    asked = {"block_id": block_id, "action_id": action_id, "value": str(body.get("query") or "")}
    payload = payloads.suggestion(site, surface.app, person, asked, _place(surface))
    reply = await ask(site, surface.app, "interactive", payload)
    if not reply.ok or not isinstance(reply.body, dict):
        raise Refused("options_failed", "The options couldn't be loaded.")
    return _offered(surface, f"{block_id}/{action_id}", reply.body)


def _place(surface: Surface) -> Json:
    if surface.opened is not None:
        view_id = surface.opened.view["id"]
        container = {"type": "view", "view_id": view_id}
        return {"container": container, "view": surface.opened.view}
    assert surface.message is not None
    assert surface.channel is not None
    container = {
        "type": "message",
        "message_ts": surface.message["ts"],
        "channel_id": surface.channel.id,
        "is_ephemeral": bool(surface.message.get("is_ephemeral")),
    }
    channel = {"id": surface.channel.id, "name": surface.channel.name}
    return {"container": container, "channel": channel}


def _offered(surface: Surface, key: str, body: Json) -> Json:
    flat = options_of(body)
    wrong = [o for o in flat if not isinstance(o, dict) or not {"text", "value"} <= set(o)]
    if wrong or len(flat) > _MOST_OPTIONS:
        raise Refused("options_invalid", "The app offered options that can't be shown.")
    block_id, _, action_id = key.partition("/")
    surface.offer(block_id, action_id, flat)
    groups = {"option_groups": body["option_groups"]} if body.get("option_groups") else {}
    return {"options": flat, **groups}
