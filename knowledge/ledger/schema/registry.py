"""Where the tables are known, and what many of them share."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, Text

metadata = MetaData()
mailbox = MetaData()
"""A file of its own on SQLite; emptied all the time, so no migration knows it."""


def workspace() -> Column[Any]:
    """Return the column by which every row belongs to one workspace."""
    return Column("workspace", Text, nullable=False)


def to_body(column: str = "digest") -> ForeignKeyConstraint:
    """Let *column* be the digest of a body of the same workspace."""
    return ForeignKeyConstraint(["workspace", column], ["bodies.workspace", "bodies.digest"])
