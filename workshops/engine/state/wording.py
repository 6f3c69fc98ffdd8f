"""What was proposed for somebody's words."""

from __future__ import annotations

from dataclasses import dataclass

from workshops.engine.events import Heard, Outcome, Proposal


@dataclass(frozen=True, slots=True)
class Offer:
    """Proposals that one person got in one activity; `outcome` is None until they say."""

    heard: Heard
    proposals: tuple[Proposal, ...]
    nameless: bool = False
    outcome: Outcome | None = None
