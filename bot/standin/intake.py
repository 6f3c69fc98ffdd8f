"""JSON from outside, made safe to keep: lone surrogates become the replacement character."""

import json
from typing import Any


def parsed(raw: bytes) -> Any:
    """Return the JSON value in *raw*.

    Raises:
        ValueError: It isn't JSON, or nested too deeply.
    """
    try:
        value = json.loads(raw)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return _mended(value) if b"\\u" in raw else value


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(inner) for inner in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    return value
