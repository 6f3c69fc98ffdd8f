"""Finding what a person has before their eyes: a button, a text, a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.standin.blocks.validate import interactive_of
from bot.standin.seed import ScriptStep
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.surfaces import home_of, top_modal
from bot.standin.world import Channel, Person


@dataclass(frozen=True)
class Seen:
    """A surface that a person sees, and how the page would name it."""

    where: str
    blocks: list[Json]
    source: Json
    text: str
    content: Json


@dataclass(frozen=True)
class Target:
    """An element on a surface."""

    seen: Seen
    block: Json
    element: Json


def surfaces_of(site: Site, person: Person, channel: Channel) -> Iterator[Seen]:
    """Yield what the person sees, the nearest first: modal, messages from the newest on, Homes."""
    top = top_modal(site, person.id)
    if top is not None:
        source = {"type": "view", "view_id": top.view["id"]}
        yield Seen("modal", top.view["blocks"], source, top.view["title"]["text"], top.view)
    private = [
        _message("ephemeral", message, message["channel"])
        for message in site.world.desk(person.id).ephemerals
    ]
    public = [_message("channel", message, channel.id) for message in channel.messages.values()]
    yield from sorted([*private, *public], key=lambda seen: seen.content["ts"], reverse=True)
    for app_id in site.world.apps:
        home = home_of(site, app_id, person.id)
        if home is not None:
            source = {"type": "view", "view_id": home.view["id"]}
            yield Seen("home", home.view["blocks"], source, "", home.view)


def _message(where: str, message: Json, channel_id: str) -> Seen:
    kind = "ephemeral" if where == "ephemeral" else "message"
    source = {"type": kind, "channel": channel_id, "ts": message["ts"]}
    return Seen(where, message.get("blocks", []), source, message.get("text", ""), message)


def find_element(site: Site, person: Person, channel: Channel, step: ScriptStep) -> Target | None:
    """Return the nearest element that fits the step's action id (or its beginning) or label."""
    for seen in surfaces_of(site, person, channel):
        if step.where in ("any", seen.where):
            for block in seen.blocks:
                for _, element in interactive_of(block):
                    if _fits(element, block, step):
                        return Target(seen, block, element)
    return None


def _fits(element: Json, block: Json, step: ScriptStep) -> bool:
    if step.action_id is not None and not str(element.get("action_id")).startswith(step.action_id):
        return False
    if step.label is None:
        return step.action_id is not None
    return step.label in labels_of(element, block)


def labels_of(element: Json, block: Json) -> list[str]:
    """Return the words by which a person would call the element."""
    worded = (element.get("text"), element.get("placeholder"), block.get("label"))
    return [words["text"] for words in worded if isinstance(words, dict)]


def find_text(site: Site, person: Person, channel: Channel, step: ScriptStep) -> Seen | None:
    """Return the nearest surface that holds the step's text, None if there is none."""
    for seen in surfaces_of(site, person, channel):
        if step.where in ("any", seen.where) and (step.text or "") in _all_text(seen):
            return seen
    return None


def _all_text(seen: Seen) -> str:
    return "\n".join([seen.text, *_texts(seen.blocks)])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("text", "alt_text") and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def find_root(channel: Channel, text: str | None) -> Json | None:
    """Return the newest message of the channel with *text*, or the newest one of an app."""
    for message in reversed(list(channel.messages.values())):
        if message.get("thread_ts", message["ts"]) != message["ts"]:
            continue
        seen = _message("channel", message, channel.id)
        if text in _all_text(seen) if text else "bot_id" in message:
            return message
    return None
