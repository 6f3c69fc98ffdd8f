"""Rate limits, when they are asked for: Slack's tiers, and one post a second and channel.

Source: https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
from collections import deque

# Calls a minute; tier 5 stands for the methods with a special, generous limit.
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}
_BURST = {1: 5, 2: 5, 3: 10, 4: 20, 5: 60}
_POST_BURST = 5


class Limiter:
    """Counts calls in sliding windows, by app and method (and channel for posts)."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, ...], deque[float]] = {}

    def wait_s(self, app_id: str, method: str, tier: int, channel: str, now: float) -> int | None:
        """Return None and count the call, or how many whole seconds the caller must wait."""
        key: tuple[str, ...] = (app_id, method)
        most, window = PER_MINUTE[tier] + _BURST[tier], 60.0
        if method == "chat.postMessage":
            key, most, window = (app_id, method, channel), _POST_BURST, float(_POST_BURST)
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - window:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + window - now))
        calls.append(now)
        return None
