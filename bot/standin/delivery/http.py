"""Deliveries over HTTP: signed POSTs to the app."""

import json
import time
from typing import Any

import aiohttp

from bot.standin.delivery.reply import Reply
from bot.standin.delivery.signing import signature_headers
from bot.standin.shape import Json


class HttpTransport:
    """Posts to apps; opened on first use, closed at the end."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def post_json(
        self, url: str, body: Json, *, secret: str, within_s: float, **headers: str
    ) -> Reply:
        """Post *body* as JSON, signed; *headers* are added."""
        return await self.send(
            url,
            json.dumps(body).encode(),
            secret=secret,
            content_type="application/json",
            within_s=within_s,
            headers=headers,
        )

    async def send(
        self,
        url: str,
        body: bytes,
        *,
        secret: str,
        content_type: str,
        within_s: float,
        headers: dict[str, str],
    ) -> Reply:
        """Post *body* and return the app's answer, or why there is none in time."""
        # Real time, not the stand-in's: a moved clock shall not look like a replayed request.
        signed = signature_headers(secret, body, int(time.time()))
        every = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (stand-in)"}
        try:
            return await self._post(url, body, every | signed | headers, within_s)
        except TimeoutError:
            return Reply(failure="http_timeout")
        except aiohttp.TooManyRedirects:
            return Reply(failure="too_many_redirects")
        except (aiohttp.ClientError, OSError):
            return Reply(failure="connection_failed")

    async def _post(self, url: str, body: bytes, headers: dict[str, str], within_s: float) -> Reply:
        timeout = aiohttp.ClientTimeout(total=within_s)
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=False)
        request = self._session.post(
            url, data=body, headers=headers, timeout=timeout, max_redirects=2
        )
        async with request as response:
            raw = await response.read()
            kind = response.content_type
            wanted = response.headers.get("X-Slack-No-Retry") != "1"
            if not 200 <= response.status < 300:
                return Reply(failure="http_error", retry=wanted, status=response.status)
            return Reply(body=_decoded(raw, kind), status=response.status)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _decoded(raw: bytes, kind: str) -> Any:
    if not raw.strip():
        return None
    if kind == "application/json":
        try:
            return json.loads(raw)
        except ValueError:
            return {"text": raw.decode("utf-8", "replace")}
    return {"text": raw.decode("utf-8", "replace")}
