"""`make test`: format, lint, types, layers and all tests; says how long each took.

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
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
TIMES = ROOT / "build" / "test-times.xml"
BIN = Path(sys.executable).parent
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
CHECKS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy", "--num-workers", "auto"]),
    ("layers", ["lint-imports", "--no-cache"]),
)


def main(arguments: list[str]) -> int:
    """Run everything, or only the tests that the arguments choose; return the exit code."""
    checks = () if arguments else CHECKS
    begun = time.monotonic()
    failed = [name for name, command in checks if not _passes(name, command)]
    timed = [] if arguments else [f"--junit-xml={TIMES}"]
    pytest = ["pytest", "-n", str(_workers()), "--dist", "worksteal", *timed, *arguments]
    with _scratch() as folder:
        if not _passes("tests", pytest, TMPDIR=folder):
            failed.append("tests")
    seconds = time.monotonic() - begun
    if not arguments:
        _leave_figure(seconds)
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'all good'} in {seconds:.0f} s")
    return 1 if failed else 0


def _leave_figure(seconds: float) -> None:
    """Leave how long everything took, and the local Slack's tests alone, for the bench."""
    figures = {"test_suite_s": round(seconds, 1), "contract_suite_s": round(_contract_s(), 1)}
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "test-suite.json").write_text(json.dumps(figures))


def _contract_s() -> float:
    # Each test's own time, one after the other: what the suite costs, not what it takes.
    cases = ElementTree.parse(TIMES).iter("testcase")
    return sum(
        float(case.get("time", 0))
        for case in cases
        if (case.get("classname") or "").startswith("tests.standin.")
    )


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


def _passes(name: str, command: list[str], **surroundings: str) -> bool:
    print(f"\n--- {name}", flush=True)
    begun = time.monotonic()
    words = [str(BIN / command[0]), *command[1:]]
    code = subprocess.call(words, cwd=ROOT, env=os.environ | surroundings)
    ended = "ok" if code == 0 else "FAILED"
    print(f"{name}: {ended}, {time.monotonic() - begun:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
