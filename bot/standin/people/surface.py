"""The surface on which a person presses something: a message, an ephemeral one, a view."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.standin.blocks.validate import interactive_of
from bot.standin.blocks.values import (
    ValueInvalid,
    chosen,
    filled,
    initial_values,
    is_empty,
    slots,
)
from bot.standin.ephemerals import find_ephemeral
from bot.standin.people.choosing import is_offered
from bot.standin.people.refusal import Refused, app_by_id, channel_of, need
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, Channel, OpenView, Person


@dataclass(frozen=True)
class Surface:
    """Blocks that one person has before them, and what they filled in."""

    site: Site
    person: Person
    app: App
    blocks: list[Json]
    values: dict[str, Json]
    offered: dict[str, list[Json]]
    channel: Channel | None = None
    message: Json | None = None
    opened: OpenView | None = None
    before: list[Json] = field(default_factory=list)

    def element(self, block_id: str, action_id: str) -> tuple[Json, Json]:
        """Return the block and the element with these ids.

        What was pressed while the app edited the message arrives as it was drawn: blocks that the
        app leaves unnamed get another id with each edit.
        """
        for block in (*self.blocks, *self.before):
            for _, element in interactive_of(block):
                if (block["block_id"], element.get("action_id")) == (block_id, action_id):
                    return block, element
        raise Refused("stale", "This is not there any more. Look again.")

    def fill(self, values: Any) -> None:
        """Take over what the page says is filled in."""
        if not isinstance(values, dict):
            raise Refused("invalid_arguments", "values must be an object")
        for slot in slots(self.blocks):
            block_id, action_id = slot.key
            actions = values.get(block_id)
            if isinstance(actions, dict) and action_id in actions:
                self.set(block_id, action_id, actions[action_id], slot.element)

    def set(self, block_id: str, action_id: str, raw: Any, element: Json) -> None:
        """Take over one value."""
        try:
            state = filled(element, raw, self._offered(block_id, action_id, element))
        except (ValueInvalid, TypeError, ValueError) as error:
            raise Refused("invalid_value", f"{action_id}: {error}") from error
        if not is_empty(state) and not is_offered(self.site, self.person, element, raw):
            raise Refused("invalid_value", f"{action_id}: {raw} can't be chosen")
        self.values.setdefault(block_id, {})[action_id] = state

    def _offered(self, block_id: str, action_id: str, element: Json) -> list[Json]:
        """List what the app offered; what it preset stays chosen when an update presets nothing."""
        offered = self.offered.get(f"{block_id}/{action_id}", [])
        if not element["type"].endswith("external_select"):
            return offered
        return [*offered, *chosen(self.values.get(block_id, {}).get(action_id))]

    def offer(self, block_id: str, action_id: str, options: Iterable[Json]) -> None:
        """Remember options of an external select, so that they can be chosen."""
        offered = self.offered.setdefault(f"{block_id}/{action_id}", [])
        known = {option["value"]: option for option in [*offered, *options]}
        offered[:] = known.values()


def surface_of(site: Site, person: Person, body: Json) -> Surface:
    """Return the surface that the page names in `source`; only one's own can be used."""
    source = need(body, "source")
    kind = source.get("type") if isinstance(source, dict) else None
    if kind == "view":
        return view_surface(site, person, str(need(source, "view_id")))
    if kind in ("message", "ephemeral"):
        return _message_surface(site, person, source, ephemeral=kind == "ephemeral")
    raise Refused("invalid_arguments", "source must be a message, an ephemeral or a view")


def view_surface(site: Site, person: Person, view_id: str) -> Surface:
    """Return a person's own modal or Home."""
    opened = site.world.views.get(view_id)
    if opened is None or opened.person != person.id:
        raise Refused("view_not_found", "This window is closed.")
    app = app_by_id(site, opened.app_id)
    blocks = opened.view["blocks"]
    return Surface(site, person, app, blocks, opened.values, opened.offered, opened=opened)


def _message_surface(site: Site, person: Person, source: Json, *, ephemeral: bool) -> Surface:
    channel = channel_of(site, person, source)
    ts = str(need(source, "ts"))
    if ephemeral:
        message = find_ephemeral(site, person.id, channel.id, ts)
    else:
        message = channel.messages.get(ts)
    if message is None or "app_id" not in message:
        raise Refused("message_not_found", "This message is gone.")
    desk = site.world.desk(person.id)
    key = f"{channel.id}:{ts}"
    blocks = message.get("blocks", [])
    values = initial_values(blocks, desk.values.get(key, {}))
    desk.values[key] = values
    return Surface(
        site=site,
        person=person,
        app=app_by_id(site, message["app_id"]),
        blocks=blocks,
        values=values,
        offered=desk.offered,
        channel=channel,
        message=message,
        before=site.drawn_before.get(key, []),
    )
