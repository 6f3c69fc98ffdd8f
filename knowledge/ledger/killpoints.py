"""Named points at which a test may kill the process, to see what survives.

Nothing happens unless a point is armed, which one setting does when the ledger is opened.
"""

import os
import signal
from dataclasses import dataclass

POINTS = (
    "migrating",
    "before_insert",
    "before_commit",
    "after_commit",
    "before_ack",
    "mail_before",
    "mail_kept",
    "mail_dealt",
    "effect_taken",
    "effect_before_post",
    "effect_after_post",
    "effect_before_done",
    "effect_done",
    "index_before",
    "index_after",
)
SETTING = "DESIRELINE_KILL_AT"


@dataclass
class _Fuse:
    point: str = ""
    left: int = 0


_fuse = _Fuse()


def arm(setting: str) -> None:
    """Arm one point: `after_commit`, or `after_commit:3` for the third time; empty disarms.

    Raises:
        ValueError: No such point, or not a count of at least 1.
    """
    point, _, count = setting.partition(":")
    times = int(count or 1)
    if times < 1 or (point and point not in POINTS):
        raise ValueError(f"{SETTING}: no such point: {setting!r}; one of {', '.join(POINTS)}")
    _fuse.point, _fuse.left = point, times


def reach(point: str) -> None:
    """End this process at once, without any tidying, when *point* is armed and it is its turn."""
    if point not in POINTS:
        raise ValueError(f"unnamed kill point: {point!r}")
    if point != _fuse.point:
        return
    _fuse.left -= 1
    if _fuse.left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
