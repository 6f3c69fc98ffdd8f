"""Cursor pagination.

Source: https://docs.slack.dev/apis/web-api/pagination
"""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.standin.webapi.call import ApiError, Call

T = TypeVar("T")


def page(call: Call, items: Sequence[T], *, default: int, most: int) -> tuple[list[T], str]:
    """Return one page of *items* as the call's cursor and limit ask, and the next cursor.

    Raises:
        ApiError: invalid_cursor, invalid_limit.
    """
    limit = call.whole("limit", default, most) if call.text("limit") not in ("", "0") else default
    start = _offset(call.text("cursor"))
    if start > len(items):
        raise ApiError("invalid_cursor")
    end = start + limit
    following = _cursor(end) if end < len(items) else ""
    return list(items[start:end]), following


def classic_page(call: Call, items: Sequence[T]) -> tuple[list[T], dict[str, int]]:
    """Return one page of *items* as `count` and `page` ask, and Slack's `paging`."""
    count, number = call.whole("count", 100, 1000), call.whole("page", 1, 1_000_000)
    pages = max(1, -(-len(items) // count))
    start = (number - 1) * count
    paging = {"count": count, "total": len(items), "page": number, "pages": pages}
    return list(items[start : start + count]), paging


def _cursor(offset: int) -> str:
    return base64.b64encode(f"offset:{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word != "offset":
            raise ValueError(word)
        return int(number)
    except (ValueError, binascii.Error) as error:
        raise ApiError("invalid_cursor") from error
