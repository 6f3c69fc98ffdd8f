"""Codes: what somebody allowed on the install page, until the app trades it for a token."""

import secrets
from dataclasses import dataclass
from typing import Literal

from bot.standin.clock import Clock

# https://docs.slack.dev/authentication/installing-with-oauth: a code expires after ten minutes.
LIFETIME_S = 600.0


@dataclass(frozen=True)
class Grant:
    """Who allowed which app what in which workspace."""

    app_name: str
    team_id: str
    person: str
    scopes: tuple[str, ...]
    redirect_uri: str
    issued: float


Refusal = Literal["invalid_code", "code_expired", "code_already_used"]


class Grants:
    """All codes that are not traded yet; each works once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Grant] = {}
        self._used: set[str] = set()

    def issue(self, **granted: object) -> str:
        """Return a fresh code; *granted* are the fields of `Grant` but `issued`."""
        code = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(32)}"
        self._open[code] = Grant(issued=self._clock.now(), **granted)  # type: ignore[arg-type]
        return code

    def look(self, code: str) -> Grant | Refusal:
        """Return the grant without using it up, or say why there is none."""
        if code in self._used:
            return "code_already_used"
        grant = self._open.get(code)
        if grant is None:
            return "invalid_code"
        return grant if self._clock.now() - grant.issued <= LIFETIME_S else "code_expired"

    def redeem(self, code: str) -> None:
        """Use a code up."""
        del self._open[code]
        self._used.add(code)

    def clear(self) -> None:
        """Forget all codes."""
        self._open.clear()
        self._used.clear()
