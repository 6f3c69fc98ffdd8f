"""What a button was drawn for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a button was drawn for; a click on an older one does nothing."""

    activity: str
    visit: int

    @classmethod
    def parse(cls, text: str) -> Drawn:
        """Read `touchpoints@7`; what has another form was drawn for nothing."""
        activity, _, visit = text.rpartition("@")
        return cls(activity, int(visit) if visit.isascii() and visit.isdigit() else -1)

    def __str__(self) -> str:
        return f"{self.activity}@{self.visit}"
