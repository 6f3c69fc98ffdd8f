"""Load: requests that leave at their time, whether or not the ones before have been answered."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

from bot.bench.requests import Request


class Unanswered(Exception):
    """A request under load was not taken, so its time says nothing."""


@dataclass(frozen=True)
class Target:
    """Where requests go, and the secret by which they are signed."""

    http: aiohttp.ClientSession
    url: str
    secret: str

    async def send(self, request: Request) -> tuple[float, str]:
        """Send one request; return the milliseconds until the answer was read, and the answer.

        Raises:
            Unanswered: It was not taken.
        """
        headers = request.headers(self.secret)
        started = time.perf_counter()
        async with self.http.post(self.url, data=request.body, headers=headers) as answer:
            said = await answer.text()
            if answer.status != 200:
                raise Unanswered(f"{answer.status} {said[:200]}")
        return (time.perf_counter() - started) * 1000, said


async def load(target: Target, requests: Sequence[Request], *, rate_per_s: int) -> list[float]:
    """Send *requests* at a steady rate; return the time of each until its answer, in ms.

    Raises:
        Unanswered: One of them was not taken.
    """
    sent: list[asyncio.Task[tuple[float, str]]] = []
    started = time.perf_counter()
    for number, request in enumerate(requests):
        wait_s = started + number / rate_per_s - time.perf_counter()
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        sent.append(asyncio.create_task(target.send(request)))
    return [ms for ms, _ in await asyncio.gather(*sent)]
