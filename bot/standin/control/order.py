"""What an order and a sight of the control API consist of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.standin.control.named import InWorkspace
from bot.standin.shape import Json
from bot.standin.site import Site


@dataclass(frozen=True)
class Order:
    """POST /control/<name>: `follow` gets the workspace and the checked body."""

    body: type[InWorkspace]
    follow: Callable[[Site, Any], Json | Awaitable[Json]]

    @property
    def about(self) -> str:
        """What it does, for the reference."""
        return (self.follow.__doc__ or "").strip()


@dataclass(frozen=True)
class Sight:
    """GET /control/<name>: `look` gets the workspace and the checked query."""

    query: type[InWorkspace]
    look: Callable[[Site, Any], Json]

    @property
    def about(self) -> str:
        """What it shows, for the reference."""
        return (self.look.__doc__ or "").strip()
