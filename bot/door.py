"""The door: takes what Slack sends over HTTP, keeps it and acknowledges; the rest it passes on.

    Slack → door → mailbox            events, and commands that can wait
                 → behind the door    whatever needs an answer at once

A process of its own that does nothing else, since one process of Python does one thing at a time:
while answers are looked for and boards are drawn behind it, the next acknowledgement is as quick
as ever (docs/decisions/005). It and the process behind it live and die together.
"""

import asyncio
import gc
import socket
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import structlog
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot import http
from bot.mailbox import Mailbox
from bot.settings import Settings
from bot.stopping import stop_by_signal
from bot.surroundings import clock
from knowledge.identity import WorkspaceId
from knowledge.ledger import Ledger

log = structlog.get_logger()

ANSWERED_WITHIN_S = 10
ENDED_WITHIN_S = 15
PASSED_ON = ("content-type", "x-slack-request-timestamp", "x-slack-signature")
"""The headers by which the process behind the door knows that a request is from Slack."""


class Hello(BaseModel):
    """What the process behind the door says of itself when it takes work."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workspace: WorkspaceId
    bot_user: str


class Failed(Exception):
    """The process behind the door has ended by itself; it said why, if it could."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended with {code}")
        self.code = code


@dataclass(frozen=True)
class Behind:
    """The process behind the door: its input wakes it, and ends it when the door is gone."""

    process: Process
    http: aiohttp.ClientSession
    holder: str
    hello: Hello

    def wake(self) -> None:
        """Tell it that there is mail."""
        assert self.process.stdin is not None
        with suppress(OSError):
            self.process.stdin.write(b"\n")

    async def hear(self, request: Request, body: bytes) -> Response:
        """Let it answer a request."""
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        try:
            async with self.http.post("/slack/events", data=body, headers=headers) as answer:
                content = await answer.read()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.warning("door.unanswered", why=type(error).__name__)
            return PlainTextResponse("not now", status_code=503)
        kind = answer.headers.get("content-type")
        return Response(content, status_code=answer.status, media_type=kind)

    async def ready(self) -> bool:
        """Say whether it takes work."""
        try:
            async with self.http.get("/readyz") as answer:
                return answer.status == 200
        except (TimeoutError, aiohttp.ClientError, OSError):
            return False


async def serve(settings: Settings, *, where: socket.socket) -> None:
    """Serve HTTP at *where* until the process is told to end.

    Raises:
        Failed: The process behind the door has ended by itself.
        LedgerError: The ledger can't be opened.
    """
    stop = stop_by_signal()
    ledger = await Ledger.open(settings.ledger_url, clock=clock)
    try:
        async with _behind(stop) as behind:
            await _serve(settings, ledger, behind, where=where, stop=stop)
    finally:
        await ledger.close()


async def _serve(
    settings: Settings,
    ledger: Ledger,
    behind: Behind,
    *,
    where: socket.socket,
    stop: asyncio.Event,
) -> None:
    async def ready() -> bool:
        return not stop.is_set() and await behind.ready()

    mailbox = Mailbox(
        ledger=ledger,
        workspace=behind.hello.workspace,
        bot_user=behind.hello.bot_user,
        holder=behind.holder,
        wake=behind.wake,
    )
    secret = settings.signing_secret.get_secret_value()
    routes = http.routes(mailbox, behind.hear, signing_secret=secret, ready=ready)
    async with http.listening(routes, where, stop=stop):
        log.info("door.open", address=where.getsockname())
        # What is there now stays; looking through it for garbage would hold a request up.
        gc.freeze()
        await _first(stop, behind.process)


@asynccontextmanager
async def _behind(stop: asyncio.Event) -> AsyncIterator[Behind]:
    with tempfile.TemporaryDirectory(prefix="desireline-") as folder:
        path = Path(folder) / "behind.sock"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "serve", "--behind", path),
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,  # Ctrl-C is for the door, which then ends its input
        )
        try:
            hello = await _hello(process, stop)
            timeout = aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S)
            async with aiohttp.ClientSession(
                "http://behind", connector=aiohttp.UnixConnector(str(path)), timeout=timeout
            ) as session:
                yield Behind(process, session, holder_of(path), hello)
        finally:
            await _ended(process)


def holder_of(path: Path) -> str:
    """Return under which name the mail of a door is held: its folder's, which is like no other."""
    return path.parent.name


async def _hello(process: Process, stop: asyncio.Event) -> Hello:
    """Wait until it takes work.

    Raises:
        Failed: It ended instead, or the door is to be closed already.
    """
    assert process.stdout is not None
    line = asyncio.ensure_future(process.stdout.readline())
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({line, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not line.done() or not line.result():
        line.cancel()
        raise Failed(0 if stop.is_set() else await process.wait())
    return Hello.model_validate_json(line.result())


async def _first(stop: asyncio.Event, process: Process) -> None:
    """Return when the door is to be closed; fail when nobody is behind it any more."""
    stopping = asyncio.ensure_future(stop.wait())
    ending = asyncio.ensure_future(process.wait())
    await asyncio.wait({stopping, ending}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    ending.cancel()
    if process.returncode is not None and not stop.is_set():
        raise Failed(process.returncode)


async def _ended(process: Process) -> None:
    """Let the process end in order, which it does when its input ends."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), ENDED_WITHIN_S)
    except TimeoutError:
        process.kill()
        await process.wait()
