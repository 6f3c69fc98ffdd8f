"""How many events an app gets: beyond Slack's hourly quota it hears that it is limited instead.

Source: https://docs.slack.dev/apis/events-api/#rate-limiting
"""

from collections import deque
from dataclasses import dataclass, field

from bot.standin.clock import Clock

PER_HOUR = 30_000
_HOUR_S, _MINUTE_S = 3600, 60


@dataclass
class _Count:
    times: deque[float] = field(default_factory=deque)
    told: int = 0


@dataclass(frozen=True)
class Ruling:
    """Whether an event may go, and the minute of which the app must be told that none may."""

    allowed: bool
    limited_minute: int | None = None


class EventQuota:
    """Counts each app's events in each workspace over the last hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: dict[tuple[str, str], _Count] = {}
        self.per_hour = PER_HOUR

    def take(self, app_id: str, team_id: str) -> Ruling:
        """Count one event, or rule that it is not sent; the app is told once a minute."""
        now = self._clock.now()
        count = self._counts.setdefault((app_id, team_id), _Count())
        while count.times and count.times[0] <= now - _HOUR_S:
            count.times.popleft()
        if len(count.times) < self.per_hour:
            count.times.append(now)
            return Ruling(allowed=True)
        minute = int(now) // _MINUTE_S * _MINUTE_S
        if minute == count.told:
            return Ruling(allowed=False)
        count.told = minute
        return Ruling(allowed=False, limited_minute=minute)

    def allow(self, per_hour: int) -> None:
        """Set another quota and start to count anew."""
        self.per_hour = per_hour
        self._counts.clear()
