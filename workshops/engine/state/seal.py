"""The seal: what people were promised about who sees their notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from rpds import HashTrieMap

from workshops.engine.events import Voice


@dataclass(frozen=True, slots=True)
class Seal:
    """How notes are taken, and which of them are not to be seen yet.

    Attributes:
        ahead: How notes are taken in activities that are still to come.
        voices: How they are taken in each activity that was entered.
        revealed: The activities whose notes were sealed and are not any more.
    """

    ahead: Voice = "open"
    voices: HashTrieMap[str, Voice] = field(default_factory=HashTrieMap)
    revealed: frozenset[str] = frozenset()
