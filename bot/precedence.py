"""Precedence: a process that does little goes before those that do much."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

POLICY, ORDINARY = "SCHED_RR", "SCHED_OTHER"


@contextmanager
def precedence() -> Iterator[bool]:
    """Let this thread have a processor as soon as it has something to do; yield whether it may.

    The lowest of POSIX's real-time priorities. Linux grants it to root and to whoever has
    `CAP_SYS_NICE` or a limit `RTPRIO` of 1, and leaves a twentieth of the time to all others
    whatever happens. Threads and processes begun meanwhile are ordinary ones.
    """
    granted = _scheduled(POLICY, priority=1)
    try:
        yield granted
    finally:
        if granted:
            _scheduled(ORDINARY, priority=0)


def _scheduled(policy: str, *, priority: int) -> bool:
    if not hasattr(os, "sched_setscheduler"):  # macOS
        return False
    try:
        # Whoever isn't root may not take this flag back, so it stays.
        wanted = getattr(os, policy) | os.SCHED_RESET_ON_FORK
        os.sched_setscheduler(0, wanted, os.sched_param(priority))
    except PermissionError:
        return False
    return True
