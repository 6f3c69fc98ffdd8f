"""Sends again what Slack has sent before: signed anew, an hour or a day later, in any order."""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from tests.slack_workspace import Json, Workspace

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Postman:
    """Brings deliveries of the journal to the bot's HTTP address."""

    workspace: Workspace
    port: int

    async def delivered(self, *, after: int = 0) -> list[Json]:
        """Return what was delivered, or lost on the way, after entry number *after*."""
        log = await self.workspace.log(after=after)
        return [entry for entry in log if entry["kind"] in ("event", "interaction")]

    async def bring(self, delivery: Json, *, attempt: int = 0) -> Any:
        """Deliver once more and return what the bot answers with."""
        body, kind = _body(delivery)
        headers = {"Content-Type": kind, **self._signed(body)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        url = f"http://127.0.0.1:{self.port}/slack/events"
        answer = await self.workspace.http.post(url, content=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text) if answer.text.startswith("{") else None

    def _signed(self, body: bytes) -> dict[str, str]:
        now = str(int(time.time()))
        verifier = SignatureVerifier(self.workspace.app.signing_secret)
        signature = verifier.generate_signature(timestamp=now, body=body)
        return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": str(signature)}


def _body(delivery: Json) -> tuple[bytes, str]:
    payload = delivery["request"]
    if delivery["kind"] == "event":
        return json.dumps(payload).encode(), JSON
    fields = payload if "command" in payload else {"payload": json.dumps(payload)}
    flat = {k: str(v).lower() if isinstance(v, bool) else v for k, v in fields.items()}
    return urlencode(flat).encode(), FORM
