"""`desireline bench`: measures what is promised, with real processes on this computer."""

from bot.bench.bench import run

__all__ = ["run"]
