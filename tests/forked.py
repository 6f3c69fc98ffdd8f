"""Processes that start in no time: they part from one that has read all modules already.

Each is a process of its own, with its own environment, that can be told to end and be killed.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

_READ = [
    "tests.forked",
    "bot.cli",
    "bot.door",
    "bot.indoors",
    "knowledge.index.indexing",
    "knowledge.index.store",
    "knowledge.ledger.postgresql",
    "langchain_chroma",
    "uvicorn.protocols.http.auto",
    "tests.forkserver",
]


@dataclass(frozen=True)
class Forked:
    """A running process."""

    process: BaseProcess

    @property
    def returncode(self) -> int | None:
        """How it ended: a negative number is the signal that killed it; None while it runs."""
        return self.process.exitcode

    def terminate(self) -> None:
        """Ask it to end."""
        self.process.terminate()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()

    async def wait(self) -> int:
        """Wait until it has ended, and return how."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self.process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self.process.sentinel)
        self.process.join()
        assert self.process.exitcode is not None
        return self.process.exitcode


def start(
    run: Callable[..., None], *given: object, log: Path, environment: Mapping[str, str]
) -> Forked:
    """Start a process that calls *run*, a module's function, with what is *given*.

    Args:
        run: What it does; it has ended when this returns.
        given: Passed on; must be picklable.
        log: Where what it prints goes, at its end.
        environment: All its environment variables.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_READ)
    what = (run, given, log, dict(environment))
    process = context.Process(target=_live, args=what)
    process.start()
    return Forked(process)


def _live(
    run: Callable[..., None], given: tuple[object, ...], log: Path, environment: dict[str, str]
) -> None:
    # The server that it parted from ignores Ctrl-C, and is not where its output should go.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with log.open("ab") as file:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(file.fileno(), stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    run(*given)
