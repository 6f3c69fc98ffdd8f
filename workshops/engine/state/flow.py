"""The way that a workshop takes through its agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rpds import HashTrieMap

Status = Literal["running", "paused", "closed", "published"]


@dataclass(frozen=True, slots=True)
class Step:
    """Where the workshop stood before a move, to undo it."""

    position: int
    ends_at: datetime | None
    skipped: HashTrieMap[str, str]
    day: date | None = None
    overtime: bool = False
