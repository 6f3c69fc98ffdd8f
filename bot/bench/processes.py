"""Processes of the bench: started, waited for, and ended by their own id."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ENDS_WITHIN_S = 20
READY_WITHIN_S = 60


class NotStarted(Exception):
    """A process of the bench ended, or said nothing, before it was ready."""

    def __init__(self, what: str, log: Path) -> None:
        super().__init__(f"{what} did not start; see {log}:\n{log.read_text()[-2000:]}")


@asynccontextmanager
async def python(
    *arguments: str, log: Path, settings: Mapping[str, str] | None = None
) -> AsyncIterator[Process]:
    """Run Python with *arguments*; end it afterwards.

    Args:
        arguments: As on the command line.
        log: Where its standard error goes.
        settings: Environment variables beside ours.
    """
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=errors,
            env={**_surroundings(), **(settings or {})},
        )
    try:
        yield process
    finally:
        await _end(process)


def _surroundings() -> dict[str, str]:
    """Return the environment without the settings of somebody's real bot."""
    ours = ("SLACK_", "DESIRELINE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


async def first_line(process: Process, *, what: str, log: Path) -> str:
    """Return what the process says first.

    Raises:
        NotStarted: It ended, or said nothing for a minute.
    """
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), READY_WITHIN_S)
    except TimeoutError:
        line = b""
    if not line:
        raise NotStarted(what, log)
    return line.decode()


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), ENDS_WITHIN_S)
        except TimeoutError:
            process.kill()
            await process.wait()
    # A subprocess transport that isn't closed warns when it is collected.
    process._transport.close()  # type: ignore[attr-defined]
