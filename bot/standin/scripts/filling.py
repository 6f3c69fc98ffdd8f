"""Filling in a form as a person would: by its labels, with words instead of values."""

from typing import Any

from bot.standin.blocks.validate import options_of
from bot.standin.blocks.values import Slot, slots
from bot.standin.people import pressing
from bot.standin.people.refusal import Refused
from bot.standin.scripts.finding import labels_of
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import OpenView, Person

_FROM_APP = ("external_select", "multi_external_select")


def slot_named(opened: OpenView, name: str) -> Slot | None:
    """Return the input with this label, block id or action id, None if there is none."""
    for slot in slots(opened.view["blocks"]):
        if name in (*slot.key, *labels_of(slot.element, slot.block)):
            return slot
    return None


async def filled_in(
    site: Site, person: Person, opened: OpenView, words: dict[str, Any]
) -> dict[str, Json]:
    """Return plain values by block and action id for what a script says by label.

    Raises:
        Refused: There is no such input, or no such option.
    """
    values: dict[str, Json] = {}
    for name, word in words.items():
        slot = slot_named(opened, name)
        if slot is None:
            raise Refused("no_input", f"There is no input called {name!r}.")
        block_id, action_id = slot.key
        source = {"type": "view", "view_id": opened.view["id"]}
        raw = await plain_value(site, person, source, slot, word)
        values.setdefault(block_id, {})[action_id] = raw
    return values


async def plain_value(site: Site, person: Person, source: Json, slot: Slot, word: Any) -> Any:
    """Return the plain value for a word: an option's value, a member's or channel's id."""
    if isinstance(word, list):
        return [await plain_value(site, person, source, slot, one) for one in word]
    kind = slot.element["type"]
    if kind in _FROM_APP:
        block_id, action_id = slot.key
        asked = {"source": source, "block_id": block_id, "action_id": action_id, "query": word}
        return _option((await pressing.options(site, person, asked))["options"], word)
    if slot.element.get("options") or slot.element.get("option_groups"):
        return _option(options_of(slot.element), word)
    if "users" in kind or "conversations" in kind or "channels" in kind:
        return _id(site, str(word))
    return str(word) if kind != "datetimepicker" else int(word)


def _option(options: list[Json], word: Any) -> Any:
    for option in options:
        if word in (option["value"], option["text"]["text"]):
            return option["value"]
    for option in options:
        if str(word).lower() in option["text"]["text"].lower():
            return option["value"]
    raise Refused("no_option", f"There is no option {word!r}.")


def _id(site: Site, word: str) -> str:
    person = site.world.person_called(word.removeprefix("@"))
    channel = site.world.channel_called(word.removeprefix("#"))
    if person is None and channel is None:
        raise Refused("no_option", f"There is nobody and no channel called {word!r}.")
    return person.id if person else channel.id if channel else word
