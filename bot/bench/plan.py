"""How much is measured: everything is bounded in number and time."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The sizes of one run."""

    rate_per_s: int = 50
    runs: int = 5
    load_s: float = 10
    warm_s: float = 2
    notes: int = 60
    bursts: int = 3
    burst: int = 40
    many_notes: int = 2000
    compared_notes: int = 100
    insights: int = 10_000
    questions: int = 300
    starts: int = 3
    calls: int = 1500
    deliveries: int = 200
    messages: int = 2000
    keys: int = 200
    suites: bool = True

    @property
    def requests(self) -> int:
        """How many requests one run under load has."""
        return round(self.rate_per_s * self.load_s)

    @property
    def warming(self) -> int:
        """How many requests go before them, not counted."""
        return round(self.rate_per_s * self.warm_s)


FULL = Plan()
QUICK = Plan(
    runs=1,
    load_s=1.2,
    warm_s=0.4,
    notes=4,
    bursts=1,
    burst=20,
    many_notes=100,
    compared_notes=5,
    insights=400,
    questions=20,
    starts=1,
    calls=100,
    deliveries=20,
    messages=100,
    keys=10,
    suites=False,
)
"""To see that the bench works; its figures say little."""
