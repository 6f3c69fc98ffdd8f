"""From where somebody acts: it decides what they may see.

A message's button comes with its channel, a window's doesn't; so windows carry the channel from
which they were opened, and whoever acts in one must be a member of it at that moment.
"""

from bot.desk import Desk
from bot.forms import PlaceForm
from bot.listeners.acts import Act
from bot.views.blocks import Block
from knowledge.identity import PlaceId, Places, within


async def places(desk: Desk, act: Act) -> Places:
    """Return the places whose records somebody sees by being where they act."""
    place = await whence(desk, act)
    return within(place)


async def whence(desk: Desk, act: Act) -> PlaceId | None:
    """Return the place from which somebody acts; None for nowhere in particular."""
    if act.place:
        return act.place
    place = opened_in(act)
    return place if place and await desk.directory.holds(place, act.user) else None


def opened_in(act: Act) -> PlaceId | None:
    """Return the place from which a window was opened, as it says itself; None for nowhere."""
    place = act.view.carried().get("place") if act.view else None
    return PlaceId(place) if isinstance(place, str) and place else None


def from_here(modal: Block, place: PlaceId | None) -> Block:
    """Return a window that has no form of its own, carrying the place that it is opened from."""
    return {**modal, "private_metadata": PlaceForm(place=place or "").write()}
