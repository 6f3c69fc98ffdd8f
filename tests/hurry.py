"""What a bot waits for out of regard for others; most tests say nothing about it, and don't wait.

A second lies between two posts in a channel, and after a stop one in which balancers look away.
"""

import pytest

from bot import http
from bot.effects import posting


def hurry(patch: pytest.MonkeyPatch) -> None:
    """Let bots in this process post at once and leave at once."""
    patch.setattr(http, "LEAVING_S", 0.0)
    patch.setattr(posting, "BETWEEN_POSTS_S", 0.0)
