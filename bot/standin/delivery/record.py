"""Writing deliveries into the journal."""

import time
from typing import Any

from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App


def ms_since(started: float) -> float:
    """Return the milliseconds since a reading of `time.perf_counter`."""
    return round((time.perf_counter() - started) * 1000, 2)


def record(site: Site, app: App, kind: str, name: str, request: Json, **rest: Any) -> None:
    """Write one delivery down; *rest* are further fields of a journal entry."""
    site.journal.write(
        kind, at=site.clock.now(), app=app.name, team=site.world.team.id, name=name,
        request=request, **rest,
    )  # fmt: skip
