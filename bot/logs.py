"""Logs: event names, ids and figures; never what people wrote, a token or a prompt."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

QUIET = ("aiohttp", "alembic", "chromadb", "httpx", "slack_bolt", "slack_sdk", "sqlalchemy")


def configure(*, level: str = "INFO", as_json: bool = False) -> None:
    """Set up logging for the process, once, to standard error."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(levelname)s")
    for name in QUIET:
        # Their messages and tracebacks repeat requests and rows; what matters we log ourselves.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _where_it_failed,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


def _where_it_failed(_: Any, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Name an exception's type and places; its message may repeat what people wrote."""
    if fields.pop("exc_info", None):
        kind, error, trace = sys.exc_info()
        if error is not None and kind is not None:
            frames = traceback.extract_tb(trace)[-6:]
            fields["error"] = kind.__name__
            fields["at"] = [f"{frame.name}:{frame.lineno}" for frame in frames]
    return fields
