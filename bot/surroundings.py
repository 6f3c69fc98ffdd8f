"""The only place that reads the environment, the clock and randomness."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.settings import Settings

CLOCK_OFFSET_FILE = "DESIRELINE_CLOCK_OFFSET_FILE"
"""For tests: a file with seconds by which this process's clock is moved."""


def settings() -> Settings:
    """Read the settings from the environment."""
    return Settings.read(os.environ)


def clock() -> datetime:
    """Return the present instant; a test may have moved it."""
    path = os.environ.get(CLOCK_OFFSET_FILE)
    offset_s = float(Path(path).read_text() or 0) if path else 0.0
    return datetime.now(UTC) + timedelta(seconds=offset_s)


def new_id(kind: str) -> str:
    """Return an id that nobody can guess, starting with *kind*."""
    return f"{kind}{secrets.token_hex(8)}"
