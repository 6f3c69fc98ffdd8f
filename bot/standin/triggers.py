"""Trigger ids: the right to open one modal, for three seconds, once."""

import secrets
from dataclasses import dataclass
from typing import Literal

from bot.standin.clock import Clock

# https://docs.slack.dev/interactivity/handling-user-interaction: a trigger expires in 3 seconds.
LIFETIME_S = 3.0
_KEPT = 2000


@dataclass
class Trigger:
    """Who did what when, and in which modal."""

    id: str
    app_id: str
    person: str
    issued: float
    view_id: str | None = None
    channel: str | None = None
    used: bool = False


Refusal = Literal["invalid_trigger_id", "expired_trigger_id", "exchanged_trigger_id"]


class Triggers:
    """All triggers of the last minutes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, Trigger] = {}

    def issue(
        self, app_id: str, person: str, *, view_id: str | None = None, channel: str | None = None
    ) -> str:
        """Return a fresh trigger id for that app and person, with the place where it arose."""
        number = secrets.randbelow(10**12)
        trigger_id = f"{number}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        now = self._clock.now()
        self._issued[trigger_id] = Trigger(trigger_id, app_id, person, now, view_id, channel)
        if len(self._issued) > _KEPT:
            del self._issued[next(iter(self._issued))]
        return trigger_id

    def redeem(self, trigger_id: str, app_id: str) -> Trigger | Refusal:
        """Return the trigger and use it up, or say why it can't be used."""
        trigger = self._issued.get(trigger_id)
        if trigger is None or trigger.app_id != app_id:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if self._clock.now() - trigger.issued > LIFETIME_S:
            return "expired_trigger_id"
        trigger.used = True
        return trigger
