"""What happens to the channel in which a workshop takes place."""

from typing import Literal

from workshops.engine.events.event import Event

Lost = Literal["archived", "left", "deleted", "closed"]
"""Why nothing can be posted: archived, we are not in it, it is gone, or posting is restricted."""

PlaceIs = Literal[Lost, "back", "shared", "unshared", "private"]


class PlaceChanged(Event):
    """The channel is not what it was. `by` led when it was noticed."""

    type: Literal["place_changed"] = "place_changed"
    what: PlaceIs
