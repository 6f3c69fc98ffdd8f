"""The stand-in's time: real time plus an offset that tests move."""

import time
from dataclasses import dataclass


@dataclass
class Clock:
    """Tells the time and gives out message timestamps, each one once and later than the last."""

    offset_s: float = 0.0
    last_us: int = 0

    def now(self) -> float:
        """Return the stand-in's time in seconds since the epoch."""
        return time.time() + self.offset_s

    def ts(self) -> str:
        """Return a fresh Slack timestamp, greater than every one before."""
        self.last_us = max(int(self.now() * 1_000_000), self.last_us + 1)
        return stamp(self.last_us / 1_000_000, self.last_us)


def stamp(seconds: float, microseconds: int | None = None) -> str:
    """Return *seconds* as Slack writes a timestamp: seconds, a point, six digits."""
    us = int(seconds * 1_000_000) if microseconds is None else microseconds
    return f"{us // 1_000_000}.{us % 1_000_000:06d}"
