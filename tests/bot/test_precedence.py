"""Precedence is taken where the system grants it, given back, and passed on to nobody."""

import os
import subprocess
import sys

import pytest

from bot.precedence import precedence

ORDINARY, FIRST = os.SCHED_OTHER, os.SCHED_RR
WITHOUT_RIGHTS = """
import os, resource
from bot.precedence import precedence
resource.setrlimit(resource.RLIMIT_RTPRIO, (0, 0))
if os.geteuid() == 0:
    os.setuid(65534)
with precedence() as granted:
    print(granted, os.sched_getscheduler(0) == os.SCHED_OTHER)
"""


def _policy() -> int:
    return os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK


def test_precedence_is_taken_where_granted_and_given_back() -> None:
    """What it yields is true: the thread goes first, or is as ordinary as before."""
    with precedence() as granted:
        assert _policy() == (FIRST if granted else ORDINARY)
    assert _policy() == ORDINARY


def test_precedence_is_given_back_after_a_failure() -> None:
    """An error within goes on, and leaves an ordinary thread."""
    with pytest.raises(LookupError), precedence():
        raise LookupError
    assert _policy() == ORDINARY


def test_a_process_begun_meanwhile_is_an_ordinary_one() -> None:
    """What the door starts must not push others aside."""
    script = "import os; print(os.sched_getscheduler(0))"
    with precedence():
        begun = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert int(begun.stdout) == ORDINARY


def test_whoever_may_not_go_first_goes_on_as_before() -> None:
    """In a container without the right nothing fails."""
    command = [sys.executable, "-c", WITHOUT_RIGHTS]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]
