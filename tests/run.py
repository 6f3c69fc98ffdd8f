"""`make test`: format, lint, layers, types and all tests; says how long each took.

With arguments, they go to pytest, and only the tests are run: `tests/run.py -k answers`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
CHECKS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("layers", ["lint-imports", "--no-cache"]),
)
TYPES = ["mypy"]


def main(arguments: list[str]) -> int:
    """Run everything, or only the tests that the arguments choose; return the exit code."""
    begun = time.monotonic()
    failed = _failed_tests(arguments) if arguments else _failed()
    seconds = time.monotonic() - begun
    if not arguments:
        _leave_figure(seconds)
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'all good'} in {seconds:.0f} s")
    return 1 if failed else 0


def _failed() -> list[str]:
    with _beside(TYPES) as types:
        failed = [name for name, command in CHECKS if not _passes(name, command)]
        failed += _failed_tests([])
        failed += [] if _told("types", types) else ["types"]
    return failed


def _failed_tests(arguments: list[str]) -> list[str]:
    pytest = ["pytest", "-n", str(_workers()), "--dist", "worksteal", *arguments]
    with _scratch() as folder:
        return [] if _passes("tests", pytest, TMPDIR=folder) else ["tests"]


def _leave_figure(seconds: float) -> None:
    """Leave how long everything took for the bench."""
    (ROOT / "build").mkdir(exist_ok=True)
    left = {"test_suite_s": round(seconds, 1)}
    (ROOT / "build" / "test-suite.json").write_text(json.dumps(left))


def _workers() -> int:
    # One more than there are processors: a test that waits for a browser or a bot leaves one idle.
    return (os.cpu_count() or 1) + 1


@contextmanager
def _scratch() -> Iterator[str]:
    """Give the tests a folder, in memory where there is plenty: no test cuts the power.

    Thousands of commits would wait for the disk instead, most of the time.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(
        prefix="desireline-tests-", dir=MEMORY if roomy else None, ignore_cleanup_errors=True
    ) as folder:
        yield folder


@contextmanager
def _beside(command: list[str]) -> Iterator[Popen[str]]:
    """Run a command meanwhile, on what the others leave: tests wait a tenth of the time."""
    words = ["nice", "-n", "19", str(BIN / command[0]), *command[1:]]
    with Popen(words, cwd=ROOT, stdout=PIPE, stderr=STDOUT, text=True) as process:
        yield process


def _told(name: str, process: Popen[str]) -> bool:
    """Wait for what ran meanwhile, and print what it said."""
    said, _ = process.communicate()
    print(f"\n--- {name}\n{said}{name}: {_ended(process.returncode)}", flush=True)
    return process.returncode == 0


def _passes(name: str, command: list[str], **surroundings: str) -> bool:
    print(f"\n--- {name}", flush=True)
    begun = time.monotonic()
    words = [str(BIN / command[0]), *command[1:]]
    code = subprocess.call(words, cwd=ROOT, env=os.environ | surroundings)
    print(f"{name}: {_ended(code)}, {time.monotonic() - begun:.0f} s", flush=True)
    return code == 0


def _ended(code: int) -> str:
    return "ok" if code == 0 else "FAILED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
