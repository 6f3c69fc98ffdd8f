"""Being told to end."""

import asyncio
import signal


def stop_by_signal() -> asyncio.Event:
    """Return what is set when the process is told to end (SIGTERM, SIGINT)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    return stop
