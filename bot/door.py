"""The door: takes what Slack sends over HTTP, keeps it and acknowledges; the rest it passes on.

    Slack → door → mailbox            events, and commands that can wait
                 → behind the door    whatever needs an answer at once

A process of its own that does nothing else, since one process of Python does one thing at a time:
while answers are looked for and boards are drawn behind it, the next acknowledgement is as quick
as ever (docs/decisions/006). It and the process behind it are one until all modules are read, and
part then; they live and die together.
"""

import asyncio
import multiprocessing
import os
import shutil
import socket
import tempfile
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import aiohttp
import structlog
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot import garbage, http
from bot.mailbox import Mailbox
from bot.precedence import precedence
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

Inside = Callable[[Path, socket.socket], None]
"""What goes on behind the door: it serves at a path, and has a line to the door."""


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


class _Gone(Exception):
    """Nobody is at the other end of the line any more."""


@dataclass(frozen=True)
class Behind:
    """The process behind the door; a word on the line wakes it, and the line's end ends it."""

    line: StreamWriter
    http: aiohttp.ClientSession
    holder: str
    hello: Hello

    def wake(self) -> None:
        """Tell it that there is mail."""
        self.line.write(b"\n")

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


def run(settings: Settings, *, where: socket.socket, inside: Inside) -> None:
    """Part in two: *inside* goes on in a new process, and this one is the door at *where*.

    Returns when the process has been told to end.

    Raises:
        Failed: The process behind the door has ended by itself.
        LedgerError: The ledger can't be opened.
    """
    with tempfile.TemporaryDirectory(prefix="desireline-") as folder:
        path, (ours, theirs) = Path(folder) / "behind.sock", socket.socketpair()
        process = _parted(lambda: _within(inside, path, theirs), but=(where, ours))
        theirs.close()
        try:
            with precedence() as granted:
                log.info("door.precedence", granted=granted)
                asyncio.run(_serve(settings, path, ours, where=where))
        except _Gone:
            process.join(ENDED_WITHIN_S)
            raise Failed(process.exitcode or 0) from None
        finally:
            ours.close()
            _end(process)


def _within(inside: Inside, path: Path, line: socket.socket) -> None:
    try:
        inside(path, line)
    finally:
        # A door that was killed leaves its folder behind.
        shutil.rmtree(path.parent, ignore_errors=True)


def _parted(inside: Callable[[], None], *, but: tuple[socket.socket, ...]) -> BaseProcess:
    """Let *inside* go on in a new process that has all that is here *but* some sockets."""

    def behind() -> None:
        os.setsid()  # Ctrl-C is for the door, which then ends the line
        for ours in but:
            ours.close()
        inside()

    garbage.keep()
    process = multiprocessing.get_context("fork").Process(target=behind, name="behind the door")
    process.start()
    return process


def _end(process: BaseProcess) -> None:
    """Let the process end in order, which it does when the line has ended."""
    process.join(ENDED_WITHIN_S)
    if process.exitcode is None:
        process.kill()
        process.join()


async def _serve(
    settings: Settings, path: Path, line: socket.socket, *, where: socket.socket
) -> None:
    stop = stop_by_signal()
    ledger = await Ledger.open(settings.ledger_url, clock=clock)
    heard, said = await asyncio.open_connection(sock=line)
    timeout = aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S)
    try:
        hello = await _first(stop, heard.readline())
        async with aiohttp.ClientSession(
            "http://behind", connector=aiohttp.UnixConnector(str(path)), timeout=timeout
        ) as session:
            if hello is not None:
                whose = Hello.model_validate_json(hello)
                behind = Behind(said, session, holder_of(path), whose)
                await _open(settings, ledger, behind, heard, where=where, stop=stop)
    finally:
        said.close()
        await ledger.close()


async def _open(
    settings: Settings,
    ledger: Ledger,
    behind: Behind,
    heard: StreamReader,
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
        garbage.settle()
        await _first(stop, heard.readline())


def holder_of(path: Path) -> str:
    """Return under which name the mail of a door is held: its folder's, which is like no other."""
    return path.parent.name


async def _first(stop: asyncio.Event, hearing: Coroutine[None, None, bytes]) -> bytes | None:
    """Return what is heard on the line, or None if the door is to be closed before.

    Raises:
        _Gone: The line has ended.
    """
    stopping, hear = asyncio.create_task(stop.wait()), asyncio.create_task(hearing)
    await asyncio.wait({stopping, hear}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        hear.cancel()
        return None
    try:
        word = hear.result()
    except ConnectionError:  # it was killed before it had read all
        word = b""
    if not word:
        raise _Gone
    return word
