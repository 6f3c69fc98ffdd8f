"""How instants, JSON and running numbers are stored, the same for both databases."""

import json
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

JSON: TypeAlias = dict[str, "JSON"] | list["JSON"] | str | int | float | bool | None

Serial = BigInteger().with_variant(Integer(), "sqlite")


def canonical(value: JSON) -> str:
    """Write *value* so that equal values give equal texts.

    ASCII only: an escaped NUL or lone surrogate is a text that every database takes.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def iso(at: datetime) -> str:
    """Write an instant in UTC with a fixed width, so that texts sort as instants do.

    Raises:
        ValueError: *at* has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC: `timestamptz`, or ISO text in SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive datetimes; the rest goes in as UTC."""
        if value is None:
            return None
        written = iso(value)
        return value.astimezone(UTC) if dialect.name == "postgresql" else written

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return an aware datetime in UTC."""
        if value is None:
            return None
        found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return found.astimezone(UTC)


class JsonText(TypeDecorator[JSON]):
    """JSON in its canonical form, as text: databases' own JSON types refuse a NUL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: JSON, dialect: Dialect) -> str | None:
        """Write the canonical form; None is NULL."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> JSON:
        """Read what was written."""
        return None if value is None else json.loads(value)
